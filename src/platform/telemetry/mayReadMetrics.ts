import { createHash, timingSafeEqual } from 'node:crypto'

const LOOPBACK = new Set(['127.0.0.1', '::1'])
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Metrics are for the machine itself and for whoever holds METRICS_TOKEN. */
export function mayReadMetrics(
  address: string,
  authorization: string | null,
  token: string | undefined,
): boolean {
  if (LOOPBACK.has(address)) return true
  if (!token || !authorization?.startsWith('Bearer ')) return false
  return timingSafeEqual(digest(authorization.slice('Bearer '.length)), digest(token))
}
