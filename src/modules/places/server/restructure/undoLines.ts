import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { spreadsheet } from '#platform/web/spreadsheet.ts'
import { LINE_HEADING, templateHeadings } from '../../domain/restructure/columns.ts'
import { LINE_FIELDS } from '../../domain/restructure/line.ts'
import { reversingLines } from '../../domain/restructure/reverse.ts'
import { namedPlaces } from './namedPlacesStore.ts'
import { openPlan } from './openPlan.ts'
import { changesMade } from './planStore.ts'
import { EVERY, workOutUndo } from './workOutUndo.ts'

/**
 * A plan as a file for what taking back an applied plan keeps, or kept: a line each that a person completes and sends in where it is still
 * wanted, with the reason in both languages. What a spreadsheet would run is disarmed.
 * @param restructureId the plan that is, or was, taken back
 * @param words a message by its id, in Hindi and English
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden, notFound
 */
export async function undoLines(
  ctx: Context,
  restructureId: string,
  words: (id: string) => readonly [hindi: string, english: string],
): Promise<string> {
  return ctx.transaction(async (tx) => {
    const plan = await openPlan(tx, restructureId)
    const { kept } = plan.undoneBy ? await openPlan(tx, plan.undoneBy) : await workOutUndo(tx, plan)
    const changes = await changesMade(tx, plan.id, EVERY)
    const named = await namedPlaces(
      tx,
      kept
        .map(({ placeId }) => placeId)
        .concat(changes.flatMap(({ otherId, was }) => [otherId ?? '', was.parentId ?? ''])),
    )
    const lines = reversingLines(changes, kept, named, indianDay(ctx.now))
    return spreadsheet([
      ['कारण', 'reason', LINE_HEADING, ...templateHeadings()],
      ...lines.map(({ reason, placeId, given }, at) => [
        ...withPlace(words(`places_u_reason_${reason}`), named.get(placeId)),
        at + 1,
        ...LINE_FIELDS.map((field) => given?.[field] ?? ''),
      ]),
    ])
  })
}

const withPlace = (
  [hindi, english]: readonly [string, string],
  place: { readonly nameHi: string; readonly nameEn: string } | undefined,
): readonly string[] => [`${place?.nameHi ?? '—'}: ${hindi}`, `${place?.nameEn ?? '—'}: ${english}`]
