import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import {
  boothsUnder,
  openReports,
  type BoothOption,
  type MissingBoothReport,
} from './missingBoothQueueStore.ts'
import { mayList } from './policy.ts'

/** A sitting's worth; each brings its constituency's booths (about 225) to choose from. */
const SHOWN = 10

/** Booths that people did not find, oldest report first, with the booths each could be. */
export async function listMissingBooths(
  ctx: Context,
): Promise<{ reports: readonly MissingBoothReport[]; booths: readonly BoothOption[] }> {
  authorise(mayList(ctx.actor))
  return ctx.transaction(async (tx) => {
    const reports = await openReports(tx, SHOWN)
    return {
      reports,
      booths: await boothsUnder(
        tx,
        reports.map(({ placeId }) => placeId),
      ),
    }
  })
}
