/** What a pass can be. The number is its low half byte on the wire. */
export const PASS_KINDS = { card: 1, badge: 2, event: 3 } as const
export type PassKind = keyof typeof PASS_KINDS

/** A pass in plain values. docs/formats/compact-pass.md says what each means for each kind. */
export interface CompactPass {
  readonly kind: PassKind
  /** 0 to 2³²−1, once within its kind (an event's pass: once within its event): what a list of the revoked names. */
  readonly serial: number
  /** 0 to 2³²−1. Of a card its constituency's number, of a badge the number of what it was given for, of an event's pass the event. */
  readonly about: number
  /** First day on which it is valid, in India, as `2026-11-26`. */
  readonly from: string
  /** Last day on which it is valid, in India; null: no end. */
  readonly until: string | null
  /** Whom it names. A card: the first name only (docs/integrity.md, rule 21). */
  readonly name: string
  /** What it says besides: a card's constituency, a badge's title, an event pass's hall or group; may be empty. */
  readonly words: string
}

/** A key by which passes are judged: public, with the days on which it signed. */
export interface PassKey {
  /** 32 bytes. Its first four stand in each pass. */
  readonly publicKey: Uint8Array
  /** First day on which it signed, in India. */
  readonly from: string
  /** Last day on which it signed; null while it signs. */
  readonly until: string | null
}

/** What signs: the public key whose first bytes go into the pass, and its private half as a function. */
export interface PassSigner {
  readonly publicKey: Uint8Array
  /** Ed25519 (RFC 8032, without a context). @returns 64 bytes */
  sign(message: Uint8Array): Uint8Array
}

/** Ed25519 verification, handed in. On a phone it is a promise (WebCrypto), on the server it is not. */
export type Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/** Why bytes are no pass, or a pass cannot be written. */
export type PassFault =
  | 'length'
  | 'version'
  | 'kind'
  | 'number'
  | 'day'
  | 'text'
  | 'trailing'
  | 'alphabet'
  | 'order'

/** The only error that this engine throws. */
export class PassRefused extends Error {
  readonly fault: PassFault
  constructor(fault: PassFault) {
    super(`not a compact pass: ${fault}`)
    this.name = 'PassRefused'
    this.fault = fault
  }
}

export const VERSION = 1
export const SIGNATURE_BYTES = 64
export const KEY_ID_BYTES = 4
/** Each of the two texts, in bytes on the wire: with both full a pass has 147 bytes, an ordinary one 100 to 120. */
export const TEXT_BYTES = 32

/** What is signed begins with what it is, so that no signature of the same key for something else is ever taken for a pass. */
const prefix = (word: string): Uint8Array => Uint8Array.from([...word].map((letter) => letter.charCodeAt(0)))
export const PASS_PREFIX = prefix('karyakarta-pass-1\0')
export const LIST_PREFIX = prefix('karyakarta-list-1\0')

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Four bytes in hexadecimal: by this a key is named where people read it. */
export const keyIdOf = (publicKey: Uint8Array): string =>
  [...publicKey.subarray(0, KEY_ID_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
