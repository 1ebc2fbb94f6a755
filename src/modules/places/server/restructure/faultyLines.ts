import type { Context } from '#platform/context.ts'
import { spreadsheet } from '#platform/web/spreadsheet.ts'
import { LINE_HEADING, templateHeadings } from '../../domain/restructure/columns.ts'
import { inputsOf, LINE_FIELDS } from '../../domain/restructure/line.ts'
import { openPlan } from './openPlan.ts'
import { linesOf } from './planStore.ts'
import { workOut } from './workOut.ts'

/**
 * The lines of a plan that cannot be applied, with the reason in both languages, as a CSV file that can be mended and sent in again. What a
 * spreadsheet would run is disarmed.
 * @param words a message by its id and what stands in it, in Hindi and English
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden, notFound
 */
export async function faultyLines(
  ctx: Context,
  restructureId: string,
  words: (id: string, inputs: Readonly<Record<string, string>>) => readonly [hindi: string, english: string],
): Promise<string> {
  return ctx.transaction(async (tx) => {
    const plan = await openPlan(tx, restructureId)
    const { faults } = await workOut(tx, plan)
    const lines = await linesOf(tx, plan.id)
    return spreadsheet([
      ['कारण', 'reason', LINE_HEADING, ...templateHeadings()],
      ...lines.flatMap(({ line, given }) => {
        const fault = faults.get(line)
        return fault
          ? [
              [
                ...words(fault.reason, inputsOf(fault)),
                line,
                ...LINE_FIELDS.map((field) => given[field] ?? ''),
              ],
            ]
          : []
      }),
    ])
  })
}
