import { z } from 'zod'
import { MOST_FEED_BYTES, readFeed } from '#engines/schemefeed/index.ts'
import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { ClosedAddress, outbound, OutboundFailure, type OutboundAnswer } from '#platform/web/outbound.ts'
import { mayReachLoopback } from '#platform/webhooks/mayReachLoopback.ts'
import { compareFacts } from '../../domain/schemeFacts.ts'
import { hashText } from './hashText.ts'
import { feedAddress } from './feedSettings.ts'
import {
  insertReading,
  lastReading,
  lockKnown,
  saveChanges,
  saveUnchanged,
  type Reading,
} from './schemeFactStore.ts'

const TIMEOUT_MS = 20_000

/** Asks the feed as any citizen would, once a day and when somebody wants it now. What is away today is asked tomorrow; nothing known is lost by it. */
export const readSchemes = defineJob({
  name: 'studio.readSchemes',
  schema: z.object({}),
  policy: { retries: 2, timeout: 60 },
  cron: '40 5 * * *',
  async handle(context, _, run) {
    const address = await feedAddress(context.platform.db)
    if (address === '') return
    const known = await context.transaction((tx) => lastReading(tx, address, true))
    const answer = await ask(context, address, known?.etag ?? undefined)
    await context.transaction(async (tx) => {
      const reading = await take(tx, answer)
      await insertReading(tx, run.id, { ...reading, address })
      record(tx, 'studio.readSchemes', 'schemes:feed', {
        outcome: reading.outcome,
        ...(reading.fault ? { fault: reading.fault } : {}),
      })
    })
  },
})

/** No key and no cookie, nothing that would say who asks. */
async function ask(
  context: Context,
  address: string,
  etag: string | undefined,
): Promise<OutboundAnswer | string> {
  try {
    return await outbound(address, {
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_FEED_BYTES,
      allowLoopback: mayReachLoopback(context.platform),
      headers: { accept: 'application/json', ...(etag ? { 'if-none-match': etag } : {}) },
    })
  } catch (error) {
    if (error instanceof ClosedAddress) return 'closed'
    if (error instanceof OutboundFailure) return error.message.slice(0, 200)
    throw error
  }
}

/** Keeps what came, whole or not at all. */
async function take(
  tx: Transaction,
  answer: OutboundAnswer | string,
): Promise<Omit<Reading, 'at' | 'address'>> {
  const nothing = { fault: null, schemes: null, etag: null }
  if (typeof answer === 'string') return { ...nothing, outcome: 'away', fault: answer }
  const etag = typeof answer.headers.etag === 'string' ? answer.headers.etag.slice(0, 200) : null
  if (answer.status === 304) {
    await saveUnchanged(tx)
    return { ...nothing, outcome: 'unchanged', etag }
  }
  if (answer.status !== 200) return { ...nothing, outcome: 'away', fault: `HTTP ${answer.status}` }
  const read = readFeed(answer.body, hashText)
  if ('fault' in read)
    return { ...nothing, outcome: 'refused', fault: [read.fault, read.where].filter(Boolean).join(' ') }
  const changes = compareFacts(await lockKnown(tx), read.feed.schemes)
  if ('wentBack' in changes) return { ...nothing, outcome: 'refused', fault: `wentBack ${changes.wentBack}` }
  await saveChanges(tx, changes)
  return { ...nothing, outcome: 'read', schemes: read.feed.schemes.length, etag }
}
