/** A box's header: 32 bits of size, four letters (ISO/IEC 14496-12 §4.2). */
const HEADER = 8

/**
 * How long a film says it is, seconds, from its movie header (`moov` › `mvhd`, ISO/IEC 14496-12 §8.2.2). Read without a decoder: nothing of what
 * somebody brings is run.
 * @returns undefined where there is none: no film, or one that is cut off
 */
export async function mp4Seconds(source: AsyncIterable<Uint8Array>): Promise<number | undefined> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  const file = Buffer.concat(parts)
  const movie = boxIn(file, 'moov')
  const header = movie && boxIn(movie, 'mvhd')
  if (!header || header.length < 32) return undefined
  const isLong = header[0] === 1
  const [scaleAt, lengthAt] = isLong ? [20, 24] : [12, 16]
  const scale = header.readUInt32BE(scaleAt)
  const length = isLong ? Number(header.readBigUInt64BE(lengthAt)) : header.readUInt32BE(lengthAt)
  return scale === 0 ? undefined : length / scale
}

/** The contents of the first box of a kind. */
function boxIn(bytes: Buffer, kind: string): Buffer | undefined {
  for (let at = 0; at + HEADER <= bytes.length;) {
    const size = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + HEADER)
    const isLarge = size === 1 && at + 16 <= bytes.length
    const whole = isLarge ? Number(bytes.readBigUInt64BE(at + 8)) : size === 0 ? bytes.length - at : size
    const head = isLarge ? 16 : HEADER
    if (whole < head || at + whole > bytes.length) return undefined
    if (name === kind) return bytes.subarray(at + head, at + whole)
    at += whole
  }
  return undefined
}
