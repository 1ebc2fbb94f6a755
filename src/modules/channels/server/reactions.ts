import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { mayBeLive } from '../domain/target.ts'
import { askHeldAgain, lockTargetsOf, type KeptTarget } from './targetStore.ts'
import { tellResponsible } from './tellResponsible.ts'
import { restsOnWithdrawn } from './websiteStore.ts'
import { withdrawPosts } from './withdrawPosts.ts'

/** A day of poll was entered, moved or taken away: what the calendar held is asked again in the next minute. What is queued is asked before it goes. */
const askGateAgain: Reaction = {
  name: 'channels.askGateAgain',
  event: 'elections.calendarChanged',
  async react(tx, event) {
    const held = await askHeldAgain(tx)
    if (held > 0) record(tx, 'channels.askGateAgain', 'gate:elections', { event: event.id, held })
  },
}

const piece = z.object({ pieceId: z.guid(), hash: z.string().optional() })

/** Stands on the post's page. */
const TAKEN_BACK = 'इसमें लगी एक चीज़ इस्तेमाल से हटाई गई · something in it was taken out of use'

/**
 * What is approved no longer does not go out; what is out already stays until somebody withdraws it, for an edit is no recall: those who keep the channels
 * and asked
 * for it are told. The house's own website shows no longer what rests on a medium or a consent that was taken back, as the piece's own page does not: there
 * nobody else need be asked. Only the bytes of which it is said: when it is heard, others may be approved and waiting.
 */
const dropUnsent = async (tx: Transaction, payload: unknown): Promise<void> => {
  const heard = piece.safeParse(payload)
  if (!heard.success) return
  await withdrawPosts(tx, { ...heard.data, why: 'approval', unsentOnly: true })
  const { pieceId, hash } = heard.data
  if (hash !== undefined && (await restsOnWithdrawn(tx, { pieceId, hash })))
    await withdrawPosts(tx, { pieceId, hash, why: TAKEN_BACK, websiteOnly: true })
  const out = (await lockTargetsOf(tx, heard.data)).filter(mayBeLive)
  if (out.length === 0) return
  const each = (of: (target: KeptTarget) => string) => [...new Set(out.map(of))]
  const inputs = {
    title: each(({ title }) => title).join(', '),
    channel: each(({ channelName }) => channelName).join(', '),
  }
  await tellResponsible(
    tx,
    'unapproved',
    inputs,
    each(({ askedBy }) => askedBy),
  )
}
const dropVoided: Reaction = {
  name: 'channels.dropVoided',
  event: 'studio.approvalVoided',
  react: (tx, event) => dropUnsent(tx, event.payload),
}
const dropRetired: Reaction = {
  name: 'channels.dropRetired',
  event: 'studio.pieceRetired',
  react: (tx, event) => dropUnsent(tx, event.payload),
}

export const channelReactions: readonly Reaction[] = [askGateAgain, dropVoided, dropRetired]
