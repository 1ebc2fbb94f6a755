/** A box's header: 32 bits of size, four letters (ISO/IEC 14496-12 §4.2). */
const HEADER = 8

/**
 * How long a film is, seconds, by the longest that its headers say: of the film (`moov` › `mvhd`, ISO/IEC 14496-12 §8.2.2), of each track (`trak` › `mdia` ›
 * `mdhd`, §8.4.2), and of fragments that follow (`mvex` › `mehd`, §8.8.2). Read without a decoder: nothing of what somebody brings is run.
 * @returns undefined where none says so: no film, one that is cut off, or one in fragments of which nobody knows how many follow
 */
export async function mp4Seconds(source: AsyncIterable<Uint8Array>): Promise<number | undefined> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  const movie = boxesIn(Buffer.concat(parts), 'moov')[0]
  const header = movie && timeIn(boxesIn(movie, 'mvhd')[0])
  if (!movie || !header) return undefined
  const tracks = boxesIn(movie, 'trak').flatMap((track) => {
    const media = boxesIn(track, 'mdia')[0]
    const time = media && timeIn(boxesIn(media, 'mdhd')[0])
    return time ? [time.length / time.scale] : []
  })
  const fragments = boxesIn(movie, 'mvex')[0]
  const extent = fragments && boxesIn(fragments, 'mehd')[0]
  const whole = extent && extent.length >= 8 ? numberAt(extent, 4, extent[0] === 1) / header.scale : 0
  const seconds = Math.max(header.length / header.scale, whole, ...tracks)
  return seconds > 0 ? seconds : undefined
}

/** Ticks a second and ticks in all of a movie's or a track's header: both begin alike. */
function timeIn(header: Buffer | undefined): { readonly scale: number; readonly length: number } | undefined {
  if (!header || header.length < 24) return undefined
  const isLong = header[0] === 1
  if (isLong && header.length < 32) return undefined
  const scale = header.readUInt32BE(isLong ? 20 : 12)
  return scale === 0 ? undefined : { scale, length: numberAt(header, isLong ? 24 : 16, isLong) }
}

const numberAt = (bytes: Buffer, at: number, isLong: boolean): number =>
  isLong && bytes.length >= at + 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at)

/** The contents of the boxes of a kind; none after one that is cut off. */
function boxesIn(bytes: Buffer, kind: string): readonly Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; at + HEADER <= bytes.length;) {
    const size = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + HEADER)
    const isLarge = size === 1 && at + 16 <= bytes.length
    const whole = isLarge ? Number(bytes.readBigUInt64BE(at + 8)) : size === 0 ? bytes.length - at : size
    const head = isLarge ? 16 : HEADER
    if (whole < head || at + whole > bytes.length) return found
    if (name === kind) found.push(bytes.subarray(at + head, at + whole))
    at += whole
  }
  return found
}
