import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '#platform/context.ts'
import { openGate, type ReleaseRule } from '#platform/release/gate.ts'
import { afterTry, LEASE_MS, MAX_ATTEMPTS } from '../../domain/delivery.ts'
import {
  finishMessages,
  giveUpLate,
  leaseDue,
  nextDue,
  settleLeases,
  takeBackLeases,
  type Leased,
  type Settlement,
} from '../deliveryStore.ts'
import { stoppedOf } from '../messageStore.ts'
import { readAnew, stopUnlawful } from './stopUnlawful.ts'
import type { Parcel, Sender } from './sender.ts'
import { beginAtOnce } from './beginAtOnce.ts'
import { beginWhenWritten } from './beginWhenWritten.ts'
import { pump } from './pump.ts'
import { watchStops } from './watchStops.ts'
import { writeDown, type Ended } from './writeDown.ts'

/** What is due again so soon is waited for within the same run; what is later, the next run does. */
const WORTH_WAITING_MS = 30_000
/** A lease that is nearly over is left alone: another worker may take it in a moment. */
const LEASE_RESERVE_MS = 45_000

interface Result extends Ended {
  /** How long the other side asked everybody to wait, in milliseconds. */
  readonly busyMs: number
}
interface Begun extends Parcel {
  readonly leasedAt: number
}

/**
 * Sends what is due, channel by channel, until nothing more is due soon or the signal ends it. Safe to run in several processes at once: a
 * lease belongs to one. The gate is asked once more of each delivery that is taken, with what is true in that moment; and where each says that it
 * begins, whether it was stopped meanwhile, and whether she is still there and agrees.
 * @returns how many tries were made or held
 */
export async function deliverDue(
  job: Context,
  rules: readonly ReleaseRule[],
  senders: readonly Sender[],
  signal: AbortSignal,
): Promise<number> {
  const ctx = fresh(job)
  const repeats = senders.filter(({ idempotent }) => idempotent).map(({ channel }) => channel)
  await ctx.transaction((tx) => takeBackLeases(tx, repeats))
  await ctx.transaction((tx) => giveUpLate(tx))
  const worked = await Promise.all(senders.map((sender) => deliverBy(job, rules, sender, signal)))
  await fresh(job).transaction((tx) => finishMessages(tx))
  return worked.reduce((sum, each) => sum + each, 0)
}

/** The same job at this moment: each step of a long run reads the clock anew. */
const fresh = (job: Context): Context => {
  const now = job.platform.clock.now()
  return {
    ...job,
    now,
    transaction: (work) => job.transaction((tx) => work({ ...tx, now })),
  }
}

async function deliverBy(
  job: Context,
  rules: readonly ReleaseRule[],
  sender: Sender,
  signal: AbortSignal,
): Promise<number> {
  let worked = 0
  // Else a delivery begins when it is written down that it does, and is looked at then.
  const isStopped = sender.idempotent
    ? watchStops((ids) => fresh(job).transaction((tx) => stoppedOf(tx, ids)))
    : () => Promise.resolve(false)
  for (;;) {
    worked += await pump<Begun, Result>({
      atOnce: sender.atOnce,
      beginning: sender.idempotent ? beginAtOnce : beginWhenWritten,
      signal,
      more: (most) => lease(job, rules, sender, most),
      work: (parcel) => tryOne(job, sender, parcel, isStopped),
      unbegun: (parcel) => givenBack(job, parcel),
      write: (results, next) => write(job, results, next),
      pauseAfter: ({ busyMs }) => busyMs,
    })
    if (signal.aborted) return worked
    const due = await fresh(job).transaction((tx) => nextDue(tx, sender.channel))
    const wait = due ? due.getTime() - job.platform.clock.now().getTime() : Infinity
    if (wait > WORTH_WAITING_MS) return worked
    await sleep(Math.max(20, wait), undefined, { signal }).catch(() => {})
  }
}

/**
 * Leases the next few and asks the gate about each; what it holds or refuses is put back at once, and what is left may go. A message whose writer
 * may not write any more is stopped in a transaction of its own: whoever stops holds the message before its deliveries, and here they are held.
 */
