import { askForRenditions, publishPiece } from '#modules/studio/server/index.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import { ADAPTERS } from '../adapters/all.ts'
import type { No, Perhaps, Prepared, Progress, Published } from '../adapters/adapter.ts'
import { partsOf, postOf, sessionFor } from '../calls.ts'
import { isNameOfPost } from '../../domain/platform.ts'
import { findChannel, saveQuiet } from '../channelStore.ts'
import { insertAttempts } from '../attemptStore.ts'
import { lockTarget, saveTarget, type Beside, type KeptTarget } from '../targetStore.ts'
import { claim, mayBeSent } from './claim.ts'
import type { Hold } from './hold.ts'
import { lookFor } from './look.ts'
import { readBack } from './readBack.ts'
import { become, fresh, LEASE_MS, MINUTE_MS, settle } from './settle.ts'
import { renewed, signedOut, tokenFor } from './signIn.ts'
import { takeAway } from './takeAway.ts'

/** Steps of one run; an upload of many parts goes on in the next. */
const MOST_STEPS = 400
/** After a yes one looks soon, then ever later. */
const FIRST_LOOK_MS = 5_000

const boundTo = (id: string) => `channels.target.progress:${id}`

/** Does what is due of one target: sends it, looks whether it is there, takes it away, or looks for what nobody knows. */
export async function runTarget(job: Context, rules: readonly ReleaseRule[], id: string): Promise<void> {
  const claimed = await fresh(job).transaction((tx) => claim(tx, rules, id))
  if (!claimed) return
  const { channel, target, work } = claimed
  const token = channel.platform === 'website' ? undefined : await tokenFor(job, channel)
  const session = sessionFor(job, channel, token, target, partsOf(job))
  const hold: Hold = { job, rules, claimed, session, token, hasRenewed: false }
  if (work === 'read_back') return readBack(hold)
  if (work === 'take_away') return takeAway(hold)
  if (work === 'look') return lookFor(hold)
  await send(hold)
}

async function send(hold: Hold): Promise<void> {
  const { job, claimed } = hold
  const { target, channel } = claimed
  const { keys } = job.platform
  const adapter = ADAPTERS[channel.platform]
  // Whatever another worker thought of how far it came, this one asks.
  let progress: Progress = target.progressSealed
    ? { ...(JSON.parse(unseal(keys, target.progressSealed, boundTo(target.id))) as Progress), sure: 0 }
    : {}
  for (let step = 0; ; step++) {
    const prepared = await adapter.prepare(hold.session, postOf(target), progress)
    if (prepared.kind === 'ready') break
    const isSignedIn = prepared.kind === 'signed_out' ? await signInAgain(hold) : undefined
    if (isSignedIn === true) continue
    if (isSignedIn === 'later')
      return void (await stopPreparing(
        hold,
        RENEWED_LATER,
        seal(keys, JSON.stringify(progress), boundTo(target.id)),
      ))
    if (prepared.kind === 'anew') progress = {}
    if (prepared.kind === 'more') progress = prepared.progress
    const goesOn = prepared.kind === 'more' && prepared.seconds === 0 && step < MOST_STEPS
    const sealed = seal(keys, JSON.stringify(progress), boundTo(target.id))
    if (goesOn ? !(await keepGoing(hold, sealed)) : await stopPreparing(hold, prepared, sealed)) return
  }
  if (!(await beginPublishing(hold))) return
  await publish(hold, progress)
}

/** Keeps how far it came and its hold. @returns false when somebody else has it, or it is not wanted any more */
const keepGoing = ({ job, claimed, session }: Hold, progressSealed: Buffer): Promise<boolean> =>
  fresh(job).transaction(async (tx) => {
    const target = await lockTarget(tx, claimed.target.id)
    if (!target) return false
    await insertAttempts(tx, target, session.talk.lines.splice(0))
    if (target.state !== 'sending' || target.attempt !== claimed.target.attempt) return false
    const until = new Date(tx.now.getTime() + LEASE_MS)
    await saveTarget(tx, target, target, { progressSealed, leaseUntil: until, nextAt: until })
    if (!target.isWithdrawAsked) return true
    await become(
      tx,
      { ...target, progressSealed, leaseUntil: null },
      { kind: 'postponed', attempt: target.attempt, counts: false },
      { leaseUntil: null, nextAt: tx.now },
    )
    return false
  })

