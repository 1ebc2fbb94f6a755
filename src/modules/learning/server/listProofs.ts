import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { coordinating, mayListProofs } from './policy.ts'
import { countWaitingProofs, waitingProofs, type QueueKey, type WaitingProof } from './proofStore.ts'

/** Proofs of one part of the queue. */
const PAGE = 20

export interface ProofQueue {
  readonly rows: readonly WaitingProof[]
  readonly all: number
  readonly next: string | undefined
}

/** Practical tasks that wait for the actor's word, as they came. @throws Refusal forbidden to whoever coordinates nobody */
export async function listProofs(ctx: Context, after?: string): Promise<ProofQueue> {
  requirePerson(ctx.actor)
  authorise(mayListProofs(ctx.actor))
  const reader = coordinating(ctx.actor)
  return ctx.transaction(async (tx) => {
    const found = await waitingProofs(tx, reader, cursor(after), PAGE + 1)
    const rows = found.slice(0, PAGE)
    const last = rows.at(-1)
    return {
      rows,
      all: await countWaitingProofs(tx, reader),
      next: found.length > PAGE && last ? `${last.arrivedAt.getTime()}.${last.id}` : undefined,
    }
  })
}

/** How many wait for the actor: the badge beside the queue's link; undefined for who has no queue. */
export async function countProofsForMe(ctx: Context): Promise<number | undefined> {
  const reader = coordinating(ctx.actor)
  return reader.length === 0 ? undefined : ctx.transaction((tx) => countWaitingProofs(tx, reader))
}

/** The point after which a part begins; undefined for anything that no queue of ours has said. */
function cursor(after: string | undefined): QueueKey | undefined {
  const read = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '')
  return read ? [Number(read[1]), read[2]!] : undefined
}
