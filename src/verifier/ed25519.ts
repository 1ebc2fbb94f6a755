import { verifyAsync } from '@noble/ed25519'
import type { Verify } from '#engines/passes/index.ts'

/** The phone's own Ed25519; browsers have it since 2023 to 2025, older phones get the small library. */
export const verifyHere: Verify = async (publicKey, message, signature) => {
  const own = (bytes: Uint8Array) => Uint8Array.from(bytes)
  try {
    const key = await crypto.subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, own(signature), own(message))
  } catch {
    return verifyAsync(own(signature), own(message), own(publicKey))
  }
}
