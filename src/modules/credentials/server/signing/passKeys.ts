import type { PassKey, PassSigner, Verify } from '#engines/passes/index.ts'
import { createPublicKey, verify as verifyWithNode, type KeyObject } from 'node:crypto'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { signingKeyOn, type SigningKey } from '#platform/keys/signingKey.ts'

/** The public keys by which passes are judged: what was withdrawn is not among them. */
export const passKeysOf = (keys: KeyRing): readonly PassKey[] =>
  keys.signing
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ publicKey, from, until }) => ({ publicKey, from, until }))

/** The key that signs passes on a day. */
export const passSignerOn = (keys: KeyRing, now: Date): SigningKey & PassSigner =>
  signingKeyOn(keys.signing, indianDay(now))

/** A pass is valid from its own day, but never from before the key began that signs it: else nobody would believe the key. */
export const firstDay = (day: string, key: Pick<SigningKey, 'from'>): string =>
  day < key.from ? key.from : day

const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const opened = new WeakMap<Uint8Array, KeyObject>()

/** Ed25519 by Node. A key is opened once, since that takes as long as a verification. */
export const verifyPass: Verify = (publicKey, message, signature) => {
  let key = opened.get(publicKey)
  if (!key) {
    key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
    opened.set(publicKey, key)
  }
  return verifyWithNode(null, message, key, signature)
}
