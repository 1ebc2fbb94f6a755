import { basename } from 'node:path'
import { placesWork } from '#modules/places/server/index.ts'
import { say } from '../say.ts'
import { asTheHouse, fail } from './asTheHouse.ts'
import { sayFaults } from './sayFaults.ts'
import { wordsOf } from './wordsOf.ts'

/**
 * Brings an official list of booths into the organisation edition here: new booths and new names. Ends with status 1 when a row cannot be
 * applied; then nothing is, and the list waits as a plan.
 */
export async function importBoothsFrom(
  file: string,
  wishes: { dryRun?: boolean; badRows?: string },
): Promise<void> {
  await asTheHouse('import booths', async (ctx) => {
    const { restructureId, list, plan, applied } = await placesWork.restructureFromFile(ctx, {
      path: file,
      fileName: basename(file),
      apply: !wishes.dryRun,
      keep: true,
      badRowsTo: wishes.badRows,
    })
    for (const [kind, n] of Object.entries(plan.counts)) console.log(`  ${kind}: ${n}`)
    if (list) console.log(`  same: ${list.same}\n  missing: ${list.missing}`)
    await sayFaults(plan)
    if (plan.whyNot !== undefined) return fail(await wordsOf(plan.whyNot))
    say({
      en: `Plan ${restructureId}: ${applied ? 'applied' : 'nothing was changed'}.`,
      hi: `योजना ${restructureId}: ${applied ? 'लागू हुई' : 'कुछ नहीं बदला'}।`,
    })
  })
}
