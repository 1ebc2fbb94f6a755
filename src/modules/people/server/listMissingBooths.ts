import { z } from 'zod'
import { authorise } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { searchPlaces, type FoundPlace } from '#modules/places/server/index.ts'
import { tellingWords } from '../domain/missingBooth.ts'
import { filter } from '../domain/peopleQuery.ts'
import { openReports, type MissingBoothReport } from './missingBoothQueueStore.ts'
import { mayList } from './policy.ts'

/** A sitting's worth. */
const SHOWN = 10
/** Booths offered for what somebody described: more are found by searching. */
const LIKELIEST = 5
const SEARCHED = 12

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
    const cases: MissingBoothCase[] = []
    // The search engine answers one question at a time; ten of them, each within one constituency, are a page.
    for (const report of await openReports(tx, SHOWN)) {
      const words = report.id === reportId ? find : undefined
      const found =
        words === undefined ? await likeliest(tx, report) : await search(tx, report, words, SEARCHED)
      const booths = found.map(({ id, code, nameHi, nameEn }) => ({ id, code, nameHi, nameEn }))
      cases.push({ ...report, booths, find: words })
    }
    return cases
  })
}

const search = (tx: Transaction, { placeId }: MissingBoothReport, words: string, limit: number) =>
  searchPlaces(tx, { text: words.slice(0, 120), level: 'booth', under: placeId, limit })

/**
 * A village spelt as another one elsewhere finds nothing in this constituency: then the words after it are asked ("school, room 14"), twice
 * at most.
 */
async function likeliest(tx: Transaction, report: MissingBoothReport): Promise<readonly FoundPlace[]> {
  const words = tellingWords(report.described).split(' ')
  for (const from of [0, 1, 2]) {
    const found = words.length > from ? await search(tx, report, words.slice(from).join(' '), LIKELIEST) : []
    if (found.length > 0) return found
  }
  return []
}
