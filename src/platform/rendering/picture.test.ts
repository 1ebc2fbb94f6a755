import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import {
  compose,
  declarationOf,
  findingsOf,
  LABEL_SHARE,
  scenesOf,
  xmpOf,
  type BrandKit,
  type CanvasName,
  type Letters,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { sampleMedia, SAMPLE_KIT, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import { fontOf, WEIGHTS } from './fonts.ts'
import { letters } from './letters.ts'
import { ENCODINGS, openEasel, SHARED_BYTES } from './picture.ts'
import { difference, greyOf, hardDrawing, refuseTofu } from './selfTest.ts'

const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
const drawingOf = (document: SceneDocument, canvas: CanvasName = 'story', at = 0) =>
  compose(scenesOf(document)[at]!, {
    document,
    kit: SAMPLE_KIT,
    canvas,
    language: 'hi',
    letters: letters(),
    position: null,
  })
const made = {
  synthetic: { kind: 'made', tool: 'A generator', what: { hi: 'चित्र', en: 'picture' } },
} as const

describe('a picture', () => {
  it.each(ENCODINGS)('as %s has the same bytes for the same input', async (encoding) => {
    const photo = await noise(500, 400).jpeg().toBuffer()
    const draw = () =>
      openEasel(async () => photo).picture(drawingOf(withMedia(samplePiece('idea'), sampleMedia())), {
        encoding,
      })
    const [one, other] = await Promise.all([draw(), draw()])
    expect(one.equals(other)).toBe(true)
    expect(await sharp(one).metadata()).toMatchObject({ format: encoding, width: 1080, height: 1920 })
  })

  it.each(['jpeg', 'webp'] as const)(
    'for sharing stays within 150 kB even with the grainiest photo, as %s',
    async (encoding) => {
      const photo = await noise(1200, 1600).jpeg({ quality: 90 }).toBuffer()
      const bytes = await openEasel(async () => photo).picture(
        drawingOf(withMedia(samplePiece('idea'), sampleMedia())),
        { encoding, most: SHARED_BYTES },
      )
      expect(bytes.length).toBeLessThanOrEqual(SHARED_BYTES)
    },
  )

  it('of machine-made media carries the label over at least a tenth of its area, at the top, on every canvas and every scene', async () => {
    const piece = withMedia(samplePiece('idea'), sampleMedia(made))
    const photo = await noise(300, 300).jpeg().toBuffer()
    for (const canvas of ['square', 'portrait', 'story', 'wide'] as const)
      for (const at of [0, 1]) {
        const bytes = await openEasel(async () => photo).picture(drawingOf(piece, canvas, at), {
          encoding: 'jpeg',
        })
        const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
        const rows = Array.from({ length: info.height }, (_, row) =>
          data.subarray(row * info.width * info.channels, row * info.width * info.channels + 3),
        )
        const labelled = rows.findIndex((pixel) => !(pixel[0]! > 235 && pixel[1]! > 190 && pixel[2]! < 70))
        expect(labelled / info.height).toBeGreaterThanOrEqual(LABEL_SHARE)
      }
  })

  it('of machine-made media says for good what it is and who answers for it; others say nothing', async () => {
    const piece = withMedia(samplePiece('idea'), sampleMedia(made))
    const photo = await noise(300, 300).jpeg().toBuffer()
    const xmp = xmpOf(declarationOf(piece, { ...SAMPLE_KIT, entity: { hi: 'न्यास <"&\'>', en: '' } }, 'hi')!)
    for (const encoding of ENCODINGS) {
      const kept = (
        await sharp(
          await openEasel(async () => photo).picture(drawingOf(piece), { encoding, xmp }),
        ).metadata()
      ).xmpAsString
      expect(kept).toContain('trainedAlgorithmicMedia')
      expect(kept).toContain('न्यास &lt;&quot;&amp;&#39;&gt;')
    }
    expect(declarationOf(samplePiece('idea'), SAMPLE_KIT, 'hi')).toBeNull()
  })

  it('keeps the focus of a photo and nothing that hung on it', async () => {
    const red = await sharp({ create: { width: 200, height: 800, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer()
    const photo = await sharp({ create: { width: 4000, height: 800, channels: 3, background: '#0000ff' } })
      .composite([{ input: red, left: 3500, top: 0 }])
      .withExif({ IFD3: { GPSLatitude: '26/1 55/1 0/1' } })
      .jpeg()
      .toBuffer()
    const piece = (x: number) => withMedia(samplePiece('idea'), sampleMedia({ focus: { x, y: 500 } }))
    const middle = async (x: number) => {
      const bytes = await openEasel(async () => photo).picture(drawingOf(piece(x)), { encoding: 'jpeg' })
      expect((await sharp(bytes).metadata()).exif).toBeUndefined()
      const [r, , b] = await sharp(bytes)
        .extract({ left: 540, top: 300, width: 1, height: 1 })
        .raw()
        .toBuffer()
      return r! > b! ? 'red' : 'blue'
    }
    expect(await middle(900)).toBe('red')
    expect(await middle(500)).toBe('blue')
  })

  it('is never drawn from what is no picture', async () => {
    const jpeg = await noise(300, 300).jpeg().toBuffer()
    const broken = [
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="9" height="9"/></svg>',
      ),
      Buffer.from('GIF89a not one'),
      jpeg.subarray(0, 900),
      Buffer.alloc(0),
      bomb(),
    ]
    for (const bytes of broken)
      await expect(
        openEasel(async () => bytes).picture(drawingOf(withMedia(samplePiece('idea'), sampleMedia())), {
          encoding: 'jpeg',
        }),
      ).rejects.toMatchObject({
        reason: 'files_picture_broken',
      })
    // A picture that is also something else is decoded, and only its pixels come along.
    const polyglot = Buffer.concat([jpeg, Buffer.from('<script>alert("polyglot")</script>')])
    const bytes = await openEasel(async () => polyglot).picture(
      drawingOf(withMedia(samplePiece('idea'), sampleMedia())),
      { encoding: 'jpeg' },
    )
    expect(bytes.includes('polyglot')).toBe(false)
  })
})

/** A PNG that claims forty thousand pixels each way and has none. */
function bomb(): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(40_000, 0)
  size.writeUInt32BE(40_000, 4)
  return Buffer.concat([head, size, Buffer.from('080200000000000000', 'hex')])
}

/** Letters as a shaper without rules would set them: each sign by itself. */
const unshaped: Letters = {
  word(text, weight) {
    let advance = 0
    const paths = [...text].flatMap((sign) => {
      const one = letters().word(sign, weight)
      const moved = one.paths.map((path) => ({ ...path, x: path.x + advance }))
      advance += one.advance
      return moved
    })
    return { advance, paths, faults: [] }
  },
}

describe('a look', () => {
  it('has its letters in one of two faces; one that says nothing of them keeps the name it had', () => {
    const drawn = (kit: BrandKit) =>
      JSON.stringify(compose(scenesOf(samplePiece())[0]!, { document: samplePiece(), kit, canvas: 'story', language: 'hi', letters: letters(), position: null })) // prettier-ignore
    const serif = { ...SAMPLE_KIT, letters: 'serif' } as const
    expect(drawn(serif)).not.toBe(drawn(SAMPLE_KIT))
    expect(drawn({ ...SAMPLE_KIT, letters: 'sans' })).toBe(drawn(SAMPLE_KIT))
    expect(findingsOf(samplePiece(), serif, letters())).toEqual([])
  })
})

describe('hard Hindi', () => {
  /** Another machine's rounding moves some edge pixels; one broken conjunct moves ten times as many. */
  const TOLERANCE = 0.002
  const golden = (weight: string) =>
    sharp(readFileSync(new URL(`goldens/hard-${weight}.png`, import.meta.url)))
      .greyscale()
      .raw()
      .toBuffer()

  it.each(WEIGHTS)('looks as it looked when a person read it, in %s', async (weight) => {
    const { pixels } = await greyOf(hardDrawing(weight))
    expect(difference(pixels, await golden(weight))).toBeLessThan(TOLERANCE)
  })

  it('is noticed when it is shaped wrongly, in another weight, or one conjunct is broken', async () => {
    const wrong = [
      hardDrawing('Regular', unshaped),
      hardDrawing('Bold'),
      hardDrawing('Regular', {
        word: (text, weight) => (text === 'ज्ञान' ? unshaped : letters()).word(text, weight),
      }),
    ]
    for (const drawing of wrong)
      expect(difference((await greyOf(drawing)).pixels, await golden('Regular'))).toBeGreaterThan(TOLERANCE)
  })

  it('is refused at the start of a process whose letters would come out wrong', async () => {
    await expect(refuseTofu()).resolves.toBeUndefined()
    // A font that lies: another file under its name.
    const lying: typeof fontOf = (script) => ({
      ...fontOf(script, 'Bold'),
      file: fontOf(script, 'Regular').file,
    })
    await expect(refuseTofu(letters(), lying)).rejects.toThrow(
      'is not the font that this version was made with',
    )
    await expect(refuseTofu(unshaped)).rejects.toThrow('conjuncts are not joined')
    const tofu: Letters = {
      word: (text, weight) => ({
        ...letters().word(text, weight),
        faults: text === 'ज्ञान' ? ['missingGlyph'] : [],
      }),
    }
    await expect(refuseTofu(tofu)).rejects.toThrow('"ज्ञान" cannot be drawn: missingGlyph')
    const nothing: Letters = { word: (text, weight) => ({ ...letters().word(text, weight), paths: [] }) }
    await expect(refuseTofu(nothing)).rejects.toThrow('letters are not drawn')
  })
})
