import { approvedPiece } from '#modules/studio/server/index.ts'
import { inAbsence } from '#platform/access/actor.ts'
import type { Transaction } from '#platform/context.ts'
import { openGate, type ReleaseAsk, type ReleaseRule } from '#platform/release/gate.ts'
import { mayGo, preflight } from '../../domain/preflight.ts'
import { captionDraft } from '../channelDraft.ts'
import { findChannel, type Channel } from '../channelStore.ts'
import { mayPublish } from '../policy.ts'
import { askerOf, lockTarget, saveTarget, type KeptTarget } from '../targetStore.ts'
import { become, LEASE_MS, MINUTE_MS } from './settle.ts'

/** The job engine's clock is the database's, ours the process's. */
const CLOCKS_DIFFER_MS = 3_000

/** What a worker took on. */
export interface Claimed {
  readonly target: KeptTarget
  readonly channel: Channel
  readonly work: 'send' | 'read_back' | 'take_away' | 'look'
}

/** A poll may be entered or moved at any time: what is held is asked again at least so often, also without the event. */
const ASKED_AGAIN_MS = 60 * MINUTE_MS

/** What the gate is asked of a post on this channel: it reaches the channel's whole place at once. */
export const askOf = ({ placeLft, placeRgt }: Channel, hash: string): ReleaseAsk => ({
  channel: 'official',
  placeLft,
  placeRgt,
  wing: 0,
  agrees: true,
  material: hash,
})

/** Takes what is due of a target, or says why it waits. Of several workers one gets it: the row is locked and its state says who has it. */
export async function claim(
  tx: Transaction,
  rules: readonly ReleaseRule[],
  id: string,
): Promise<Claimed | undefined> {
  const target = await lockTarget(tx, id)
  const channel = target && (await findChannel(tx, target.channelId))
  if (!target || !channel || target.nextAt.getTime() > tx.now.getTime() + CLOCKS_DIFFER_MS) return undefined
  if (target.state === 'sending') return leftBehind(tx, target, channel)
  const leaseUntil = new Date(tx.now.getTime() + LEASE_MS)
  if (target.state === 'sent' || target.state === 'verified_live') {
    if (target.needsHand) return undefined
    const work = target.isWithdrawAsked ? 'take_away' : target.state === 'sent' ? 'read_back' : undefined
    if (!work || (target.leaseUntil !== null && target.leaseUntil > tx.now)) return undefined
    await saveTarget(tx, target, target, { leaseUntil, nextAt: leaseUntil })
    return { target, channel, work }
  }
  if (target.state !== 'queued' && target.state !== 'held') return undefined
  const begun = await become(
    tx,
    target,
    { kind: 'began' },
    { leaseUntil, nextAt: leaseUntil, reason: null, told: null },
  )
  if (!begun) return undefined
  return (await mayBeSent(tx, rules, begun, channel)) ? { target: begun, channel, work: 'send' } : undefined
}

/** A worker died with it, or is so slow that it counts as dead. After the one request nobody knows, and a person is asked. */
async function leftBehind(
  tx: Transaction,
  target: KeptTarget,
  channel: Channel,
): Promise<Claimed | undefined> {
  if (target.leaseUntil !== null && target.leaseUntil > tx.now) return undefined
  const after = await become(
    tx,
    target,
    { kind: 'abandoned', attempt: target.attempt },
    {
      leaseUntil: null,
      nextAt: new Date(tx.now.getTime() + MINUTE_MS),
      reason: target.isPublishing ? 'channels_why_worker_died' : 'channels_why_begins_again',
    },
  )
  return after?.state === 'ambiguous' ? { target: after, channel, work: 'look' } : undefined
}

/** Everything that is asked once more just before a post goes out. Writes down why it does not. */
export async function mayBeSent(
  tx: Transaction,
  rules: readonly ReleaseRule[],
  target: KeptTarget,
  channel: Channel,
): Promise<boolean> {
  const { attempt } = target
  const at = tx.now.getTime()
  const piece = await approvedPiece(tx, target.pieceId)
  if (piece?.hash !== target.hash) {
    await become(
      tx,
      target,
      { kind: 'refused', attempt },
      { leaseUntil: null, reason: 'channels_why_not_approved' },
    )
    return false
  }
  const { personId, offices } = await askerOf(tx, target)
  if (!mayPublish(inAbsence(personId, offices)).allowed) {
    await become(
      tx,
      target,
      { kind: 'refused', attempt },
      { leaseUntil: null, reason: 'channels_why_office_ended' },
    )
    return false
  }
  const ruling = (await openGate(tx, rules))(askOf(channel, target.hash))
  if (ruling.kind === 'refuse') {
    await become(tx, target, { kind: 'refused', attempt }, { leaseUntil: null, reason: ruling.reason })
    return false
  }
  if (ruling.kind === 'hold') {
    const nextAt = new Date(Math.min(ruling.until.getTime(), at + ASKED_AGAIN_MS))
    await become(
      tx,
      target,
      { kind: 'held', attempt },
      { leaseUntil: null, nextAt, reason: ruling.reason, told: ruling.until.toISOString() },
    )
    return false
  }
  if (channel.quietUntil !== null && channel.quietUntil > tx.now) {
    await become(
      tx,
      target,
      { kind: 'postponed', attempt, counts: false },
      { leaseUntil: null, nextAt: channel.quietUntil, reason: 'channels_why_throttled' },
    )
    return false
  }
  const stop = preflight(channelState(channel), captionDraft(target), tx.now)
  if (mayGo(stop)) return true
  const first = stop.find(({ grade }) => grade === 'stop')!
  if (first.key === 'quota_used') {
    await become(
      tx,
      target,
      { kind: 'postponed', attempt, counts: false },
      { leaseUntil: null, nextAt: new Date(at + ASKED_AGAIN_MS), reason: 'channels_why_quota' },
    )
    return false
  }
  await become(
    tx,
    target,
    { kind: 'refused', attempt },
    { leaseUntil: null, reason: `channels_pre_${first.key}`, told: JSON.stringify(first.inputs) },
  )
  return false
}

/** A channel as the preflight asks about it. */
export const channelState = (channel: Channel) => ({
  platform: channel.platform,
  isConnected: channel.disconnectedAt === null,
  endsAt: channel.endsAt,
  isBroken: channel.brokenAt !== null,
  isAudited: channel.isAudited,
  posts: channel.posts,
})
