import { dayNumber, NO_END } from './days.ts'
import {
  joinBytes,
  KEY_ID_BYTES,
  PASS_KINDS,
  PASS_PREFIX,
  PassRefused,
  SIGNATURE_BYTES,
  VERSION,
  type CompactPass,
  type PassSigner,
} from './pass.ts'
import { encodeText } from './text.ts'

/** Where the texts begin. */
export const HEADER_BYTES = 17

/** Checked, since a number that is cut to fit would name another pass. @throws PassRefused number */
export function asUint32(number: number): number {
  if (!Number.isInteger(number) || number < 0 || number > 0xffff_ffff) throw new PassRefused('number')
  return number
}

/** All of a pass but its signature. @throws PassRefused for what the format cannot say */
export function passBody(pass: CompactPass, publicKey: Uint8Array): Uint8Array<ArrayBuffer> {
  const from = dayNumber(pass.from)
  const until = pass.until === null ? NO_END : dayNumber(pass.until)
  if (until < from) throw new PassRefused('day')
  const header = new DataView(new ArrayBuffer(HEADER_BYTES))
  header.setUint8(0, (VERSION << 4) | PASS_KINDS[pass.kind])
  publicKey.subarray(0, KEY_ID_BYTES).forEach((byte, index) => header.setUint8(1 + index, byte))
  header.setUint32(5, asUint32(pass.serial))
  header.setUint32(9, asUint32(pass.about))
  header.setUint16(13, from)
  header.setUint16(15, until)
  return joinBytes(new Uint8Array(header.buffer), encodeText(pass.name), encodeText(pass.words))
}

/**
 * A signed pass: header, name, words, signature. The same pass under the same key is always the same bytes.
 * @throws PassRefused when a text is too long (see fitText), a day or number out of range
 */
export function encodePass(pass: CompactPass, signer: PassSigner): Uint8Array<ArrayBuffer> {
  const body = passBody(pass, signer.publicKey)
  const signature = signer.sign(joinBytes(PASS_PREFIX, body))
  if (signature.length !== SIGNATURE_BYTES) throw new PassRefused('length')
  return joinBytes(body, signature)
}
