import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { placesWork } from '#modules/places/server/index.ts'
import { say } from '../say.ts'
import { asTheHouse, fail } from './asTheHouse.ts'
import { wordsOf } from './wordsOf.ts'

/** Takes a list of booths or a plan of places back, or only looks. Ends with status 1 when nothing of it goes back. */
export async function undoPlacesOf(
  id: string,
  wishes: { dryRun?: boolean | undefined; edition?: EditionName | undefined },
): Promise<void> {
  await asTheHouse('import undo', (ctx) => undoPlaces(ctx, id, wishes.dryRun === true), wishes.edition)
}

/** The same, in a context that stands already: says what goes back, and place by place what is kept and why. */
export async function undoPlaces(ctx: Context, id: string, dryRun: boolean): Promise<void> {
  const { counts, kept, keptCount, seen, whyNot } = await placesWork.viewUndo(ctx, id)
  for (const [kind, n] of Object.entries(counts)) console.log(`  back, ${kind}: ${n}`)
  console.log(`  kept: ${keptCount}`)
  for (const { place, kind, reason, standing } of kept) {
    const where = [place.seat?.code, place.code, place.nameEn].filter((part) => part != null).join(' / ')
    const who = standing.map(({ what, n }) => `${what}: ${n}`).join(', ')
    const why = Object.values(await wordsOf(`places_u_reason_${reason}`)).join(' · ')
    console.log(`    ${where}  ${kind}  ${why}${who && ` (${who})`}`)
  }
  if (keptCount > kept.length)
    console.log(`    … ${keptCount - kept.length} more: the file on the page has all`)
  if (whyNot) return fail(await wordsOf(whyNot))
  if (dryRun) return say({ en: 'Nothing was changed.', hi: 'कुछ नहीं बदला।' })
  const { restructureId } = await placesWork.undoRestructure(ctx, {
    command: uuidv7(),
    restructureId: id,
    seen,
  })
  say({
    en: `Plan ${id} was taken back by ${restructureId}.`,
    hi: `योजना ${id} वापस ली गई: ${restructureId}।`,
  })
}
