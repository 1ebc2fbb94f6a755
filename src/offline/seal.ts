import type { Sealed } from './database.ts'

/** Bytes of an AES-GCM iv (NIST SP 800-38D §5.2.1.1). */
const IV = 12

/** The key that the house gave for its owner, so that no script can read it back. @param text 32 bytes, base64url */
export function sealingKey(text: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
    sign.charCodeAt(0),
  )
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** @param bound what it belongs to: under another entry's id it does not open */
export async function seal(key: CryptoKey, bytes: BufferSource, bound: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV))
  const additionalData = new TextEncoder().encode(bound)
  return { iv, text: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes) }
}

/** @throws when it is not hers, or was changed */
export function unseal(key: CryptoKey, { iv, text }: Sealed, bound: string): Promise<ArrayBuffer> {
  const additionalData = new TextEncoder().encode(bound)
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, text)
}
