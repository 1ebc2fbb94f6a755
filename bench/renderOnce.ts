/**
 * What a worker makes for a release: all pictures, story, page and message of a six-scene piece in both languages, and films. Run by itself (bench/measures/rendering.ts does)
 * it makes them and prints the most memory that it and its ffmpeg had at one moment, in MB.
 */
import { readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import {
  ampStory,
  compose,
  LANGUAGES,
  messageText,
  plainPage,
  scenesOf,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { drawCarousel } from '#platform/rendering/carousel.ts'
import { renderFilm } from '#platform/rendering/film/renderFilm.ts'
import { letters } from '#platform/rendering/letters.ts'
import { openEasel, SHARED_BYTES } from '#platform/rendering/picture.ts'
import { sampleMedia, SAMPLE_KIT, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'

/** Hills at dusk with some grain, made up: about as hard to encode as a photo. */
export async function photo(): Promise<Buffer> {
  const hills = Array.from({ length: 7 }, (_, at) => {
    const ridge = Array.from(
      { length: 21 },
      (__, x) => `L${x * 80} ${420 + at * 100 - 60 * Math.sin((x * 80) / (130 + at * 37) + at * 2)}`,
    ).join('')
    return `<path d="M0 ${420 + at * 100}${ridge}V1200H0z" fill="hsl(${28 + at * 6} 55% ${66 - at * 8}%)"/>`
  })
  const land = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200"><rect width="1600" height="1200" fill="#f6d59a"/>${hills.join('')}</svg>`
  const grain = await sharp({
    create: {
      width: 1600,
      height: 1200,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 10 },
    },
  })
    .png()
    .toBuffer()
  return sharp(Buffer.from(land))
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** Pictures, story, page, message in both languages. @returns bytes of the heaviest picture */
export async function renderPieces(source: Buffer): Promise<number> {
  const document = withMedia(samplePiece('scheme'), sampleMedia())
  const easel = openEasel(async () => source)
  let heaviest = 0
  for (const language of LANGUAGES) {
    const around = {
      document,
      kit: SAMPLE_KIT,
      language,
      letters: letters(),
      easel,
      encoding: 'jpeg',
      most: SHARED_BYTES,
    } as const
    for (const canvas of ['story', 'square'] as const)
      for (const { bytes } of await drawCarousel({ ...around, canvas }))
        heaviest = Math.max(heaviest, bytes.length)
    const [first] = scenesOf(document)
    await easel.picture(compose(first!, { ...around, canvas: 'poster', position: null }), {
      encoding: 'jpeg',
    })
    const address = 'https://house.example/s/1'
    const addresses = {
      canonical: address,
      amp: address,
      other: address,
      media: () => address,
      poster: address,
      logo: address,
    }
    const order = { ...around, addresses, publishedAt: '2026-11-26T10:00:00+05:30' }
    ampStory(order)
    plainPage(order)
    messageText(document, SAMPLE_KIT, language)
  }
  return heaviest
}

/** Four scenes of fifteen seconds together: words alone, and words over photos. */
export function filmPieces(): readonly (readonly [string, SceneDocument])[] {
  const brief = (whole: SceneDocument): SceneDocument => {
    const scenes = Object.entries(whole.scenes).map(([id, scene]) => {
      const hi = { ...scene.narration.hi, words: scene.narration.hi.words.slice(0, 48) }
      return [id, { ...scene, showMs: 3760, narration: { ...scene.narration, hi } }]
    })
    return { ...whole, scenes: Object.fromEntries(scenes) }
  }
  const piece = brief(samplePiece('tribute'))
  return [
    ['words', piece],
    ['words over drifting photos', withMedia(piece, sampleMedia())],
  ]
}

/** The most memory that this process and its ffmpeg had at one moment, in MB, asked of the kernel twenty times a second. */
function watchMemory(): () => number {
  let most = 0
  const residentMb = (pid: string) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  const timer = setInterval(() => {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
      .trim()
      .split(' ')
    try {
      most = Math.max(
        most,
        [String(process.pid), ...children.filter((pid) => pid !== '')].reduce(
          (sum, pid) => sum + residentMb(pid),
          0,
        ),
      )
    } catch {
      // One has just ended.
    }
  }, 50)
  return () => {
    clearInterval(timer)
    return most
  }
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'render-once-'))
  try {
    const stop = watchMemory()
    const source = await photo()
    for (let time = 0; time < 3; time++) await renderPieces(source)
    for (const [, document] of filmPieces())
      await renderFilm(
        {
          document,
          kit: SAMPLE_KIT,
          language: 'hi',
          canvas: 'story',
          letters: letters(),
          media: async () => source,
        },
        join(folder, 'film.mp4'),
      )
    console.log(stop().toFixed(0))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
