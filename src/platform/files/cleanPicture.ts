import { Refusal } from '../errors/catalogue.ts'
import { FILE_KINDS, sniff, type FileKind } from './fileKind.ts'
import { receive } from './receive.ts'
import { turns } from './turns.ts'

/** Bytes of a photo as a phone's camera makes it; a longer one is refused while it arrives. */
export const PHOTO_LIMIT = 10 * 1024 * 1024
/** What cameras and screenshots make. No HEIC: browsers hand it over as JPEG where only these are asked for. */
export const PICTURE_KINDS = ['jpeg', 'png', 'webp'] as const satisfies readonly FileKind[]
/** For a file field's `accept`. */
export const PICTURE_TYPES = PICTURE_KINDS.map((kind) => FILE_KINDS[kind]).join(',')

/** Pixels: the largest sensors in phones have 108 million. What claims more is a bomb. */
const MOST_PIXELS = 120_000_000
/** Pixels from which pictures are drawn one by one: some kinds are decoded whole before they are made smaller (JPEG in passes: 830 MB for 119 million). */
const LARGE_PIXELS = 30_000_000
const large = turns(1)
/** How large a picture is drawn. */
export interface Drawn {
  /** Pixels of the longer side at most. */
  readonly longerSide: number
  /** JPEG quality, 1 to 100. */
  readonly quality: number
  /** Whether what one sees through stays so: a sign is laid over grounds of any colour. */
  readonly keepsClear?: boolean
}
/** Enough to read a poster on, a tenth of a camera's bytes. */
const PHOTO: Drawn = { longerSide: 1600, quality: 78 }
/** Seconds one picture may keep a core busy. */
const PATIENCE_S = 20

export interface CleanPicture {
  /** The picture alone, drawn anew as JPEG: no place, time, phone, thumbnail, or anything else that hung on it. */
  readonly jpeg: Buffer
  /** The same as PNG, where one sees through parts of it and that was asked to stay; null: nowhere, or it would be too large. */
  readonly clear: Buffer | null
  /** SHA-256 of what arrived, to know a repeated sending by. */
  readonly arrived: string
}

/**
 * Takes in a photo and keeps nothing of it but what one sees: pixels are decoded, turned upright, made smaller and encoded anew, so that
 * neither where it was taken nor anything hidden behind the picture comes along.
 * @throws Refusal tooLarge; badInput for what is no picture, only begins like one, or is larger than any camera's
 */
export async function cleanPicture(
  source: AsyncIterable<Uint8Array>,
  limit = PHOTO_LIMIT,
  drawn: Drawn = PHOTO,
): Promise<CleanPicture> {
  const received = await receive(source, limit)
  try {
    const kind = sniff(received.head, received.tail)
    if (!kind || !(PICTURE_KINDS as readonly FileKind[]).includes(kind))
      throw new Refusal('badInput', { reason: 'files_picture_needed' })
    const draw = async () => ({
      jpeg: await drawAnew(received.path, kind, drawn),
      clear: drawn.keepsClear ? await drawClear(received.path, drawn) : null,
    })
    const isLarge = (await pixelsOf(received.path)) > LARGE_PIXELS
    return { ...(await (isLarge ? large(draw) : draw())), arrived: received.sha256 }
  } finally {
    await received.discard()
  }
}

/** What its header claims; nothing where it has none: then drawing says what is wrong. */
async function pixelsOf(path: string): Promise<number> {
  const { default: sharp } = await import('sharp')
  const { width, height } = await sharp(path, { limitInputPixels: false }).metadata().catch(() => ({ width: 0, height: 0 })) // prettier-ignore
  return width * height
}

/** Bytes of a picture that one sees through, at most: a sign is far smaller, and a photo with a clear rim is kept as a photo. */
const CLEAR_LIMIT = 2 * 1024 * 1024

/** What `drawAnew` has found whole, once more as PNG. */
async function drawClear(path: string, { longerSide }: Drawn): Promise<Buffer | null> {
  const { default: sharp } = await import('sharp')
  const picture = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
  if (!(await picture.metadata()).hasAlpha) return null
  const png = await picture
    .autoOrient()
    .resize({ width: longerSide, height: longerSide, fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 9 })
    .timeout({ seconds: PATIENCE_S })
    .toBuffer()
  return png.length > CLEAR_LIMIT || (await sharp(png).stats()).isOpaque ? null : png
}

async function drawAnew(path: string, kind: FileKind, { longerSide, quality }: Drawn): Promise<Buffer> {
  // Loaded when the first photo comes: most processes never see one.
  const { default: sharp } = await import('sharp')
  // One core a picture: the others serve pages. Nothing is kept between pictures.
  sharp.concurrency(1)
  sharp.cache(false)
  try {
    const picture = sharp(path, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' })
    if ((await picture.metadata()).format !== kind) throw new Error('another kind than its first bytes say')
    // Metadata is left out unless one asks for it (sharp: keepMetadata).
    return await picture
      .autoOrient()
      .resize({ width: longerSide, height: longerSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality })
      .timeout({ seconds: PATIENCE_S })
      .toBuffer()
  } catch (cause) {
    throw new Refusal('badInput', { reason: 'files_picture_broken', cause })
  }
}
