import { z } from 'zod'
import { authorise } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { searchPlacesEach } from '#modules/places/server/index.ts'
import { tellingWords } from '../domain/missingBooth.ts'
import { filter } from '../domain/peopleQuery.ts'
import { openReports, type MissingBoothReport } from './missingBoothQueueStore.ts'
import { mayList } from './policy.ts'

type FoundPlace = Awaited<ReturnType<typeof searchPlacesEach>>[number][number]

/** A sitting's worth. */
const SHOWN = 10
/** Booths offered for what somebody described: more are found by searching. */
const LIKELIEST = 5
const SEARCHED = 12
/** Words at the beginning of a description that may be left out. */
const MOST_LEFT_OUT = 2

export const listMissingBoothsSchema = z.object({
  /** The report for which booths are searched, and the words. */
  reportId: filter(z.guid()),
  find: filter(z.string().trim().max(120)),
})
export type ListMissingBooths = {
  readonly [Name in keyof z.output<typeof listMissingBoothsSchema>]?: string | undefined
}

export type BoothOption = Pick<FoundPlace, 'id' | 'code' | 'nameHi' | 'nameEn'>
export interface MissingBoothCase extends MissingBoothReport {
  /** Booths of that constituency, the likeliest for the description (or the words searched) first. */
  readonly booths: readonly BoothOption[]
  /** What was searched here. */
  readonly find: string | undefined
}

/** Booths that people did not find, oldest report first, each with the booths it could be. */
export async function listMissingBooths(
  ctx: Context,
  input: ListMissingBooths = {},
): Promise<readonly MissingBoothCase[]> {
  authorise(mayList(ctx.actor))
  const { reportId, find } = parse(listMissingBoothsSchema, input)
  return ctx.transaction(async (tx) => {
    const reports = await openReports(tx, SHOWN)
    const wordsFor = (report: MissingBoothReport) => (report.id === reportId ? find : undefined)
    const likely = await likeliest(
      tx,
      reports.map((report) => ({ report, asked: wordsFor(report) })),
    )
    return reports.map((report, at) => ({
      ...report,
      booths: likely[at]!.map(({ id, code, nameHi, nameEn }) => ({ id, code, nameHi, nameEn })),
      find: wordsFor(report),
    }))
  })
}

interface Question {
  readonly report: MissingBoothReport
  /** The words searched for; without them the description is read. */
  readonly asked: string | undefined
}

/**
 * The booths for each report, asked all at once. A village spelt as another one elsewhere finds nothing in this constituency: then the
 * words after it are asked ("school, room 14"), for all such reports at once, and so twice at most.
 */
async function likeliest(
  tx: Transaction,
  questions: readonly Question[],
  leaveOut = 0,
): Promise<readonly (readonly FoundPlace[])[]> {
  const found = await searchPlacesEach(
    tx,
    'booth',
    questions.map(({ report, asked }) => ({
      text: asked ?? tellingWords(report.described).split(' ').slice(leaveOut).join(' '),
      within: { lft: report.lft, rgt: report.rgt },
      limit: asked === undefined ? LIKELIEST : SEARCHED,
    })),
  )
  const open = questions.filter(({ asked }, at) => asked === undefined && found[at]!.length === 0)
  if (open.length === 0 || leaveOut === MOST_LEFT_OUT) return found
  const more = await likeliest(tx, open, leaveOut + 1)
  return questions.map((question, at) => more[open.indexOf(question)] ?? found[at]!)
}
