/**
 * The signed list of an event's passes, as gate devices keep it (docs/formats/gate-sync.md): 52,000 names in about a megabyte and a half, and afterwards
 * only what changed. Read on the device as well.
 */
import { keySigned, momentOf, secondsSince } from '#engines/passes/days.ts'
import { joinBytes, KEY_ID_BYTES, keyIdOf, PassRefused, SIGNATURE_BYTES, VERSION, type PassKey, type PassSigner, type Verify } from '#engines/passes/pass.ts' // prettier-ignore
import { decodeText, encodeText, fitText } from '#engines/passes/text.ts'

/** How a registration stands, for the gate. Order is the number on the wire: never change it. */
export const STANDINGS = ['coming', 'offered', 'waiting', 'withdrawn', 'barred'] as const
export type Standing = (typeof STANDINGS)[number]

export interface ListedPass {
  readonly serial: number
  readonly standing: Standing
  /** Where she comes from: the place of her quota. Empty: none, or she withdrew or is barred; then the two names are empty as well. */
  readonly place: string
  /** In Devanagari, or as it is known. */
  readonly name: string
  /** In Latin letters; empty where it is not known or the same. */
  readonly nameLatin: string
  /** What is kept of her phone (phoneMark.ts); null: nothing. */
  readonly mark: number | null
}

export interface GateList {
  /** The event's number, as its passes name it. */
  readonly about: number
  /** When it was made, milliseconds since 1970. */
  readonly madeAt: number
  /** What changed since this moment; null: the whole list. */
  readonly since: number | null
  /** How many the whole list has: a device that has another number asks for it whole. */
  readonly total: number
  readonly passes: readonly ListedPass[]
}

const LIST_PREFIX = new TextEncoder().encode('karyakarta-gate-1\0')
const KIND = 4
const HEADER_BYTES = 27
const NO_MARK = 0xffff

/** The signed bytes of a list; the order of the passes does not matter. @throws PassRefused number, text */
export function encodeGateList(list: GateList, signer: PassSigner): Uint8Array<ArrayBuffer> {
  const places = [...new Set(list.passes.map(({ place }) => fitText(place)))].sort()
  const placeIndex = new Map(places.map((place, index) => [place, index]))
  const header = new DataView(new ArrayBuffer(HEADER_BYTES))
  header.setUint8(0, (VERSION << 4) | KIND)
  signer.publicKey.subarray(0, KEY_ID_BYTES).forEach((byte, index) => header.setUint8(1 + index, byte))
  header.setUint32(5, list.about)
  header.setUint32(9, secondsSince(list.madeAt))
  header.setUint32(13, list.since === null ? 0 : secondsSince(list.since))
  header.setUint32(17, list.total)
  header.setUint32(21, list.passes.length)
  header.setUint16(25, places.length)
  const parts: Uint8Array[] = [new Uint8Array(header.buffer), ...places.map((place) => encodeText(place))]
  let before = 0
  for (const pass of list.passes.toSorted((a, b) => a.serial - b.serial)) {
    const mark = pass.mark ?? NO_MARK
    parts.push(
      Uint8Array.from([
        ...varint(pass.serial - before),
        STANDINGS.indexOf(pass.standing),
        ...varint(placeIndex.get(fitText(pass.place))!),
        mark >> 8,
        mark & 0xff,
      ]),
      encodeText(fitText(pass.name)),
      encodeText(fitText(pass.nameLatin)),
    )
    before = pass.serial
  }
  const body = joined(parts)
  return joinBytes(body, signer.sign(joinBytes(LIST_PREFIX, body)))
}

/**
 * Opens a list that one of the keys signed while it was in use.
 * @throws PassRefused for bytes that are no list; @returns undefined when no known key signed it
 */
export async function openGateList(
  given: Uint8Array,
  keys: readonly PassKey[],
  verify: Verify,
): Promise<GateList | undefined> {
  const bytes = Uint8Array.from(given)
  if (bytes.length < HEADER_BYTES + SIGNATURE_BYTES) throw new PassRefused('length')
  const body = bytes.subarray(0, bytes.length - SIGNATURE_BYTES)
  const list = decodeBody(body)
  const keyId = keyIdOf(bytes.subarray(1, 1 + KEY_ID_BYTES))
  const message = joinBytes(LIST_PREFIX, body)
  const signature = bytes.subarray(body.length)
  for (const key of keys)
    if (keyIdOf(key.publicKey) === keyId && keySigned(key, list.madeAt))
      if (await verify(key.publicKey, message, signature)) return list
  return undefined
}

function decodeBody(body: Uint8Array<ArrayBuffer>): GateList {
  const view = new DataView(body.buffer, body.byteOffset, body.length)
  if (view.getUint8(0) !== ((VERSION << 4) | KIND)) throw new PassRefused('kind')
  const since = view.getUint32(13)
  const count = view.getUint32(21)
  let at = HEADER_BYTES
  const text = (): string => {
    const read = decodeText(body, at)
    at = read.next
    return read.text
  }
  const byte = (): number => {
    const read = body[at++]
    if (read === undefined) throw new PassRefused('length')
    return read
  }
  const number = (): number => {
    let value = 0
    for (let weight = 1; ; weight *= 0x80) {
      const read = byte()
      value += (read & 0x7f) * weight
      if (read < 0x80) return value
      if (weight >= 0x1000_0000) throw new PassRefused('number')
    }
  }
  const places = Array.from({ length: view.getUint16(25) }, text)
  const passes: ListedPass[] = []
  let serial = 0
  for (let nth = 0; nth < count; nth++) {
    const step = number()
    if (nth > 0 && step === 0) throw new PassRefused('order')
    serial += step
    const standing = STANDINGS[byte()]
    const place = places[number()]
    const mark = byte() * 256 + byte()
    if (standing === undefined || place === undefined) throw new PassRefused('number')
    passes.push({ serial, standing, place, mark: mark === NO_MARK ? null : mark, name: text(), nameLatin: text() })
  }
  if (at !== body.length) throw new PassRefused('trailing')
  return {
    about: view.getUint32(5),
    madeAt: momentOf(view.getUint32(9)),
    since: since === 0 ? null : momentOf(since),
    total: view.getUint32(17),
    passes,
  }
} // prettier-ignore

/** As joinBytes, for more parts than a call takes arguments. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Seven bits a byte, the lowest first, the top bit where more follow. Division, since shifts end at 31 bits. */
function varint(number: number): readonly number[] {
  const bytes: number[] = []
  let rest = number
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  bytes.push(rest)
  return bytes
}
