import { joinBytes, PassRefused, TEXT_BYTES } from './pass.ts'

/** In UTF-8 a Hindi letter takes three bytes; here one: printable ASCII as it is, the Devanagari block in the upper half, the two joiners below. */
const ZWNJ = 0x200c
const ZWJ = 0x200d
const PACKED_ZWNJ = 0x01
const PACKED_ZWJ = 0x02
const DEVANAGARI = 0x0900
const BLOCK = 0x80
const UTF8_FLAG = 0x80

/** Control characters, halves of characters, and what turns the reading direction: they could make a pass say something else to the eye. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u

function packed(text: string): Uint8Array | undefined {
  const bytes: number[] = []
  for (const letter of text) {
    const code = letter.codePointAt(0)!
    if (code >= 0x20 && code < 0x7f) bytes.push(code)
    else if (code >= DEVANAGARI && code < DEVANAGARI + BLOCK) bytes.push(BLOCK | (code - DEVANAGARI))
    else if (code === ZWNJ) bytes.push(PACKED_ZWNJ)
    else if (code === ZWJ) bytes.push(PACKED_ZWJ)
    else return undefined
  }
  return Uint8Array.from(bytes)
}

function unpacked(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) {
    if (byte >= BLOCK) text += String.fromCharCode(DEVANAGARI + byte - BLOCK)
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte)
    else if (byte === PACKED_ZWNJ) text += String.fromCharCode(ZWNJ)
    else if (byte === PACKED_ZWJ) text += String.fromCharCode(ZWJ)
    else throw new PassRefused('text')
  }
  return text
}

/** A text's bytes on the wire: its length (with a flag where it is UTF-8), then itself. @throws PassRefused text: too long or unprintable */
export function encodeText(text: string): Uint8Array {
  const normal = text.normalize('NFC')
  if (UNPRINTABLE.test(normal)) throw new PassRefused('text')
  const short = packed(normal)
  const bytes = short ?? new TextEncoder().encode(normal)
  if (bytes.length > TEXT_BYTES) throw new PassRefused('text')
  return joinBytes(Uint8Array.of(short ? bytes.length : bytes.length | UTF8_FLAG), bytes)
}

/** @returns the text at `at` and where the next field begins. @throws PassRefused text, length */
export function decodeText(bytes: Uint8Array, at: number): { text: string; next: number } {
  const head = bytes[at]
  if (head === undefined) throw new PassRefused('length')
  const next = at + 1 + (head & ~UTF8_FLAG)
  if (next > bytes.length) throw new PassRefused('length')
  const body = bytes.subarray(at + 1, next)
  const text = head & UTF8_FLAG ? fromUtf8(body) : unpacked(body)
  // One text has one form: what our encoder would have written otherwise is not ours.
  const again = encodeText(text)
  if (again.length !== next - at || again.some((byte, index) => byte !== bytes[at + index]))
    throw new PassRefused('text')
  return { text, next }
}

function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new PassRefused('text')
  }
}

/**
 * The longest beginning of a text that fits, cut between letters as a reader sees them (never inside a conjunct), ending in a full stop where it was
 * cut. @example fitText('सुनीता', 32) // 'सुनीता'
 */
export function fitText(text: string, limit: number = TEXT_BYTES): string {
  const normal = text.normalize('NFC').trim()
  const fits = (candidate: string): boolean =>
    (packed(candidate) ?? new TextEncoder().encode(candidate)).length <= limit
  if (fits(normal)) return normal
  let kept = ''
  for (const { segment } of new Intl.Segmenter('hi', { granularity: 'grapheme' }).segment(normal)) {
    if (!fits(`${kept}${segment}.`)) break
    kept += segment
  }
  return `${kept.trimEnd()}.`
}
