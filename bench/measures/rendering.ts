import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import {
  ampStory,
  CANVASES,
  compose,
  filmPlan,
  LANGUAGES,
  messageText,
  plainPage,
  scenesOf,
  toAss,
  toSvg,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { drawCarousel } from '#platform/rendering/carousel.ts'
import { findFfmpeg } from '#platform/rendering/film/ffmpeg.ts'
import { ENCODED, renderFilm } from '#platform/rendering/film/renderFilm.ts'
import { fontFolder } from '#platform/rendering/fonts.ts'
import { letters } from '#platform/rendering/letters.ts'
import { openEasel, SHARED_BYTES } from '#platform/rendering/picture.ts'
import { sampleMedia, SAMPLE_KIT, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import { percentile, timed } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

/** The issue's figures. */
const PROMISED = { pictureMs: 85, pictureRatio: 1.5, piecesMs: 3000, filmRatio: 1.3, memoryMb: 800 } as const

/** Hills at dusk with some grain, made up: about as hard to encode as a photo. */
async function photo(): Promise<Buffer> {
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

const drawings = (document: SceneDocument) =>
  scenesOf(document).map((scene) =>
    compose(scene, {
      document,
      kit: SAMPLE_KIT,
      canvas: 'story',
      language: 'hi',
      letters: letters(),
      position: null,
    }),
  )

/** A picture of each scene from document to bytes, against sharp alone on the same SVG at the same quality. */
async function pictures(source: Buffer): Promise<readonly Line[]> {
  const easel = openEasel(async () => source)
  const lines: Line[] = []
  for (const [what, document] of [
    ['words', samplePiece('scheme')],
    ['words and a photo', withMedia(samplePiece('scheme'), sampleMedia())],
  ] as const)
    for (const encoding of ['jpeg', 'webp'] as const) {
      let at = 0
      const ours = await timed(60, async () => {
        const scenes = scenesOf(document)
        const scene = scenes[at++ % scenes.length]!
        const drawing = compose(scene, {
          document,
          kit: SAMPLE_KIT,
          canvas: 'story',
          language: 'hi',
          letters: letters(),
          position: null,
        })
        return easel.picture(drawing, { encoding })
      })
      const svgs = drawings(document).map((drawing) => Buffer.from(toSvg(drawing)))
      at = 0
      const bare = await timed(60, () => {
        const picture = sharp(svgs[at++ % svgs.length]!).removeAlpha()
        return encoding === 'jpeg'
          ? picture.jpeg({ quality: 84, chromaSubsampling: '4:4:4' }).toBuffer()
          : picture.webp({ quality: 84, effort: 1 }).toBuffer()
      })
      const [mine, theirs] = [percentile(ours, 0.5), percentile(bare, 0.5)]
      // A photo is no part of the SVG: its line has nothing to be compared with.
      const isSame = document.scenes['scene-1']!.media === null
      lines.push({
        what: `picture 1080 × 1920, ${what}, ${encoding}: median of 60, one after the other`,
        measured: `${milliseconds(mine)} (p95 ${milliseconds(percentile(ours, 0.95))})${isSame ? `, ${(mine / theirs).toFixed(2)} of bare sharp's ${milliseconds(theirs)}` : ''}`,
        promised: `≤ ${PROMISED.pictureMs} ms${isSame ? `, ≤ ${PROMISED.pictureRatio}` : ''}`,
        holds: mine <= PROMISED.pictureMs && (!isSame || mine / theirs <= PROMISED.pictureRatio),
      })
    }
  return lines
}

/** What a release needs without a film: upright and square pictures, web story, page and message, in both languages. */
async function renditions(source: Buffer): Promise<readonly Line[]> {
  const document = withMedia(samplePiece('scheme'), sampleMedia())
  let heaviest = 0
  const samples = await timed(
    5,
    async () => {
      const easel = openEasel(async () => source)
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
        const [poster] = scenesOf(document)
        await easel.picture(compose(poster!, { ...around, canvas: 'poster', position: null }), {
          encoding: 'jpeg',
        })
        const address = 'https://house.example/s/1'
        const order = {
          ...around,
          addresses: {
            canonical: address,
            amp: address,
            other: address,
            media: () => address,
            poster: address,
            logo: address,
          },
          publishedAt: '2026-11-26T10:00:00+05:30',
        }
        ampStory(order)
        plainPage(order)
        messageText(document, SAMPLE_KIT, language)
      }
    },
    1,
  )
  const middle = percentile(samples, 0.5)
  return [
    {
      what: '9:16 and 1:1 pictures, web story with page and poster, message × 2 languages of a six-scene piece with photos (24 pictures and 2 posters)',
      measured: milliseconds(middle),
      promised: `≤ ${PROMISED.piecesMs} ms`,
      holds: middle <= PROMISED.piecesMs,
    },
    {
      what: 'the heaviest of those pictures',
      measured: `${(heaviest / 1000).toFixed(1)} kB`,
      promised: '≤ 150 kB',
      holds: heaviest <= SHARED_BYTES,
    },
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

/** Fifteen seconds from four stills, against ffmpeg alone with the same stills, subtitles and settings. */
async function film(source: Buffer): Promise<readonly Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-film-'))
  try {
    const lines: Line[] = []
    for (const [what, whole] of [
      ['words', samplePiece('tribute')],
      ['words over drifting photos', withMedia(samplePiece('tribute'), sampleMedia())],
    ] as const) {
      const scenes = Object.fromEntries(
        Object.entries(whole.scenes).map(([id, scene]) => [
          id,
          {
            ...scene,
            showMs: 3760,
            narration: {
              hi: { ...scene.narration.hi, words: scene.narration.hi.words.slice(0, 48) },
              en: scene.narration.en,
            },
          },
        ]),
      )
      const document = { ...whole, scenes }
      const plan = filmPlan(document, 'hi', 'story')
      const easel = openEasel(async () => source)
      const bareFolder = join(folder, what.replaceAll(' ', '-'))
      mkdirSync(bareFolder)
      const stills: string[] = []
      for (const [at, scene] of scenesOf(document).entries()) {
        const drawing = compose(scene, {
          document,
          kit: SAMPLE_KIT,
          canvas: 'story',
          language: 'hi',
          letters: letters(),
          position: null,
          isFilm: true,
        })
        const file = join(bareFolder, `${at}.png`)
        writeFileSync(file, await easel.still(drawing))
        stills.push('-loop', '1', '-framerate', '25', '-t', String(plan.scenes[at]!.ms / 1000), '-i', file)
      }
      writeFileSync(join(bareFolder, 's.ass'), toAss(plan, 'hi', CANVASES.story))
      const inputs = plan.scenes.map((_, at) => `[${at}:v]`).join('')
      const filter = `${inputs}concat=n=${plan.scenes.length}:v=1:a=0,ass=s.ass:fontsdir=${fontFolder()}:shaping=complex,format=yuv420p[v]`
      const bareRun = () =>
        promisify(execFile)(
          findFfmpeg(),
          [
            '-v',
            'error',
            '-y',
            ...stills,
            '-filter_complex',
            filter,
            '-map',
            '[v]',
            ...ENCODED.slice(0, ENCODED.indexOf('-c:a')),
            '-threads',
            '2',
            'bare.mp4',
          ],
          { cwd: bareFolder },
        )
      const output = join(folder, 'film.mp4')
      const order = {
        document,
        kit: SAMPLE_KIT,
        language: 'hi',
        canvas: 'story',
        letters: letters(),
        media: async () => source,
      } as const
      const [ours, bare]: [number[], number[]] = [[], []]
      // In turn, so that a slow moment of the machine meets both.
      for (let run = 0; run < 3; run++) {
        ours.push(...(await timed(1, () => renderFilm(order, output), 0)))
        bare.push(...(await timed(1, bareRun, 0)))
      }
      const [mine, theirs] = [percentile(ours, 0.5), percentile(bare, 0.5)]
      lines.push({
        what: `film of ${(plan.totalMs / 1000).toFixed(1)} s, 1080 × 1920, four scenes, ${what}, subtitles: median of 3`,
        measured: `${(mine / 1000).toFixed(1)} s, ${(mine / theirs).toFixed(2)} of bare ffmpeg's ${(theirs / 1000).toFixed(1)} s`,
        promised: `≤ ${PROMISED.filmRatio}`,
        holds: mine / theirs <= PROMISED.filmRatio,
      })
    }
    if (readdirSync(folder).some((name) => name.startsWith('.making-')))
      throw new Error('a film left something behind')
    return lines
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Pictures, renditions and films of made-up pieces. */
export const rendering: Measure = {
  title: 'Pictures and films',
  about: `Made-up pieces in Hindi (tests/builders/samplePiece.ts), from document to bytes: composed, shaped, drawn, encoded. Bare sharp: the same SVG, already made, at the same quality. Bare ffmpeg: the same stills, subtitles and encoder settings, no motion, no fades, no sound.`,
  async run() {
    const source = await photo()
    const stop = watchMemory()
    const lines = [...(await pictures(source)), ...(await renditions(source)), ...(await film(source))]
    const memory = stop()
    return [
      ...lines,
      {
        what: 'most memory at one moment: this process and its ffmpeg together',
        measured: `${memory.toFixed(0)} MB`,
        promised: `≤ ${PROMISED.memoryMb} MB`,
        holds: memory <= PROMISED.memoryMb,
      },
    ]
  },
}
