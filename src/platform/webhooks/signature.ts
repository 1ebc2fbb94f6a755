import { createHmac, randomBytes } from 'node:crypto'

/** 256 random bits, in the form that Standard Webhooks gives secrets. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/**
 * The signature of a delivery (Standard Webhooks, `v1`): HMAC-SHA256 over `id.timestamp.body`, so that neither can be changed nor an old
 * delivery passed for a new one. See docs/formats/webhooks.md.
 * @param timestamp seconds since 1970
 */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64')}`
}
