import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import {
  CANVASES,
  compose,
  filmPlan,
  scenesOf,
  toAss,
  toSvg,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { findFfmpeg } from '#platform/rendering/film/ffmpeg.ts'
import { ENCODED, renderFilm } from '#platform/rendering/film/renderFilm.ts'
import { fontFolder } from '#platform/rendering/fonts.ts'
import { letters } from '#platform/rendering/letters.ts'
import { openEasel, SHARED_BYTES } from '#platform/rendering/picture.ts'
import { sampleMedia, SAMPLE_KIT, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import { filmPieces, photo, renderPieces } from '../renderOnce.ts'
import { percentile, timed } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

/** The issue's figures. */
const PROMISED = { pictureMs: 85, pictureRatio: 1.5, piecesMs: 3000, filmRatio: 1.3, memoryMb: 800 } as const

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
          : picture.webp({ quality: 84, effort: 0 }).toBuffer()
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

/** What a release needs without a film, in both languages. */
async function renditions(source: Buffer): Promise<readonly Line[]> {
  let heaviest = 0
  const samples = await timed(
    5,
    async () => {
      heaviest = Math.max(heaviest, await renderPieces(source))
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

/** Fifteen seconds from four stills, against ffmpeg alone with the same stills, subtitles and settings. */
async function film(source: Buffer): Promise<readonly Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-film-'))
  try {
    const lines: Line[] = []
    for (const [what, document] of filmPieces()) {
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
  about: `Made-up pieces in Hindi (tests/builders/samplePiece.ts), from document to bytes: composed, shaped, drawn, encoded. Bare sharp: the same SVG, already made, at the same quality. Bare ffmpeg: the same stills (each repeated for its seconds by -loop 1), subtitles and encoder settings, no motion, no fades, no sound.`,
  async run() {
    const source = await photo()
    const lines = [...(await pictures(source)), ...(await renditions(source)), ...(await film(source))]
    // In a process of its own, as a worker is one: what was measured above, and bare sharp, leave memory behind.
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, '../renderOnce.ts'),
    ])
    const memory = Number(stdout)
    return [
      ...lines,
      {
        what: 'a worker that makes all of those pictures three times and both films: most memory at one moment, its ffmpeg included',
        measured: `${memory.toFixed(0)} MB`,
        promised: `≤ ${PROMISED.memoryMb} MB`,
        holds: memory <= PROMISED.memoryMb,
      },
    ]
  },
}