/** Nothing was made: it waits, or failed, with the platform's words. Always ends the run. */
async function stopPreparing(
  hold: Hold,
  prepared: Exclude<Prepared, { kind: 'ready' }>,
  progressSealed: Buffer,
): Promise<true> {
  const { job, claimed, session } = hold
  const { attempt } = claimed.target
  await fresh(job).transaction(async (tx) => {
    const wait = (seconds: number): Beside => ({
      leaseUntil: null,
      nextAt: new Date(tx.now.getTime() + seconds * 1000),
      progressSealed,
    })
    if (prepared.kind === 'more' || prepared.kind === 'anew') {
      const seconds = prepared.kind === 'more' ? prepared.seconds : 10
      const told = prepared.kind === 'anew' ? prepared.told : null
      await settle(
        tx,
        claimed.target.id,
        { kind: 'postponed', attempt, counts: true },
        { ...wait(seconds), reason: 'channels_why_processing', told },
        session.talk,
      )
    } else await settleNo(hold, tx, prepared, wait)
  })
  return true
}

/** A certain no before or after the one request: waits by the platform's word, or fails with it. */
async function settleNo(
  { claimed, session }: Hold,
  tx: Parameters<Parameters<Context['transaction']>[0]>[0],
  no: No | Perhaps,
  wait: (seconds: number) => Beside,
): Promise<void> {
  const { target, channel } = claimed
  const { attempt } = target
  if (no.kind === 'later') {
    const beside = wait(no.seconds)
    if (no.everybody) await saveQuiet(tx, channel.id, beside.nextAt!)
    await settle(
      tx,
      target.id,
      { kind: 'postponed', attempt, counts: !no.everybody },
      {
        ...beside,
        reason: no.everybody ? 'channels_why_throttled' : 'channels_why_no_connection',
        told: no.told,
      },
      session.talk,
    )
  } else
    await settle(
      tx,
      target.id,
      { kind: no.kind === 'unknown' ? 'unknown' : 'refused', attempt },
      {
        leaseUntil: null,
        nextAt: new Date(tx.now.getTime() + MINUTE_MS),
        reason:
          no.kind === 'signed_out'
            ? 'channels_why_signed_out'
            : no.kind === 'unknown'
              ? 'channels_why_unknown'
              : 'channels_why_refused',
        told: no.told,
      },
      session.talk,
    )
}

/** The last moment: asks everything once more, and writes down that the one request goes out. What follows is "perhaps" until it is answered. */
const beginPublishing = ({ job, rules, claimed, session }: Hold): Promise<boolean> =>
  fresh(job).transaction(async (tx) => {
    const target = await lockTarget(tx, claimed.target.id)
    if (!target) return false
    await insertAttempts(tx, target, session.talk.lines.splice(0))
    if (target.state !== 'sending' || target.attempt !== claimed.target.attempt) return false
    const leaseUntil = new Date(tx.now.getTime() + LEASE_MS)
    if (target.isWithdrawAsked) {
      await become(
        tx,
        target,
        { kind: 'postponed', attempt: target.attempt, counts: false },
        { leaseUntil: null },
      )
      return false
    }
    // As it is now: it may have been disconnected, moved or told to wait since this began.
    const channel = await findChannel(tx, target.channelId)
    if (!channel || !(await mayBeSent(tx, rules, target, channel))) return false
    if (!(await openPage(tx, target))) return false
    return (
      (await become(
        tx,
        target,
        { kind: 'publishing', attempt: target.attempt },
        { leaseUntil, nextAt: leaseUntil },
      )) !== undefined
    )
  })

