import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cleanPicture } from './cleanPicture.ts'

async function* inParts(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 50_000) yield bytes.subarray(from, from + 50_000)
}
const clean = (bytes: Buffer, limit?: number) => cleanPicture(inParts(bytes), limit)

/** A photo as a phone makes it: lying on its side, with the place, the time, the phone and an XMP note in it. */
const photo = (width = 400, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#3a6' } })
    .withExif({
      IFD0: { Make: 'MadeUpPhone', Software: 'secret-software' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 54/1 44/1', GPSLongitude: '75/1 47/1 14/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:note>hidden-note</rdf:note></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

// A temporary folder of its own: in the machine's, others come and go.
const folder = mkdtempSync(join(tmpdir(), 'karyakarta-picture-'))
beforeAll(() => void vi.stubEnv('TMPDIR', folder))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe('a photo', () => {
  it('loses place, time, phone and notes, and stands upright', async () => {
    const taken = await photo()
    const before = await sharp(taken).metadata()
    expect(before.exif).toBeDefined()
    expect(taken.includes('MadeUpPhone')).toBe(true)

    const { jpeg } = await clean(taken)
    const after = await sharp(jpeg).metadata()
    expect([after.exif, after.xmp, after.iptc, after.icc, after.orientation]).toEqual(
      Array(5).fill(undefined),
    )
    for (const trace of ['Exif', 'MadeUpPhone', 'secret-software', 'hidden-note', 'GPS', 'http://'])
      expect(jpeg.includes(trace), trace).toBe(false)
    expect([after.width, after.height, after.format]).toEqual([300, 400, 'jpeg'])
  })

  it('loses what hangs behind it: a page, a program, a second file', async () => {
    const taken = Buffer.concat([await photo(), Buffer.from('<script>alert(1)</script>PK\x03\x04')])
    const { jpeg } = await clean(taken)
    expect(jpeg.includes('<script>')).toBe(false)
    expect(jpeg.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
  })

  it('comes out small, however large the camera, and the same each time it is sent', async () => {
    const noise = Buffer.alloc(3000 * 4000 * 3, 7)
    const taken = await sharp(noise, { raw: { width: 3000, height: 4000, channels: 3 } })
      .jpeg()
      .toBuffer()
    const [first, second] = [await clean(taken), await clean(taken)]
    expect(second).toEqual(first)
    const { width, height } = await sharp(first.jpeg).metadata()
    expect([width, height]).toEqual([1200, 1600])
  })

  it.each(['png', 'webp'] as const)('may be a %s with holes in it, and becomes a JPEG', async (kind) => {
    const drawn = sharp({
      create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
    const { jpeg } = await clean(await drawn.toFormat(kind).toBuffer())
    expect((await sharp(jpeg).metadata()).format).toBe('jpeg')
  })

  const leftovers = () => readdirSync(tmpdir()).filter((name) => name.endsWith('.arriving'))
  it.each([
    ['a page', Buffer.from('<!doctype html><script>x</script>'), 'files_picture_needed'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'files_picture_needed'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'files_picture_needed'],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00'), 'files_picture_needed'],
    ['what only begins like a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'files_picture_broken'],
  ])('is not %s, and nothing is left lying', async (_what, bytes, reason) => {
    const before = leftovers()
    await expect(clean(bytes)).rejects.toMatchObject({ id: 'badInput', reason })
    expect(leftovers()).toEqual(before)
  })

  it('is refused when it is cut off, too long, or claims more pixels than any camera has', async () => {
    const taken = await photo(2000, 1500)
    await expect(clean(taken.subarray(0, taken.length / 2))).rejects.toMatchObject({
      reason: 'files_picture_broken',
    })
    await expect(clean(taken, 1_000)).rejects.toMatchObject({ id: 'tooLarge' })
    const bomb = await sharp({
      create: { width: 16_000, height: 12_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    await expect(clean(bomb)).rejects.toMatchObject({ reason: 'files_picture_broken' })
  })
})
