import { z } from 'zod'
import { publishPiece } from '#modules/studio/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { defineJob, type JobDefinition } from '#platform/jobs/job.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import { kitStanding, type Kit } from '../domain/kit.ts'
import { opensAgainAt, type Reach } from '../domain/reach.ts'
import { reachNow } from './audience.ts'
import { lockKit } from './kitStore.ts'
import { campaignOf } from './viewCampaign.ts'

/** The job's queue; the edition's rules come in with `openStoryJob`. */
const queue: Pick<JobDefinition<{ kitId: string }>, 'name' | 'schema' | 'policy'> = {
  name: 'campaigns.openStory',
  schema: z.object({ kitId: z.guid() }),
  policy: { retries: 5, timeout: 60, heartbeat: 20 },
}

/**
 * Makes the page of a kit's story public when somebody has the kit in her hands, since she hands its address on: not before the kit's hour, nor while
 * the calendar holds everybody whom it asks. Otherwise a job asks again. A page that was withdrawn after the kit was let go stays so.
 * @param reach of this moment
 */
export async function openStory(tx: Transaction, kit: Kit, reach: Reach): Promise<void> {
  const standing = kitStanding(kit, tx.now)
  if (standing === 'released' && reach.now > 0)
    await publishPiece(tx, { pieceId: kit.pieceId, hash: kit.pieceHash, decidedAt: kit.letGoAt! })
  else if (standing === 'scheduled' || standing === 'released') {
    const after = standing === 'scheduled' ? kit.releaseAt! : opensAgainAt(reach, tx.now)
    await enqueue(tx, queue as JobDefinition<{ kitId: string }>, { kitId: kit.id }, { after })
  }
}

/** The same by the clock, with all the rules that the edition registered in the gate. A kit that was taken back, recalled or held meanwhile opens nothing. */
export const openStoryJob = (rules: readonly ReleaseRule[]) =>
  defineJob({
    ...queue,
    handle: (context, { kitId }) =>
      context.transaction(async (tx) => {
        const kit = await lockKit(tx, kitId)
        if (kit?.state !== 'let_go') return
        await openStory(tx, kit, await reachNow(tx, await campaignOf(tx, kit.campaignId), rules))
      }),
  })
