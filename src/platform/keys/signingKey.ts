import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'

/** What stands before a bare Ed25519 key in DER (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_BYTES = 12

/** A key pair by which the edition signs what others check: cards, passes, badges. Its private half never leaves the ring. */
export interface SigningKey {
  readonly id: number
  /** 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>
  /** First day on which it signs, in India (`2026-11-26`). */
  readonly from: string
  /** The last day: that on which the next key (that was not withdrawn) began. Null while it is the newest. */
  readonly until: string | null
  /** It may be in wrong hands: it signs nothing more, and nothing it signed is believed. */
  readonly withdrawn: boolean
  /** Ed25519 (RFC 8032). @returns 64 bytes */
  sign(message: Uint8Array): Uint8Array<ArrayBuffer>
}

/** A signing key as its file says. */
export interface SigningKeyFile {
  readonly id: number
  /** The private key's 32 bytes. */
  readonly secret: KeyObject
  readonly from: string
  readonly withdrawn: boolean
}

/** `seed` on the first line, then the day it begins, then perhaps that it was withdrawn: one file holds all there is to know of a key. */
const LINES = /^(?<seed>[0-9a-f]{64})\s+from (?<from>\d{4}-\d{2}-\d{2})(?<withdrawn>\s+withdrawn)?\s*$/

/** @returns undefined for a damaged file */
export function readSigningLines(
  text: string,
): { readonly seed: string; readonly from: string; readonly withdrawn: boolean } | undefined {
  const found = LINES.exec(text)?.groups
  return found && { seed: found.seed!, from: found.from!, withdrawn: found.withdrawn !== undefined }
}

export const signingLines = (seed: string, from: string, withdrawn = false): string =>
  `${seed}\nfrom ${from}\n${withdrawn ? 'withdrawn\n' : ''}`

/** Oldest first in, oldest first out. */
export function signingKeys(files: readonly SigningKeyFile[]): readonly SigningKey[] {
  return files.map(({ id, secret, from, withdrawn }, index) => {
    const privateKey = createPrivateKey({
      key: Buffer.concat([PKCS8, secret.export()]),
      format: 'der',
      type: 'pkcs8',
    })
    const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
    return Object.freeze({
      id,
      publicKey: Uint8Array.from(der.subarray(SPKI_BYTES)),
      from,
      until: files.slice(index + 1).find((later) => !later.withdrawn)?.from ?? null,
      withdrawn,
      sign: (message: Uint8Array) => Uint8Array.from(sign(null, message, privateKey)),
    })
  })
}

/** The key that signs on a day in India: the newest that has begun and was not withdrawn. @throws Error when there is none */
export function signingKeyOn(keys: readonly SigningKey[], day: string): SigningKey {
  const key = keys.findLast((one) => !one.withdrawn && one.from <= day)
  if (!key) throw new Error('no signing key is in use: karyakarta keys rotate')
  return key
}
