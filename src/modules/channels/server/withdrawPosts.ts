import { enqueueAll } from '#platform/jobs/enqueue.ts'
import type { Transaction } from '#platform/context.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import { mayBeLive } from '../domain/target.ts'
import { runOne } from './jobQueue.ts'
import { askBack } from './sending/settle.ts'
import { hasWebsitePage } from './websiteStore.ts'
import { lockTargetsOf } from './targetStore.ts'

export interface WithdrawPosts {
  readonly pieceId?: string | undefined
  readonly kitId?: string | undefined
  /** Only posts of these bytes. */
  readonly hash?: string | undefined
  /** Written on the post's page; at least three letters. */
  readonly why: string
  /** Leave what may be seen already. */
  readonly unsentOnly?: boolean
  /** Only posts on the house's own website. */
  readonly websiteOnly?: boolean
}

/**
 * A recall: takes posts of a piece or a kit away. What waits never goes out; what is out is deleted where the interface can, by a job that begins at once;
 * where
 * it cannot, those who keep the channel are told. What is on its way is taken away when it has arrived.
 * @returns how many posts it concerns
 */
export async function withdrawPosts(
  tx: Transaction,
  { unsentOnly = false, websiteOnly = false, why, ...which }: WithdrawPosts,
): Promise<number> {
  if (which.pieceId === undefined && which.kitId === undefined) return 0
  const targets = (await lockTargetsOf(tx, which)).filter(
    (target) => (!unsentOnly || !mayBeLive(target)) && (!websiteOnly || target.platform === 'website'),
  )
  await askBack(tx, targets, why)
  await enqueueAll(
    tx,
    runOne as JobDefinition<{ targetId: string }>,
    targets.filter(mayBeLive).map(({ id }) => ({ targetId: id })),
  )
  return targets.length
}

/** Whether the organisation has put a piece's page on its own website, for rooms above that take it away. */
export const isOnWebsite = (
  tx: Transaction,
  bytes: { readonly pieceId: string; readonly hash: string },
): Promise<boolean> => hasWebsitePage(tx, bytes)
