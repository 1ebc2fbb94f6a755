import { ADAPTERS } from '../adapters/all.ts'
import { postOf } from '../calls.ts'
import { insertAttempts } from '../attemptStore.ts'
import { lockTarget, saveTarget } from '../targetStore.ts'
import { fresh } from './settle.ts'
import type { Hold } from './hold.ts'

/** Looks at the platform for posts that may be the one of which nobody knows, for the person who decides. It decides nothing itself. */
export async function lookFor({ job, claimed, session }: Hold): Promise<void> {
  const found = await ADAPTERS[claimed.channel.platform].lookFor(session, postOf(claimed.target))
  await fresh(job).transaction(async (tx) => {
    const target = await lockTarget(tx, claimed.target.id)
    if (!target) return
    await insertAttempts(tx, target, session.talk.lines.splice(0))
    if (target.state === 'ambiguous') await saveTarget(tx, target, target, { found: found.slice(0, 5) })
  })
}
