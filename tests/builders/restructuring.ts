import type { GivenLine } from '#modules/places/domain/restructure/line.ts'
import { applyRestructure } from '#modules/places/server/restructure/applyRestructure.ts'
import { beginRestructure } from '#modules/places/server/restructure/beginRestructure.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { receive } from '#platform/files/receive.ts'

/** A file as it arrives at the door. */
export const arrived = (text: string) =>
  receive(
    (async function* () {
      yield Buffer.from(text)
    })(),
    16 * 1024 * 1024,
  )

/** A plan as a file that somebody made in a spreadsheet. */
export function planFile(lines: readonly GivenLine[]): string {
  const columns = [
    'what',
    'old district',
    'old constituency',
    'old booth',
    'new district',
    'new constituency',
    'new booth',
    'name hindi',
    'name english',
    'people',
    'date',
  ]
  const cells = lines.map((line) =>
    [line.what, line.oldDistrict, line.oldConstituency, line.oldBooth, line.newDistrict, line.newConstituency, line.newBooth, line.nameHi, line.nameEn, line.people, line.date] // prettier-ignore
      .map((cell) => cell ?? '')
      .join(','),
  )
  return [columns.join(','), ...cells].join('\n')
}

/** Uploads a plan as somebody; its lines hold from 1 Nov 2026 on unless they say another day. @returns the plan's id */
export async function uploadPlan(ctx: Context, lines: readonly GivenLine[]): Promise<string> {
  const received = await arrived(planFile(lines))
  const order = { command: uuidv7(), fileName: 'plan.csv', date: '2026-11-01' }
  const { restructureId } = await beginRestructure(ctx, order, received).finally(() => received.discard())
  return restructureId
}

/** Applies a plan as it stands now: looked at, then at once. */
export async function applyAsSeen(ctx: Context, restructureId: string, command = uuidv7()) {
  const { seen } = await viewRestructure(ctx, restructureId)
  return applyRestructure(ctx, { command, restructureId, seen })
}
