import { dayText, NO_END } from './days.ts'
import { HEADER_BYTES } from './encodePass.ts'
import {
  KEY_ID_BYTES,
  keyIdOf,
  PASS_KINDS,
  PassRefused,
  SIGNATURE_BYTES,
  TEXT_BYTES,
  VERSION,
  type CompactPass,
  type PassKind,
} from './pass.ts'
import { decodeText } from './text.ts'

/** A pass as its bytes say, before anybody believed the signature. */
export interface ReadPass {
  readonly pass: CompactPass
  /** Eight hexadecimal digits: which key it says signed it. */
  readonly keyId: string
  /** What was signed, without the prefix. */
  readonly body: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
}

export const SHORTEST_PASS = HEADER_BYTES + 2 + SIGNATURE_BYTES
export const LONGEST_PASS = SHORTEST_PASS + 2 * TEXT_BYTES

const KIND_OF = new Map<number, PassKind>(
  Object.entries(PASS_KINDS).map(([kind, number]) => [number, kind as PassKind]),
)

/** @throws PassRefused kind, version */
export function kindOf(first: number, offset = 0): PassKind {
  if (first >> 4 !== VERSION) throw new PassRefused('version')
  const kind = KIND_OF.get((first & 0x0f) - offset)
  if (!kind) throw new PassRefused('kind')
  return kind
}

/** Reads a pass without believing it. Any bytes give a pass or PassRefused, and each pass has one form only. @throws PassRefused */
export function decodePass(given: Uint8Array): ReadPass {
  if (given.length < SHORTEST_PASS || given.length > LONGEST_PASS) throw new PassRefused('length')
  const bytes = Uint8Array.from(given)
  const view = new DataView(bytes.buffer)
  const kind = kindOf(view.getUint8(0))
  const from = view.getUint16(13)
  const until = view.getUint16(15)
  if (from === NO_END || until < from) throw new PassRefused('day')
  const body = bytes.subarray(0, bytes.length - SIGNATURE_BYTES)
  const name = decodeText(body, HEADER_BYTES)
  const words = decodeText(body, name.next)
  if (words.next !== body.length) throw new PassRefused('trailing')
  return {
    pass: {
      kind,
      serial: view.getUint32(5),
      about: view.getUint32(9),
      from: dayText(from),
      until: until === NO_END ? null : dayText(until),
      name: name.text,
      words: words.text,
    },
    keyId: keyIdOf(bytes.subarray(1, 1 + KEY_ID_BYTES)),
    body,
    signature: bytes.subarray(body.length),
  }
}
