import { z } from 'zod'
import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { listPeopleSchema, type ListPeople } from '../domain/peopleQuery.ts'
import { exportingAppointments } from './appointmentStore.ts'
import {
  countFound,
  hitsOf,
  peopleLines,
  type Asked,
  type Bounds,
  type PersonLine,
} from './peopleListStore.ts'
import { findPerson } from './personStore.ts'
import { placeOf, type PlaceOf } from './placeOfStore.ts'
import { mayExport } from './policy.ts'
import { exportedSince, noteSightings } from './sightingStore.ts'

/** One person of an export. */
export type { PersonLine }

export const FORMATS = ['csv', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]

export const exportPeopleSchema = listPeopleSchema.omit({ after: true }).extend({
  placeId: z.guid({ error: 'people_c_place_needed' }),
  format: z.enum(FORMATS).catch('csv').default('csv'),
})
export type ExportPeople = Omit<ListPeople, 'placeId' | 'after'> & {
  readonly placeId: string
  readonly format?: string | undefined
}

/** People whom one hand takes out within a day, in however many files: what goes beyond takes a second hand or a second day. */
export const MOST_A_DAY = 20_000
/** People of one part: read, noted and written together. */
const PART = 2_000

export interface PeopleExport {
  /** Stands in the file, in its name and in the audit log: whoever finds the file learns from the log who took it. */
  readonly fileId: string
  readonly format: Format
  readonly at: Date
  readonly by: { readonly nameHi: string; readonly nameEn: string }
  readonly place: PlaceOf
  readonly filter: Readonly<Pick<z.output<typeof exportPeopleSchema>, 'wing' | 'state' | 'invitation'>> & {
    readonly searched: boolean
  }
  /** How many the filter found when it began. */
  readonly people: number
  /** The people, part by part; each part is noted for everybody in it before it is handed out. */
  readonly parts: AsyncGenerator<readonly PersonLine[], void>
}

/**
 * The people that a filter finds at a place, for a file. Phones never leave in bulk. Each person in it learns who exported; the audit log
 * says who began what, and how many had left when it ended, or was cut off.
 * @throws Refusal secondStepNeeded
 * @param most people a day
 * @throws Refusal forbidden without the right to export there, for the wing asked for (or every wing)
 * @throws Refusal tooLarge when with this file one hand would have taken out more than that within a day
 */
export async function exportPeople(
  ctx: Context,
  input: ExportPeople,
  most: number = MOST_A_DAY,
): Promise<PeopleExport> {
  const { format, ...filter } = parse(exportPeopleSchema, input)
  return ctx.transaction(async (tx) => {
    const actor = requireSecondStep(ctx.actor)
    const place = await placeOf(tx, filter.placeId)
    if (!place) throw new Refusal('badInput', { fields: { placeId: 'people_c_place_needed' } })
    const exporting = await exportingAppointments(tx, actor.personId)
    authorise(mayExport(actor, { ...place, wing: filter.wing ?? null }, exporting))
    const bounds = { low: place.lft, high: place.rgt }
    const sought = { ...filter, hits: await hitsOf(tx, filter.text, bounds) }
    const people = await countFound(tx, sought, bounds, most)
    await stayWithinTheDay(tx, actor.personId, people, most)
    const fileId = uuidv7(ctx.now)
    const { wing, state, invitation, text } = filter
    // What was searched for may be somebody's name: the log says that there was a search, not of whom.
    const asked = { wing, state, invitation, searched: (text ?? '') !== '' }
    record(tx, 'people.exportPeople', `place:${place.id}`, {
      file: fileId,
      format,
      ...{ wing: wing ?? null, state: state ?? null, invitation: invitation ?? null },
      searched: asked.searched,
      people,
    })
    const self = await findPerson(tx, actor.personId)
    return {
      ...{ fileId, format, place, people },
      at: ctx.now,
      by: { nameHi: self?.nameDevanagari ?? '', nameEn: self?.nameLatin ?? '' },
      filter: asked,
      parts: partsOf(ctx, sought, bounds, fileId, most),
    }
  })
}

async function* partsOf(
  ctx: Context,
  filter: Asked,
  bounds: Bounds,
  fileId: string,
  most: number,
): AsyncGenerator<readonly PersonLine[], void> {
  const { personId } = requireSecondStep(ctx.actor)
  let after: readonly [number, string, string] | undefined
  let [left, isWhole] = [0, false]
  try {
    for (;;) {
      const lines = await ctx.transaction(async (tx) => {
        const found = await peopleLines(tx, filter, bounds, ctx.locale, after, PART)
        // Asked again with every part: two files begun at once do not take out twice as many.
        await stayWithinTheDay(tx, personId, found.length, most)
        await noteSightings(
          tx,
          found.map(({ id }) => id),
          personId,
          'export',
        )
        return found
      })
      left += lines.length
      const last = lines.at(-1)
      if (last) yield lines
      if (!last || lines.length < PART) break
      after = [last.score, last.sortName, last.id]
    }
    isWhole = true
  } finally {
    await ctx.transaction(async (tx) => {
      record(tx, 'people.exportEnded', `export:${fileId}`, { people: left, whole: isWhole })
    })
  }
}

async function stayWithinTheDay(
  tx: Transaction,
  personId: string,
  people: number,
  most: number,
): Promise<void> {
  const before = await exportedSince(tx, personId, new Date(tx.now.getTime() - DAY_MS))
  if (before + people > most) throw new Refusal('tooLarge', { reason: 'people_c_export_too_large' })
}
