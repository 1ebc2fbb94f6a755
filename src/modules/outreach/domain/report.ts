import { z } from 'zod'
import { keepable } from '#engines/typedtext/index.ts'
import type { ReceiptSaid } from './delivery.ts'

/** A gateway's report on one delivery, read. */
export interface Report {
  /** Our id of the delivery. */
  readonly reference: string
  readonly said: ReceiptSaid
  readonly fault: string | null
}

export interface ReadReports {
  readonly reports: readonly Report[]
  /** Phones, as they came, that sent a word which ends SMS. */
  readonly stops: readonly string[]
  /** Lines of which nothing could be made. */
  readonly unread: number
}

/** Lines that one call may carry. */
const MOST = 1_000

const envelope = z.object({
  reports: z.array(z.unknown()).max(MOST).default([]),
  received: z.array(z.unknown()).max(MOST).default([]),
})
const reportLine = z.object({
  reference: z.uuid(),
  status: z.string().min(1).max(40),
  code: z.union([z.string(), z.number()]).optional(),
})
const receivedLine = z.object({ from: z.string().min(4).max(40), text: z.string().max(1000) })

/** The states of a delivery report as SMSCs and gateways name them (SMPP 3.4 §5.2.28 and common HTTP forms). */
const SAID: Readonly<Record<string, ReceiptSaid>> = {
  delivrd: 'delivered',
  delivered: 'delivered',
  undeliv: 'failed',
  undelivered: 'failed',
  failed: 'failed',
  rejectd: 'failed',
  rejected: 'failed',
  expired: 'failed',
  deleted: 'failed',
  acceptd: 'on_the_way',
  accepted: 'on_the_way',
  enroute: 'on_the_way',
  sent: 'on_the_way',
  buffered: 'on_the_way',
}

/** Words that end SMS, as the first word of what somebody sends. */
const STOP = new Set(['stop', 'unsub', 'unsubscribe', 'band', 'roko', 'बंद', 'रोको', 'रोकें', 'स्टॉप'])

/** Whether a text from a phone asks for no more SMS. @example asksToStop(' Stop.') === true */
export const asksToStop = (text: string): boolean =>
  STOP.has(text.normalize('NFKC').replace(/\p{Cf}/gu, '').trim().toLowerCase().split(/[^\p{L}\p{M}]+/u)[0] ?? '') // prettier-ignore

/** Reads what a gateway posted; undefined when it is no such thing at all. A line that makes no sense is counted, never a reason to fail. */
export function readReports(body: unknown): ReadReports | undefined {
  const read = envelope.safeParse(body)
  if (!read.success) return undefined
  const reports = read.data.reports.flatMap((line): Report[] => {
    const known = reportLine.safeParse(line)
    const said = known.success ? SAID[known.data.status.toLowerCase()] : undefined
    if (!known.success || !said) return []
    const code = known.data.code === undefined ? '' : ` ${String(known.data.code).slice(0, 40)}`
    const fault = said === 'failed' ? keepable(`${known.data.status}${code}`) : null
    return [{ reference: known.data.reference.toLowerCase(), said, fault }]
  })
  const received = read.data.received.map((line) => receivedLine.safeParse(line))
  const stops = received.flatMap(({ success, data }) => (success && asksToStop(data.text) ? [data.from] : []))
  return {
    reports,
    stops,
    unread: read.data.reports.length - reports.length + (received.length - stops.length),
  }
}
