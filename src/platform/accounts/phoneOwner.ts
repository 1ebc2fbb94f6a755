import { createHmac } from 'node:crypto'
import type { KeyRing } from '../keys/keyRing.ts'

/**
 * The name under which a phone keeps things for somebody: the same at every sign-in, and it says nothing. Pages carry it, so that a phone which
 * several people share sees at once that somebody else is here and puts the first one's pages away.
 */
export const ownerTag = (keys: KeyRing, personId: string): string =>
  derived(keys, `phone.owner|${personId}`).subarray(0, 16).toString('base64url')

/**
 * 32 bytes that seal what waits on somebody's phone. The phone has them while she is signed in and gets the same ones when she comes back, so
 * that nobody else reads in between what she could not send yet. From the key that must never change (people are found by it).
 */
export const phoneKey = (keys: KeyRing, personId: string): string =>
  derived(keys, `phone.key|${personId}`).toString('base64url')

/** The first key: a later one would lock away what waits on phones. */
const derived = (keys: KeyRing, text: string): Buffer =>
  createHmac('sha256', keys.all('index')[0]!.secret).update(text, 'utf8').digest()
