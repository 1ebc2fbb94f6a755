import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Refusal } from '#platform/errors/catalogue.ts'
import { cleanPicture, PICTURE_KINDS } from '#platform/files/cleanPicture.ts'
import { sniff, type FileKind } from '#platform/files/fileKind.ts'
import type { Received } from '#platform/files/receive.ts'
import { packAnew } from '#platform/rendering/film/packAnew.ts'
import { LIKENESS_GRID, likenessOf } from '../../domain/library/likeness.ts'
import type { MediaKind } from '../../domain/library/media.ts'

/** Bytes that are ready to be kept. */
export interface Part {
  readonly kind: FileKind
  open(): AsyncIterable<Uint8Array>
}

/** What is kept of something that was brought: drawn or packed anew, with its smaller pictures. The caller discards it. */
export interface Prepared {
  readonly kind: MediaKind
  readonly main: Part
  readonly mediaType: string
  readonly bytes: number
  readonly width: number | null
  readonly height: number | null
  readonly ms: number | null
  readonly thumb: Part | null
  readonly screen: Part | null
  readonly likeness: string | null
  discard(): Promise<void>
}

/** Large enough for the longest side of every canvas with room for a crop; a list's picture; a phone's screen. Pixels of the longer side, JPEG quality. */
const MAIN = { longerSide: 2560, quality: 88 }
const THUMB = { side: 360, quality: 70 }
const SCREEN = { side: 1280, quality: 72 }

const part = (kind: FileKind, bytes: Buffer): Part => ({
  kind,
  open: async function* () {
    yield bytes
  },
})

/**
 * Draws a picture or packs a clip or voice anew, before any transaction begins. What the first bytes say counts, never a name or a claimed type.
 * @throws Refusal badInput, tooLarge on `file`; unavailable without ffmpeg for what plays
 */
export async function prepareMedia(
  received: Received,
  limits: Readonly<Record<MediaKind, number>>,
  mostMs: number,
): Promise<Prepared> {
  const kind = sniff(received.head, received.tail)
  try {
    if (kind && (PICTURE_KINDS as readonly FileKind[]).includes(kind))
      return await preparePicture(received, limits.picture)
    if (received.bytes > Math.max(limits.clip, limits.voice))
      throw new Refusal('tooLarge', { reason: 'studio_l_too_large' })
    const packed = await packAnew(received, mostMs)
    const { size } = packed
    if (received.bytes > limits[packed.kind]) {
      await packed.discard()
      throw new Refusal('tooLarge', { reason: 'studio_l_too_large' })
    }
    const seen = packed.frame && (await smaller(packed.frame))
    return {
      ...{ kind: packed.kind, mediaType: packed.mediaType, ms: packed.ms },
      main: { kind: packed.fileKind, open: () => createReadStream(packed.path) },
      bytes: (await stat(packed.path)).size,
      width: size?.width ?? null,
      height: size?.height ?? null,
      ...{ thumb: seen?.thumb ?? null, screen: seen?.screen ?? null, likeness: seen?.likeness ?? null },
      discard: packed.discard,
    }
  } catch (thrown) {
    throw onFile(thrown)
  }
}

async function preparePicture(received: Received, limit: number): Promise<Prepared> {
  const { jpeg, clear } = await cleanPicture(createReadStream(received.path), limit, {
    ...MAIN,
    keepsClear: true,
  })
  const seen = await smaller(jpeg)
  const { default: sharp } = await import('sharp')
  const { width, height } = await sharp(jpeg).metadata()
  return {
    ...{ kind: 'picture', mediaType: clear ? 'image/png' : 'image/jpeg', ms: null, width, height, ...seen },
    ...{ main: clear ? part('png', clear) : part('jpeg', jpeg), bytes: (clear ?? jpeg).length },
    discard: () => Promise.resolve(),
  }
}

async function smaller(picture: Buffer) {
  const { default: sharp } = await import('sharp')
  const drawn = ({ side, quality }: { side: number; quality: number }) =>
    sharp(picture)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality })
      .toBuffer()
  const grey = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize({ ...LIKENESS_GRID, fit: 'fill' })
    .raw()
    .toBuffer()
  return {
    thumb: part('jpeg', await drawn(THUMB)),
    screen: part('jpeg', await drawn(SCREEN)),
    likeness: likenessOf(grey),
  }
}

/** Says what is wrong with a file beside the file. */
function onFile(thrown: unknown): unknown {
  if (!(thrown instanceof Refusal) || thrown.id === 'unavailable') return thrown
  const reason =
    thrown.id === 'tooLarge' ? 'studio_l_too_large' : thrown.reason === 'files_played_needed' ? 'studio_l_kind_refused' : (thrown.reason ?? 'studio_l_kind_refused') // prettier-ignore
  return new Refusal(thrown.id, { reason, fields: { file: reason }, cause: thrown })
}
