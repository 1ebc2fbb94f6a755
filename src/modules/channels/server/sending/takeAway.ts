import { withdrawPiece } from '#modules/studio/server/index.ts'
import { ADAPTERS } from '../adapters/all.ts'
import type { Removed } from '../adapters/adapter.ts'
import { postOf } from '../calls.ts'
import { saveQuiet } from '../channelStore.ts'
import { insertAttempts } from '../attemptStore.ts'
import { lockTarget, saveTarget } from '../targetStore.ts'
import { fresh, settle } from './settle.ts'
import type { Hold } from './hold.ts'

/** Tries a recall is worth by itself before a person does it: minutes count. */
const MOST_TRIES = 5
const AGAIN_S = 30

/** Takes a post away where the interface can; else a person is asked, and says when it is gone. */
export async function takeAway({ job, claimed, session }: Hold): Promise<void> {
  const { target, channel } = claimed
  const ids = [target.platformId!, ...target.otherIds]
  let removed: Removed = { kind: 'deleted' }
  for (const id of ids) {
    removed = await ADAPTERS[channel.platform].withdraw(session, postOf(target), id)
    if (removed.kind !== 'deleted' && removed.kind !== 'edited') break
  }
  const how: Removed = removed
  await fresh(job).transaction(async (tx) => {
    if (target.platform === 'website' && target.form === 'page')
      await withdrawPiece(tx, { pieceId: target.pieceId, hash: target.hash, why: target.withdrawWhy ?? '' })
    if (how.kind === 'deleted' || how.kind === 'edited')
      return void (await settle(
        tx,
        target.id,
        { kind: 'taken_away', how: how.kind },
        { leaseUntil: null, reason: null, told: null },
        session.talk,
      ))
    const kept = await lockTarget(tx, target.id)
    if (!kept) return
    const tries = kept.tries + 1
    const canGoOn = (how.kind === 'later' || how.kind === 'unknown') && tries < MOST_TRIES
    if (!canGoOn)
      return void (await settle(
        tx,
        target.id,
        { kind: 'cannot_take_away' },
        { leaseUntil: null, reason: 'channels_why_by_hand', told: how.told },
        session.talk,
      ))
    await insertAttempts(tx, kept, session.talk.lines.splice(0))
    const nextAt = new Date(tx.now.getTime() + (how.kind === 'later' ? how.seconds : AGAIN_S) * 1000)
    if (how.kind === 'later' && how.everybody) await saveQuiet(tx, channel.id, nextAt)
    await saveTarget(
      tx,
      kept,
      { ...kept, tries },
      { leaseUntil: null, nextAt, reason: 'channels_why_taking_away', told: how.told },
    )
  })
}
