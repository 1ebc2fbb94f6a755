import { ADAPTERS } from '../adapters/all.ts'
import { postOf } from '../calls.ts'
import { fresh, settle } from './settle.ts'
import type { Hold } from './hold.ts'

/** Seconds to the next look, ever later: a film is processed in minutes, and a post that hides is somebody's matter by then. */
const pauseAfter = (checks: number): number => Math.min(3600, 15 * 2 ** checks)
/** Where nobody can look by the interface, the platform's yes is all there is: looked at once a day, in vain. */
const BLIND_S = 86_400

/** Looks whether a post is where its platform said. Only then it counts as live. */
export async function readBack({ job, claimed, session }: Hold): Promise<void> {
  const { target, channel } = claimed
  const seen = await ADAPTERS[channel.platform].readBack(session, postOf(target), target.platformId!)
  await fresh(job).transaction(async (tx) => {
    const at = (seconds: number) => ({
      leaseUntil: null,
      nextAt: new Date(tx.now.getTime() + seconds * 1000),
    })
    if (seen.kind === 'live')
      await settle(
        tx,
        target.id,
        { kind: 'seen', how: 'live' },
        { ...at(0), reason: null, told: null, platformUrl: seen.url ?? target.platformUrl },
        session.talk,
      )
    else if (seen.kind === 'blind')
      await settle(
        tx,
        target.id,
        { kind: 'seen', how: 'not_yet' },
        { ...at(BLIND_S), reason: 'channels_why_blind', told: null },
        session.talk,
      )
    else
      await settle(
        tx,
        target.id,
        { kind: 'seen', how: seen.kind },
        {
          ...at(pauseAfter(target.checks)),
          reason: seen.kind === 'gone' ? 'channels_why_gone' : 'channels_why_not_yet',
          told: seen.told,
        },
        session.talk,
      )
  })
}
