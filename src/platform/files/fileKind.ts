/** The only kinds of files that the house takes in. No SVG, no HTML: both can carry scripts. */
export const FILE_KINDS = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
} as const
export type FileKind = keyof typeof FILE_KINDS

/** A file's first and last bytes are enough to tell; a zip's list of contents stands at its end. */
export const HEAD_BYTES = 64 * 1024
export const TAIL_BYTES = 128 * 1024

const startsWith = (head: Buffer, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, index) => head[at + index] === byte)
const ascii = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to)

const SIGNS: Readonly<Record<FileKind, (head: Buffer, tail: Buffer) => boolean>> = {
  jpeg: (head) => startsWith(head, [0xff, 0xd8, 0xff]),
  png: (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  webp: (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP',
  pdf: (head) => ascii(head, 0, 5) === '%PDF-',
  // A workbook is a zip with this member; one that carries macros is not taken.
  xlsx: (head, tail) =>
    startsWith(head, [0x50, 0x4b, 0x03, 0x04]) &&
    tail.includes('xl/workbook.xml') &&
    tail.includes('[Content_Types].xml') &&
    !tail.includes('vbaProject.bin'),
  mp3: (head) => ascii(head, 0, 3) === 'ID3' || (head[0] === 0xff && (head[1]! & 0xe6) === 0xe2),
  ogg: (head) => ascii(head, 0, 4) === 'OggS',
  mp4: (head) => ascii(head, 4, 8) === 'ftyp',
  csv: (head) => isPlainTable(head),
}

/** What the bytes are, whatever the name or the browser says; undefined when it is nothing we take. */
export function sniff(head: Buffer, tail: Buffer): FileKind | undefined {
  return (Object.keys(SIGNS) as FileKind[]).find((kind) => SIGNS[kind](head, tail))
}

/** UTF-8 text without control characters that does not begin like markup. */
function isPlainTable(head: Buffer): boolean {
  let text: string
  try {
    // The head may end within a character: `stream` forgives that and nothing else.
    text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
  } catch {
    return false
  }
  return (
    text.trim() !== '' &&
    !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) &&
    !text.trimStart().startsWith('<')
  )
}