/** On the own website a piece's page is made public in the same transaction; where it is not drawn yet, that is asked for, and the post waits. */
async function openPage(tx: Transaction, target: KeptTarget): Promise<boolean> {
  if (target.platform !== 'website' || target.form !== 'page') return true
  try {
    await publishPiece(tx, { pieceId: target.pieceId, hash: target.hash })
    return true
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    await askForRenditions(tx, target.pieceId, ['story'])
    const nextAt = new Date(tx.now.getTime() + MINUTE_MS)
    await become(
      tx,
      target,
      { kind: 'postponed', attempt: target.attempt, counts: true },
      { leaseUntil: null, nextAt, reason: 'channels_why_page' },
    )
    return false
  }
}

/** The one request. What it is called there must be a name: all else that is asked of it goes by that. */
async function publishOnce({ claimed, session }: Hold, progress: Progress): Promise<Published> {
  const published = await ADAPTERS[claimed.channel.platform].publish(
    session,
    postOf(claimed.target),
    progress,
  )
  const isNamed = published.kind !== 'accepted' || published.id.split(',').every(isNameOfPost)
  return isNamed ? published : { kind: 'unknown', told: 'an answer without a name' }
}

async function publish(hold: Hold, progress: Progress): Promise<void> {
  const { job, claimed } = hold
  const { target, channel } = claimed
  const adapter = ADAPTERS[channel.platform]
  let published = await publishOnce(hold, progress)
  // A refused sign-in is a certain no: got anew, the same request may be made.
  const isSignedIn = published.kind === 'signed_out' ? await signInAgain(hold) : undefined
  if (isSignedIn === true) published = await publishOnce(hold, progress)
  else if (isSignedIn === 'later') published = RENEWED_LATER
  // Where the post has its name before the request, one can ask for it by that name, and nothing is doubtful.
  const known = published.kind === 'unknown' ? adapter.knowsIdBefore(progress) : undefined
  if (known !== undefined) {
    const seen = await adapter.readBack(hold.session, postOf(target), known)
    if (seen.kind === 'live') published = { kind: 'accepted', id: known, url: seen.url }
    else
      published = {
        kind: 'later',
        seconds: 60,
        told: 'told' in published ? published.told : '',
        everybody: false,
      }
  }
  await fresh(job).transaction(async (tx) => {
    const { attempt } = target
    if (published.kind === 'accepted') {
      const nextAt = new Date(tx.now.getTime() + FIRST_LOOK_MS)
      await settle(
        tx,
        target.id,
        { kind: 'accepted', attempt, platformId: published.id },
        {
          leaseUntil: null,
          nextAt,
          platformUrl: published.url,
          reason: null,
          told: null,
          progressSealed: null,
          found: null,
        },
        hold.session.talk,
      )
    } else
      await settleNo(hold, tx, published, (seconds) => ({
        leaseUntil: null,
        nextAt: new Date(tx.now.getTime() + seconds * 1000),
      }))
  })
  if (published.kind === 'unknown') await lookFor(hold)
}

/** Whoever renews sign-ins is away: that is no end of one. */
const RENEWED_LATER = { kind: 'later', seconds: 60, told: '', everybody: false } as const

/** Gets the sign-in anew, once a run. @returns false when the platform gives none: then the channel says so, and its keepers are told */
async function signInAgain(hold: Hold): Promise<boolean | 'later'> {
  const { job, claimed, session, token } = hold
  const got = hold.hasRenewed || !token ? 'no' : await renewed(job, claimed.channel, token)
  hold.hasRenewed = true
  if (got === 'later') return got
  if (got === 'no') {
    await signedOut(job, claimed.channel)
    return false
  }
  hold.token = got
  const lines = session.talk.lines.splice(0)
  hold.session = sessionFor(job, claimed.channel, got, claimed.target, session.read)
  hold.session.talk.lines.push(...lines)
  return true
}
