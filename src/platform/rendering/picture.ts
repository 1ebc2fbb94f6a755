import type { Sharp } from 'sharp'
import { toSvg, type Drawing, type PlacedPicture } from '#engines/scenes/index.ts'
import { Refusal } from '../errors/catalogue.ts'

/** Bytes of a kept file by its SHA-256. */
export type MediaSource = (file: string) => Promise<Uint8Array>

export const ENCODINGS = ['jpeg', 'webp', 'png'] as const
export type Encoding = (typeof ENCODINGS)[number]

export interface PictureOrder {
  readonly encoding: Encoding
  /** Bytes at most, kept by lowering the quality (jpeg, webp); undefined: no bound. */
  readonly most?: number
  /** An XMP packet that stays with the file. */
  readonly xmp?: string
}

/** What a phone loads before somebody shares it (figures of the studio's issue). */
export const SHARED_BYTES = 150_000
/** Pixels: the largest sensors in phones have 108 million. What claims more is a bomb. */
const MOST_PIXELS = 120_000_000
const PATIENCE_S = 20
/**
 * Tried in turn until a bound is kept. Full colour first: coloured letters fray at 4:2:0. At last the photo alone is softened (pixels of blur): letters stay
 * sharp while its grain, which costs the bytes, goes.
 */
const QUALITIES = [
  { quality: 84, chromaSubsampling: '4:4:4', soft: 0 },
  { quality: 76, chromaSubsampling: '4:2:0', soft: 0 },
  { quality: 64, chromaSubsampling: '4:2:0', soft: 0 },
  { quality: 50, chromaSubsampling: '4:2:0', soft: 0 },
  { quality: 64, chromaSubsampling: '4:2:0', soft: 1.2 },
  { quality: 50, chromaSubsampling: '4:2:0', soft: 3 },
] as const
const RASTER = new Set(['jpeg', 'png', 'webp'])

/**
 * One core a picture: the others serve pages. WebP is packed only when all of its pixels are there, so a second core that draws some of them spares a
 * seventh of the time; JPEG is packed line by line, and two cores wait for one another (`npm run bench -- rendering`).
 */
const CORES: Readonly<Record<Encoding, number>> = { jpeg: 1, png: 1, webp: 2 }

async function loadSharp() {
  const { default: sharp } = await import('sharp')
  // Nothing is kept between pictures.
  sharp.concurrency(1)
  sharp.cache(false)
  return sharp
}

/**
 * A kept picture cut for its place, its focus within, as bare pixels: whatever else the file carried ends here.
 * @throws Refusal badInput for what is no raster picture, only begins like one, or is larger than any camera's
 */
async function cut(bytes: Uint8Array, { box, fit, focus }: PlacedPicture): Promise<Pixels> {
  const sharp = await loadSharp()
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
    const { format, autoOrient } = await picture.metadata()
    if (!format || !RASTER.has(format)) throw new Error(`${format ?? 'nothing known'} is not drawn`)
    const size = { width: Math.round(box.width), height: Math.round(box.height) }
    const scale = Math.max(size.width / autoOrient.width, size.height / autoOrient.height)
    const width = Math.max(size.width, Math.round(autoOrient.width * scale))
    const height = Math.max(size.height, Math.round(autoOrient.height * scale))
    const from = (point: number, long: number, shown: number) =>
      Math.min(long - shown, Math.max(0, Math.round((point / 1000) * long - shown / 2)))
    const placed =
      fit === 'contain'
        ? picture
            .autoOrient()
            .resize({ ...size, fit, background: '#00000000' })
            .ensureAlpha()
        : picture
            .autoOrient()
            .resize({ width, height, fit: 'fill' })
            .extract({
              ...size,
              left: from(focus.x, width, size.width),
              top: from(focus.y, height, size.height),
            })
            .flatten({ background: '#ffffff' })
    return await pixelsOf(placed)
  } catch (cause) {
    throw new Refusal('badInput', { reason: 'files_picture_broken', cause })
  }
}

interface Pixels {
  readonly input: Buffer
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 }
}

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture
    .toColourspace('srgb')
    .raw()
    .timeout({ seconds: PATIENCE_S })
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return { input: data, raw: { width, height, channels } }
}

