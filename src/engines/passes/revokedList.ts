import { keySigned, momentOf, secondsSince } from './days.ts'
import { kindOf } from './decodePass.ts'
import { asUint32 } from './encodePass.ts'
import {
  joinBytes,
  KEY_ID_BYTES,
  keyIdOf,
  LIST_PREFIX,
  PASS_KINDS,
  PassRefused,
  SIGNATURE_BYTES,
  VERSION,
  type PassKey,
  type PassKind,
  type PassSigner,
  type Verify,
} from './pass.ts'

/** Which passes of a kind (and, of event passes, of which event) are revoked, as of a moment. */
export interface RevokedList {
  readonly kind: PassKind
  /** The event; 0 for cards and badges, whose serials are once for the whole house. */
  readonly about: number
  /** When it was made, in milliseconds since 1970. */
  readonly madeAt: number
  has(serial: number): boolean
  /** How many are revoked. */
  readonly size: number
}

/** A list's first byte is a pass's with this added, so neither is ever read as the other. */
const LIST = 8
const HEADER_BYTES = 17

/** The signed bytes of a list. Serials may come in any order and more than once. @throws PassRefused number */
export function encodeList(
  list: { kind: PassKind; about: number; madeAt: number; serials: Iterable<number> },
  signer: PassSigner,
): Uint8Array<ArrayBuffer> {
  const serials = [...new Set(list.serials)].map(asUint32).sort((a, b) => a - b)
  const header = new DataView(new ArrayBuffer(HEADER_BYTES))
  header.setUint8(0, (VERSION << 4) | (LIST + PASS_KINDS[list.kind]))
  signer.publicKey.subarray(0, KEY_ID_BYTES).forEach((byte, index) => header.setUint8(1 + index, byte))
  header.setUint32(5, asUint32(list.about))
  header.setUint32(9, secondsSince(list.madeAt))
  header.setUint32(13, serials.length)
  const steps: number[] = []
  let before = 0
  for (const serial of serials) {
    pushVarint(steps, serial - before)
    before = serial
  }
  const body = joinBytes(new Uint8Array(header.buffer), Uint8Array.from(steps))
  return joinBytes(body, signer.sign(joinBytes(LIST_PREFIX, body)))
}

/** Seven bits a byte, the lowest first, the top bit where more follow (LEB128). Division, since shifts end at 31 bits. */
function pushVarint(into: number[], number: number): void {
  let rest = number
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) into.push((rest % 0x80) | 0x80)
  into.push(rest)
}

/**
 * Opens a list that one of the keys signed. @throws PassRefused for bytes that are no list; @returns undefined when no known key signed it, or the
 * key did not sign any more (or yet) when the list says it was made
 */
export async function openList(
  given: Uint8Array,
  keys: readonly PassKey[],
  verify: Verify,
): Promise<RevokedList | undefined> {
  const { list, keyId, body, signature } = decodeList(given)
  for (const key of keys)
    if (keyIdOf(key.publicKey) === keyId && keySigned(key, list.madeAt))
      if (await verify(key.publicKey, joinBytes(LIST_PREFIX, body), signature)) return list
  return undefined
}

function decodeList(given: Uint8Array): {
  list: RevokedList
  keyId: string
  body: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
} {
  if (given.length < HEADER_BYTES + SIGNATURE_BYTES) throw new PassRefused('length')
  const bytes = Uint8Array.from(given)
  const view = new DataView(bytes.buffer)
  const kind = kindOf(view.getUint8(0), LIST)
  const body = bytes.subarray(0, bytes.length - SIGNATURE_BYTES)
  const serials = readSteps(body.subarray(HEADER_BYTES), view.getUint32(13))
  return {
    list: {
      kind,
      about: view.getUint32(5),
      madeAt: momentOf(view.getUint32(9)),
      has: (serial) => serials.has(serial),
      size: serials.size,
    },
    keyId: keyIdOf(bytes.subarray(1, 1 + KEY_ID_BYTES)),
    body,
    signature: bytes.subarray(body.length),
  }
}

function readSteps(bytes: Uint8Array, count: number): Set<number> {
  const serials = new Set<number>()
  let at = 0
  let serial = 0
  // Each entry takes a byte at least, so a count that was made up ends with the bytes.
  for (let entry = 0; entry < count; entry++) {
    let step = 0
    let weight = 1
    let byte: number | undefined
    do {
      byte = bytes[at++]
      if (byte === undefined) throw new PassRefused('length')
      step += (byte & 0x7f) * weight
      weight *= 0x80
    } while (byte >= 0x80 && weight < 0x8_0000_0000)
    // One number has one form, and each serial stands once.
    if (byte >= 0x80 || (byte === 0 && weight > 0x80) || (entry > 0 && step === 0))
      throw new PassRefused('order')
    serial += step
    serials.add(asUint32(serial))
  }
  if (at !== bytes.length) throw new PassRefused('trailing')
  return serials
}
