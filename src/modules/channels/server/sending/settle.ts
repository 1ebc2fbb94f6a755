import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import { announce, announceAll } from '#platform/outbox/announce.ts'
import { next, type Happened, type Target } from '../../domain/target.ts'
import type { Conversation } from '../adapters/conversation.ts'
import { runOne } from '../jobQueue.ts'
import { insertAttempts } from '../attemptStore.ts'
import { lockTarget, saveAskedBack, saveTarget, type Beside, type KeptTarget } from '../targetStore.ts'
import { tellResponsible } from '../tellResponsible.ts'

/** Whoever sends is taken for dead when nothing was written for so long: longer than the longest request. */
export const LEASE_MS = 10 * 60_000
export const MINUTE_MS = 60_000

/** The same job at this moment: each step of a long run reads the clock anew. */
export function fresh(job: Context): Context {
  const now = job.platform.clock.now()
  return { ...job, now, transaction: (work) => job.transaction((tx) => work({ ...tx, now })) }
}

type Ids = Readonly<Record<'targetId' | 'channelId', string>>
/** What other programs may hear of a post. */
const ANNOUNCE: Readonly<Partial<Record<Target['state'], (tx: Transaction, ids: Ids) => Promise<void>>>> = {
  verified_live: (tx, ids) => announce(tx, 'channels.postLive', ids),
  failed: (tx, ids) => announce(tx, 'channels.postFailed', ids),
  ambiguous: (tx, ids) => announce(tx, 'channels.postAmbiguous', ids),
  withdrawn: (tx, ids) => announce(tx, 'channels.postWithdrawn', ids),
}

/**
 * Writes down what happened to a target, with what was said to the platform. What does not happen to it changes nothing, and what was said is kept
 * all the same.
 * @returns the target as it is now; undefined when it is gone
 */
export async function settle(
  tx: Transaction,
  id: string,
  happened: Happened,
  beside: Beside = {},
  talk?: Conversation,
): Promise<KeptTarget | undefined> {
  const target = await lockTarget(tx, id)
  if (!target) return undefined
  if (talk) await insertAttempts(tx, target, talk.lines.splice(0))
  return (await become(tx, target, happened, beside)) ?? target
}

/** The same for a target that is locked already. @returns undefined when this does not happen to it */
export async function become(
  tx: Transaction,
  target: KeptTarget,
  happened: Happened,
  beside: Beside = {},
): Promise<KeptTarget | undefined> {
  const after = next(target, happened)
  if (!after) return undefined
  await saveTarget(tx, target, after, beside)
  if (after.state !== target.state) {
    record(tx, `channels.${happened.kind}`, `target:${target.id}`, {
      from: target.state,
      to: after.state,
      attempt: after.attempt,
    })
    await ANNOUNCE[after.state]?.(tx, { targetId: target.id, channelId: target.channelId })
  }
  await tellOf(tx, target, after)
  await comeBackSoon(tx, target.id, after, beside.nextAt)
  return { ...target, ...beside, ...after }
}

/** Asks for many posts back at once: each takes its own step of the machine. The caller has locked them, and asks the worker. */
export async function askBack(tx: Transaction, targets: readonly KeptTarget[], why: string): Promise<void> {
  const asked = targets.flatMap((target) => {
    const after = next(target, { kind: 'withdraw_asked' })
    return after ? [{ target, after }] : []
  })
  await saveAskedBack(
    tx,
    asked.map(({ target, after }) => ({ ...after, id: target.id, isDue: target.state !== 'sending' })),
    why,
  )
  const gone = asked.filter(({ after }) => after.state === 'withdrawn').map(({ target }) => target)
  for (const { id, state, attempt } of gone)
    record(tx, 'channels.withdraw_asked', `target:${id}`, { from: state, to: 'withdrawn', attempt })
  await announceAll(
    tx,
    'channels.postWithdrawn',
    gone.map(({ id, channelId }) => ({ targetId: id, channelId })),
  )
}

/** What is due within a minute or two need not wait for the next sweep. */
async function comeBackSoon(
  tx: Transaction,
  id: string,
  { state, isWithdrawAsked, needsHand }: Target,
  at: Date | undefined,
): Promise<void> {
  const isDue = state === 'queued' || state === 'sent' || (state === 'verified_live' && isWithdrawAsked)
  if (isDue && !needsHand && at && at.getTime() - tx.now.getTime() <= 2 * MINUTE_MS)
    await enqueue(tx, runOne as JobDefinition<{ targetId: string }>, { targetId: id }, { after: at })
}

/** What needs a person is told to those who answer for the channel, once. */
async function tellOf(tx: Transaction, before: KeptTarget, after: Target): Promise<void> {
  const what =
    after.needsHand && !before.needsHand
      ? 'by_hand'
      : after.state !== before.state && (after.state === 'ambiguous' || after.state === 'failed')
        ? after.state
        : undefined
  if (what)
    await tellResponsible(tx, what, { channel: before.channelName, title: before.title }, [before.askedBy])
}
