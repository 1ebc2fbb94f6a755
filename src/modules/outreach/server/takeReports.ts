import { timingSafeEqual } from 'node:crypto'
import { systemActor } from '#platform/access/actor.ts'
import { hashOfToken } from '#platform/accounts/token.ts'
import { record } from '#platform/audit/append.ts'
import { actingAs, type Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parsePhone } from '#platform/accounts/phone.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { afterReceipt, type DeliveryState } from '../domain/delivery.ts'
import { readReports, type Report } from '../domain/report.ts'
import { withdrawSmsBehind } from './channelStore.ts'
import { lockReported, saveReceipts, type NewReceipt } from './receiptStore.ts'

export interface Noted {
  readonly reports: number
  readonly stops: number
  /** Lines that say nothing that we understand, or speak of nothing of ours. */
  readonly ignored: number
}

/**
 * Takes the gateway's word on what became of messages, and STOP from people's phones. Reports come twice, late, in any order, and with lines
 * that make no sense: each that speaks of a delivery of ours is noted, and the rest is counted.
 * @param shown what came as the gateway's secret
 * @throws Refusal notFound where no secret is configured or another one was shown; badInput for what is no report at all
 */
export async function takeReports(ctx: Context, shown: string | null, body: unknown): Promise<Noted> {
  const { SMS_REPORTS_SECRET: secret } = ctx.platform.environment
  if (!secret || !shown || !timingSafeEqual(hashOfToken(secret), hashOfToken(shown)))
    throw new Refusal('notFound')
  const read = readReports(body)
  if (!read) throw new Refusal('badInput', { reason: 'outreach_report_unreadable' })
  return actingAs(ctx, systemActor('sms gateway')).transaction(async (tx) => {
    const known = await lockReported(tx, [...new Set(read.reports.map(({ reference }) => reference))])
    const receipts = inOrder(read.reports, new Map(known.map(({ id, state }) => [id, state])))
    await saveReceipts(tx, receipts)
    const phones = read.stops.map((from) => parsePhone(from)).flatMap((one) => (one.ok ? [one.phone] : []))
    const ended = await withdrawSmsBehind(
      tx,
      phones.map((phone) => blindIndex(ctx.platform.keys, phone)),
    )
    for (const personId of ended)
      record(tx, 'outreach.stopChannel', `person:${personId}`, { channel: 'sms', how: 'word' })
    return {
      reports: receipts.length,
      stops: phones.length,
      ignored: read.unread + (read.reports.length - receipts.length) + (read.stops.length - phones.length),
    }
  })
}

/** Each report with what its delivery becomes by it, as if they had come one by one. */
function inOrder(reports: readonly Report[], states: Map<string, DeliveryState>): readonly NewReceipt[] {
  return reports.flatMap(({ reference, said, fault }) => {
    const state = states.get(reference)
    if (!state) return []
    const next = afterReceipt(state, said)
    if (next) states.set(reference, next)
    return [{ id: reference, said, fault, state: next ?? null }]
  })
}