async function lease(
  job: Context,
  rules: readonly ReleaseRule[],
  { channel, idempotent }: Sender,
  most: number,
): Promise<readonly Begun[]> {
  let isEmpty = false
  let free: readonly Begun[] = []
  // The clock is read for each batch: what is held may be so many that windows open or end, and leases run out, before one is free.
  while (free.length === 0 && !isEmpty) {
    let toStop: readonly string[] = []
    free = await fresh(job).transaction(async (tx) => {
      const leased = await leaseDue(tx, channel, most, idempotent)
      isEmpty = leased.length === 0
      if (isEmpty) return []
      const read = await readAnew(tx, leased.map(({ messageId }) => messageId)) // prettier-ignore
      const messages = new Map(read.known.map((message) => [message.id, message]))
      toStop = [...read.unlawful]
      const judge = await openGate(tx, rules)
      const put: Settlement[] = []
      const may: Begun[] = []
      for (const one of leased) {
        const message = messages.get(one.messageId)
        if (!message || read.stopped.has(message.id)) put.push(ended(tx.now, one.id, 'outreach_stopped'))
        else if (read.unlawful.has(message.id)) put.push(asBefore(tx.now, one))
        else {
          const back = heldBack(tx.now, one, judge)
          if (back) put.push(back)
          else may.push({ leased: one, message, leasedAt: Date.now() })
        }
      }
      await settleLeases(tx, put)
      return may
    })
    if (toStop.length > 0) await fresh(job).transaction((tx) => stopUnlawful(tx, toStop))
  }
  return free
}

const ended = (now: Date, id: string, reason: string): Settlement => ({
  id,
  state: 'cancelled',
  reason,
  fault: null,
  providerId: null,
  nextAt: now,
  counts: false,
})

/** Why a leased delivery does not go out now; undefined when it does. */
function heldBack(
  now: Date,
  { id, isMember, agrees, channel, placeLft, wing }: Leased,
  judge: Awaited<ReturnType<typeof openGate>>,
): Settlement | undefined {
  if (!isMember) return ended(now, id, 'outreach_left')
  const ruling = judge({ channel, placeLft, wing, agrees })
  if (ruling.kind === 'release') return undefined
  if (ruling.kind === 'refuse') return ended(now, id, ruling.reason)
  return { ...ended(now, id, ruling.reason), state: 'waiting', nextAt: ruling.until }
}

/** Of one that was not begun: it waits as it did before. */
const asBefore = (now: Date, { id, leaseUntil }: Leased): Settlement => ({
  ...ended(now, id, ''),
  reason: null,
  state: 'waiting',
  leaseUntil,
})

const givenBack = ({ platform }: Context, { leased }: Begun): Result => ({
  ...asBefore(platform.clock.now(), leased),
  messageId: leased.messageId,
  gone: [],
  busyMs: 0,
})

async function tryOne(
  job: Context,
  sender: Sender,
  parcel: Begun,
  isStopped: (messageId: string) => Promise<boolean>,
): Promise<Result> {
  const { platform } = job
  const { id, messageId, attempts } = parcel.leased
  // It waited too long for its turn.
  if (Date.now() - parcel.leasedAt > LEASE_MS - LEASE_RESERVE_MS) return givenBack(job, parcel)
  if (await isStopped(messageId))
    return {
      ...ended(platform.clock.now(), id, 'outreach_stopped'),
      messageId,
      leaseUntil: parcel.leased.leaseUntil,
      gone: [],
      busyMs: 0,
    }
  const { outcome, gone } = await sender.send(platform, parcel)
  const { state, fault, providerId, pauseSeconds } = afterTry(outcome, attempts, sender.idempotent)
  const busy =
    outcome.state === 'later' && outcome.retryAfterSeconds !== undefined ? outcome.retryAfterSeconds : 0
  return {
    id,
    messageId,
    // Our own pages need no network: what the inbox took is there.
    state: sender.channel === 'in_app' && state === 'accepted' ? 'delivered' : state,
    reason: state === 'failed' && attempts >= MAX_ATTEMPTS ? 'outreach_tries_used' : null,
    fault,
    providerId,
    nextAt: new Date(platform.clock.now().getTime() + pauseSeconds * 1000),
    counts: true,
    mayHaveGone: outcome.state === 'ambiguous',
    gone,
    busyMs: Math.min(busy * 1000, WORTH_WAITING_MS),
  }
}

async function write(
  job: Context,
  results: readonly Result[],
  next: readonly Begun[],
): Promise<readonly Begun[]> {
  const begun = await fresh(job).transaction((tx) => writeDown(tx, results, next))
  const leasedAt = Date.now()
  return next.filter(({ leased }) => begun.has(leased.id)).map((one) => ({ ...one, leasedAt }))
}
