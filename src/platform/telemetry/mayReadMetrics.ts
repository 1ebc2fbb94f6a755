import { createHash, timingSafeEqual } from 'node:crypto'
import { isOnThisMachine, type Visit } from '../web/onThisMachine.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Metrics are for the machine itself and for whoever holds METRICS_TOKEN. What a proxy passed on is not the machine itself. */
export function mayReadMetrics(visit: Visit, token: string | undefined): boolean {
  if (isOnThisMachine(visit)) return true
  const authorization = visit.request.headers.get('authorization')
  if (!token || !authorization?.startsWith('Bearer ')) return false
  return timingSafeEqual(digest(authorization.slice('Bearer '.length)), digest(token))
}
