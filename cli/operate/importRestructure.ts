import { basename } from 'node:path'
import { placesWork } from '#modules/places/server/index.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { say } from '../say.ts'
import { asTheHouse, fail } from './asTheHouse.ts'
import { isSameFile, OVER_THE_LIST } from './isSameFile.ts'
import { sayFaults } from './sayFaults.ts'
import { wordsOf } from './wordsOf.ts'

/**
 * Looks at a plan of places, or applies it, and says what it does: how many places change and how, who goes along, which lines are wrong. Ends
 * with status 1 when it could not be applied as it stands; a day that is still to come is no fault of a plan that is only looked at.
 */
export async function importRestructure(
  file: string,
  wishes: { edition?: EditionName; date?: string; apply?: boolean; badRows?: string },
): Promise<void> {
  if (isSameFile(file, wishes.badRows)) return fail(OVER_THE_LIST)
  await asTheHouse(
    'import restructure',
    async (ctx) => {
      const { plan, applied } = await placesWork.restructureFromFile(ctx, {
        path: file,
        fileName: basename(file),
        date: wishes.date,
        apply: wishes.apply,
        badRowsTo: wishes.badRows,
      })
      console.log(`  ${told(Object.entries(plan.counts)) || '—'}`)
      for (const [what, counted] of [['go to the heir', plan.concerned?.handedOver ?? []], ['move along', plan.concerned?.moving ?? []]] as const)
      if (counted.length > 0) console.log(`  ${what}: ${told(counted.map(({ what: kind, n }) => [kind, n]))}`) // prettier-ignore
      await sayFaults(plan)
      for (const { place, standing } of plan.orphaned)
        console.log(`  ${place.nameEn} · ${place.nameHi}: ${told(standing.map(({ what, n }) => [what, n]))}`)
      if (applied) return say({ en: 'Applied.', hi: 'लागू किया गया।' })
      const waits = plan.whyNot === 'places_r_not_yet' && !wishes.apply
      if (plan.whyNot) say(await wordsOf(plan.whyNot))
      if (plan.whyNot && !waits) process.exitCode = 1
      say({
        en: wishes.apply ? 'Nothing was changed.' : 'Nothing was changed. --apply applies it.',
        hi: wishes.apply ? 'कुछ नहीं बदला गया।' : 'कुछ नहीं बदला गया। --apply से लागू होता है।',
      })
    },
    wishes.edition,
  )
}

const told = (counts: readonly (readonly [what: string, n: number])[]): string =>
  counts.map(([what, n]) => `${what}: ${n}`).join(', ')
