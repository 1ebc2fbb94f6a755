import { createHmac, timingSafeEqual } from 'node:crypto'
import { isUuid } from '#platform/clock/uuid.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'

/** 128 bits of a keyed digest: nobody makes a link for somebody else, and no row is kept for millions of mails. */
const LENGTH = 16
const digest = (secret: Parameters<typeof createHmac>[1], edition: string, personId: string): Buffer =>
  createHmac('sha256', secret)
    .update(`outreach.unsubscribe|${edition}|${personId}`)
    .digest()
    .subarray(0, LENGTH)

/** Where one POST, or one tap, ends e-mail to a person. It works for ever: an old mail must be able to end it too. */
export function unsubscribeLink(keys: KeyRing, origin: string, edition: string, personId: string): string {
  const id = Buffer.from(personId.replaceAll('-', ''), 'hex')
  const token = Buffer.concat([id, digest(keys.newest('session').secret, edition, personId)])
  return `${origin}/unsubscribe/${token.toString('base64url')}`
}

/** Whose link it is; undefined for what none of our keys made. */
export function personOfLink(keys: KeyRing, edition: string, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 16 + LENGTH) return undefined
  const hex = bytes.subarray(0, 16).toString('hex')
  const personId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  const made = bytes.subarray(16)
  const isOurs = keys
    .all('session')
    .some(({ secret }) => timingSafeEqual(digest(secret, edition, personId), made))
  return isOurs && isUuid(personId) ? personId : undefined
}
