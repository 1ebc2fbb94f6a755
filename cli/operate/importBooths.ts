import { basename } from 'node:path'
import { isUuid } from '#platform/clock/uuid.ts'
import { placesWork } from '#modules/places/server/index.ts'
import { say } from '../say.ts'
import { asTheHouse, fail } from './asTheHouse.ts'
import { isSameFile, OVER_THE_LIST } from './isSameFile.ts'
import { sayFaults } from './sayFaults.ts'
import { undoPlacesOf } from './undoPlaces.ts'
import { wordsOf } from './wordsOf.ts'

/**
 * Brings an official list of booths into the organisation edition here: new booths and new names. Ends with status 1 when a row cannot be
 * applied; then nothing is, and the list waits as a plan.
 */
export async function importBoothsFrom(
  file: string,
  wishes: { dryRun?: boolean; badRows?: string },
): Promise<void> {
  if (isSameFile(file, wishes.badRows)) return fail(OVER_THE_LIST)
  await asTheHouse('import booths', async (ctx) => {
    const { restructureId, list, plan, applied } = await placesWork.restructureFromFile(ctx, {
      path: file,
      fileName: basename(file),
      apply: !wishes.dryRun,
      keep: true,
      badRowsTo: wishes.badRows,
    })
    for (const [kind, n] of Object.entries(plan.counts)) console.log(`  ${kind}: ${n}`)
    for (const { heading, field, krutiDev } of list?.columns ?? [])
      console.log(`  ${heading || '—'} → ${field}${krutiDev ? ' (Kruti Dev → Unicode)' : ''}`)
    if (list)
      console.log(
        `  same: ${list.same}\n  missing: ${list.missing}\n  Kruti Dev → Unicode: ${list.converted}`,
      )
    if (list && list.gone > 0) console.log(`  gone: ${list.gone} (${list.goneLines.join(', ')})`)
    if (list && list.doubtful.length > 0) console.log(`  Kruti Dev?: ${list.doubtful.join(', ')}`)
    await sayFaults(plan)
    if (plan.whyNot !== undefined) return fail(await wordsOf(plan.whyNot))
    say({
      en: `Plan ${restructureId}: ${applied ? 'applied' : 'nothing was changed'}.`,
      hi: `योजना ${restructureId}: ${applied ? 'लागू हुई' : 'कुछ नहीं बदला'}।`,
    })
  })
}

/** Takes a list of booths back by its id. Ends with status 1 when there is none or nothing of it goes back. */
export async function undoBooths(id: string, wishes: { dryRun?: boolean }): Promise<void> {
  if (!isUuid(id)) return fail(await wordsOf('places_r_unknown'))
  await undoPlacesOf(id, wishes)
}
