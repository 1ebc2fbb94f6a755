import { basename } from 'node:path'
import { placesWork } from '#modules/places/server/index.ts'
import { say } from '../say.ts'
import { asTheHouse, fail } from './asTheHouse.ts'
import { wordsOf } from './wordsOf.ts'

/**
 * Brings an official list of booths into the organisation edition here: new booths and new names. Ends with status 1 when a row cannot be
 * applied; then nothing is, and the list waits as a plan.
 */
export async function importBoothsFrom(
  file: string,
  wishes: { dryRun?: boolean; badRows?: string },
): Promise<void> {
  const { wordsIfAny } = await import('#platform/i18n/wordsOf.ts')
  const words = (id: string) => [wordsIfAny(id, 'hi') ?? id, wordsIfAny(id, 'en') ?? id] as const
  await asTheHouse('import booths', async (ctx) => {
    const { restructureId, list, preview, applied } = await placesWork.importBooths(
      ctx,
      { path: file, fileName: basename(file), dryRun: wishes.dryRun, badRowsTo: wishes.badRows },
      words,
    )
    for (const [kind, n] of Object.entries(preview.counts)) console.log(`  ${kind}: ${n}`)
    if (list) console.log(`  same: ${list.same}\n  missing: ${list.missing}`)
    for (const { line, reason } of preview.faults)
      console.log(`  ${line}: ${Object.values(await wordsOf(reason)).join(' · ')}`)
    if (preview.whyNot !== undefined) return fail(await wordsOf(preview.whyNot))
    say({
      en: `Plan ${restructureId}: ${applied ? 'applied' : 'nothing was changed'}.`,
      hi: `योजना ${restructureId}: ${applied ? 'लागू हुई' : 'कुछ नहीं बदला'}।`,
    })
  })
}
