import { z } from 'zod'
import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { listPeopleSchema, type ListPeople } from '../domain/peopleQuery.ts'
import { exportingAppointments } from './appointmentStore.ts'
import { hitsOf, peopleLines, type PersonLine } from './peopleListStore.ts'
import { placeOf } from './placeOfStore.ts'
import { mayExport } from './policy.ts'
import { noteSightings } from './sightingStore.ts'

export const exportPeopleSchema = listPeopleSchema.omit({ after: true }).extend({
  placeId: z.guid({ error: 'people_c_place_needed' }),
})
export type ExportPeople = Omit<ListPeople, 'placeId' | 'after'> & { readonly placeId: string }

/** More than this is a copy of the state's list, not a working list. */
export const MOST_EXPORTED = 20_000

/**
 * The people that a filter finds at a place, for a file. Phones never leave in bulk. Each person in it learns who exported.
 * @throws Refusal secondStepNeeded
 * @throws Refusal forbidden without the right to export there, for the wing asked for (or every wing)
 */
export async function exportPeople(ctx: Context, input: ExportPeople): Promise<readonly PersonLine[]> {
  const filter = parse(exportPeopleSchema, input)
  return ctx.transaction(async (tx) => {
    const actor = requireSecondStep(ctx.actor)
    const place = await placeOf(tx, filter.placeId)
    if (!place) throw new Refusal('badInput', { fields: { placeId: 'people_c_place_needed' } })
    const exporting = await exportingAppointments(tx, actor.personId)
    authorise(mayExport(actor, { ...place, wing: filter.wing ?? null }, exporting))
    const bounds = { low: place.lft, high: place.rgt }
    const asked = { ...filter, hits: await hitsOf(tx, filter.text, bounds) }
    const lines = await peopleLines(tx, asked, bounds, ctx.locale, undefined, MOST_EXPORTED + 1)
    if (lines.length > MOST_EXPORTED) throw new Refusal('tooLarge', { reason: 'people_c_export_too_large' })
    await noteSightings(
      tx,
      lines.map(({ id }) => id),
      actor.personId,
      'export',
    )
    record(tx, 'people.exportPeople', `place:${place.id}`, {
      wing: filter.wing ?? null,
      state: filter.state ?? null,
      invitation: filter.invitation ?? null,
      people: lines.length,
    })
    return lines
  })
}