/** Draws pictures of one piece. A photo that several formats or both languages show at one size is cut once. */
export interface Easel {
  /** Encoded as ordered; the same drawing, media and order give the same bytes. @throws Refusal badInput for broken media */
  picture(drawing: Drawing, order: PictureOrder): Promise<Buffer>
  /** The whole as PNG, hardly compressed. */
  still(drawing: Drawing): Promise<Buffer>
  /** For a film: all but the photo, clear where the photo shows; and the photo alone, cut for the given place. PNG, hardly compressed. */
  over(drawing: Drawing): Promise<Buffer>
  photo(placed: PlacedPicture): Promise<Buffer>
}

/** Cut photos kept, up to six megabytes each. */
const MOST_CUTS = 8

export function openEasel(media: MediaSource): Easel {
  const cuts = new Map<string, Promise<Pixels>>()
  function cutOnce(placed: PlacedPicture): Promise<Pixels> {
    const name = JSON.stringify(placed)
    let made = cuts.get(name)
    if (!made) {
      if (cuts.size >= MOST_CUTS) cuts.delete(cuts.keys().next().value!)
      made = media(placed.file).then((bytes) => cut(bytes, placed))
      cuts.set(name, made)
    }
    return made
  }

  async function drawn(drawing: Drawing, soft = 0): Promise<Sharp> {
    const sharp = await loadSharp()
    const { photo, logo } = drawing
    const svg = Buffer.from(toSvg(drawing))
    const over = logo ? [{ ...(await cutOnce(logo)), left: logo.box.x, top: logo.box.y }] : []
    if (!photo) return sharp(svg).composite(over).removeAlpha()
    const whole = await cutOnce(photo)
    const bare = soft > 0 ? await pixelsOf(sharp(whole.input, { raw: whole.raw }).blur(soft)) : whole
    // Under the drawing, where it is clear: one pass over the pixels instead of two.
    const under = {
      ...bare,
      left: Math.round(photo.box.x),
      top: Math.round(photo.box.y),
      blend: 'dest-over',
    } as const
    return sharp(svg)
      .composite([under, ...over])
      .removeAlpha()
  }

  return {
    async over(drawing) {
      const sharp = await loadSharp()
      const { logo } = drawing
      const sign = logo ? [{ ...(await cutOnce(logo)), left: logo.box.x, top: logo.box.y }] : []
      return sharp(Buffer.from(toSvg(drawing)))
        .composite(sign)
        .png({ compressionLevel: 1 })
        .toBuffer()
    },
    async photo(placed) {
      const sharp = await loadSharp()
      const { input, raw } = await cutOnce(placed)
      return sharp(input, { raw }).png({ compressionLevel: 1 }).toBuffer()
    },
    async still(drawing) {
      return (await drawn(drawing)).png({ compressionLevel: 1 }).toBuffer()
    },
    async picture(drawing, { encoding, most, xmp }) {
      const sharp = await loadSharp()
      let bytes = Buffer.alloc(0)
      let pixels: (Pixels & { readonly soft: number }) | undefined
      for (const { quality, chromaSubsampling, soft } of QUALITIES) {
        // What a photo weighs can only be tried: its pixels are kept for the next quality.
        if (drawing.photo && most !== undefined && pixels?.soft !== soft)
          pixels = { ...(await pixelsOf(await drawn(drawing, soft))), soft }
        let picture = pixels ? sharp(pixels.input, { raw: pixels.raw }) : await drawn(drawing)
        if (xmp !== undefined) picture = picture.withXmp(xmp)
        if (encoding === 'png') picture = picture.png({ compressionLevel: 8 })
        // The least effort: a fifth of the time less for a fortieth more of weight.
        else if (encoding === 'webp') picture = picture.webp({ quality, effort: 0 })
        else picture = picture.jpeg({ quality, chromaSubsampling })
        sharp.concurrency(CORES[encoding])
        bytes = await picture.timeout({ seconds: PATIENCE_S }).toBuffer()
        if (most === undefined || bytes.length <= most || encoding === 'png') break
      }
      return bytes
    },
  }
}
