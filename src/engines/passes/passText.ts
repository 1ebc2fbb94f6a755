import { PassRefused } from './pass.ts'

/**
 * RFC 4648 base32 without padding. A QR code writes capitals and digits in 5.5 bits each, and an address of capitals is still an address, so a pass
 * in an address costs a tenth more than bare bytes and every phone's own camera can open it.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** A pass's text stands at the end of an address, after this. */
export const PASS_PATH = '/P/'
/** Longer than any pass or address of one; more is not looked through. */
const LONGEST_TEXT = 1000

/** @example passToText(bytes) // 'CG2…', as it stands in an address after /P/ */
export function passToText(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

/**
 * The bytes in a scanned or pasted text: an address that ends in /P/… or the text alone, in capitals or not, with spaces and line breaks as a paste
 * brings them. @throws PassRefused alphabet, length
 */
export function passFromText(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > LONGEST_TEXT) throw new PassRefused('length')
  const whole = text.toUpperCase().replaceAll(/\s+/g, '')
  const letters = whole.slice(whole.lastIndexOf('/') + 1)
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) throw new PassRefused('alphabet')
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bytes[at++] = (held >> (bits - 8)) & 0xff
      bits -= 8
    }
    held &= (1 << bits) - 1
  }
  // What is left over are zero bits, fewer than a letter's: one pass has one text.
  if (bits >= 5 || held !== 0) throw new PassRefused('alphabet')
  return bytes
}
