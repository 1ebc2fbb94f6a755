import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  compose,
  LABEL_SHARE,
  SPOKEN_SHARE,
  type Media,
  type Scene,
  type SceneDocument,
  toAss,
  type FilmPlan,
} from '#engines/scenes/index.ts'
import { sampleMedia, SAMPLE_KIT, samplePiece } from '#tests/builders/samplePiece.ts'
import { fontFolder } from '../fonts.ts'
import { letters } from '../letters.ts'
import { openEasel } from '../picture.ts'
import { ffmpeg, findFfmpeg } from './ffmpeg.ts'
import { refuseOtherFonts } from './fontCheck.ts'
import { renderFilm, type FilmOrder } from './renderFilm.ts'
import { renderVoiceNote } from './renderVoiceNote.ts'
import { wholeOrNothing } from './wholeOrNothing.ts'
import { withFrames } from './withFrames.ts'

// A film takes 3 s of two idle cores, many times that beside other work.
vi.setConfig({ testTimeout: 90_000 })

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'film-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [PHOTO, VOICE, CLIP] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string]
/** Makes sound or film for a test. */
function invented(name: string, ...words: readonly string[]): Buffer {
  const file = join(folder, name)
  execFileSync(findFfmpeg(), ['-v', 'error', '-y', ...words, file])
  return readFileSync(file)
}
const tone = (ms: number) =>
  invented('tone.mp3', '-f', 'lavfi', '-i', `sine=frequency=440:duration=${ms / 1000}`, '-b:a', '32k')
const red = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#c02020' } })
    .jpeg()
    .toBuffer()

/** One scene of a second, silent and with few words. */
function brief(fields: Partial<Scene> = {}, words = 'ज्ञान।'): SceneDocument {
  const base = samplePiece('answer')
  const said = { words, voice: null, cues: [] }
  return {
    ...base,
    scenes: {
      'scene-2': { ...base.scenes['scene-2']!, showMs: 1000, narration: { hi: said, en: said }, ...fields },
    },
  }
}
const voiced = (ms: number): Scene['narration'] => {
  const said = {
    words: 'पेंशन हर महीने।',
    voice: { file: VOICE, ms, synthetic: { kind: 'none' as const } },
    cues: [],
  }
  return { hi: said, en: said }
}
const made: Pick<Media, 'synthetic'> = {
  synthetic: { kind: 'made', tool: 'A generator', what: { hi: 'चित्र', en: 'picture' } },
}
const orderOf = (document: SceneDocument, files: Readonly<Record<string, Buffer>> = {}): FilmOrder => ({
  document,
  kit: SAMPLE_KIT,
  language: 'hi',
  canvas: 'story',
  letters: letters(),
  media: async (file) => files[file]!,
})
const probe = (file: string, ...words: readonly string[]): Buffer =>
  execFileSync(findFfmpeg(), ['-v', 'error', '-i', file, ...words, 'pipe:1'], { maxBuffer: 1 << 28 })
async function frameAt(file: string, ms: number) {
  const words = [
    '-v',
    'error',
    '-ss',
    String(ms / 1000),
    '-i',
    file,
    '-frames:v',
    '1',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    'pipe:1',
  ]
  const png = execFileSync(findFfmpeg(), words, { maxBuffer: 1 << 28 })
  return sharp(png).raw().toBuffer({ resolveWithObject: true })
}
/** Loudness of each tenth of a second. */
function loudness(file: string): readonly number[] {
  const samples = probe(file, '-vn', '-ac', '1', '-ar', '8000', '-f', 's16le')
  return Array.from({ length: Math.floor(samples.length / 1600) }, (_, part) => {
    let sum = 0
    for (let at = 0; at < 800; at++) sum += samples.readInt16LE(part * 1600 + at * 2) ** 2
    return Math.sqrt(sum / 800)
  })
}
const left = () => readdirSync(folder).filter((name) => name.startsWith('.making-'))

describe('a film', () => {
  it('has the same bytes for the same input, its subtitles in it, and tells its progress', async () => {
    const [one, other] = ['one.mp4', 'other.mp4'].map((name) => join(folder, name)) as [string, string]
    const shares: number[] = []
    const plan = await renderFilm({ ...orderOf(brief()), onProgress: (share) => shares.push(share) }, one)
    await renderFilm(orderOf(brief()), other)
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true)
    expect(plan.totalMs).toBe(1000)
    expect(shares.at(-1)).toBe(1)
    const { data, info } = await frameAt(one, 600)
    expect(info).toMatchObject({ width: 1080, height: 1920, channels: 3 })
    // The subtitle's dark box on the teal ground, where the composition keeps a place free: nothing else is so dark.
    const dark = Array.from({ length: 1920 }, (_, y) => y).filter((y) => data[(y * 1080 + 488) * 3 + 1]! < 60)
    expect(dark.length).toBeGreaterThan(50)
    expect(Math.min(...dark)).toBeGreaterThan(1450)
    expect(Math.max(...dark)).toBeLessThan(1690)
    expect(left()).toEqual([])
  })

  it('shows a subtitle of two lines in one box: no box lies upon what hangs below the line before', () => {
    const words = 'पुराने कुएँ की गाद निकाली,\nहृदय से शुद्ध पानी मिला'
    const plan = { scenes: [{ cues: [{ fromMs: 0, untilMs: 1000, words }] }] } as unknown as FilmPlan
    writeFileSync(join(folder, 'two.ass'), toAss(plan, 'hi', { width: 1080, height: 1920 }))
    const source = ['-f', 'lavfi', '-i', 'color=c=white:s=1080x1920:d=1']
    const drawn = ['-vf', `ass=${join(folder, 'two.ass')}:fontsdir=${fontFolder()}`, '-frames:v', '1']
    const grey = execFileSync(findFfmpeg(), ['-v', 'error', ...source, ...drawn, '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'], { maxBuffer: 1 << 28 })
    const rows = Array.from({ length: 1920 }, (_, y) => y).filter((y) => grey.subarray(y * 1080, (y + 1) * 1080).some((one) => one < 100))
    expect(rows.length).toBeGreaterThan(120)
    // Two boxes upon each other would be darker.
    expect(grey.reduce((least, one) => Math.min(least, one), 255)).toBeGreaterThan(45)
  }) // prettier-ignore

  it('of machine-made media is labelled over a tenth of every frame from the first, and in the first tenth of its sound', async () => {
    const file = join(folder, 'made.mp4')
    const document = brief({ media: sampleMedia({ ...made, file: PHOTO }), narration: voiced(800) })
    const plan = await renderFilm(orderOf(document, { [PHOTO]: await red(), [VOICE]: tone(800) }), file)
    for (const ms of [0, 40, plan.totalMs - 80]) {
      const { data, info } = await frameAt(file, ms)
      const isLabel = (y: number) =>
        data[y * 1080 * info.channels]! > 220 && data[y * 1080 * info.channels + 2]! < 90
      expect(Array.from({ length: Math.ceil(1920 * LABEL_SHARE) }, (_, y) => y).every(isLabel)).toBe(true)
    }
    expect(plan.labelMs / plan.totalMs).toBeGreaterThanOrEqual(SPOKEN_SHARE)
    const loud = loudness(file)
    // Something is said in the first second, the voice only after the label.
    expect(Math.max(...loud.slice(0, 10))).toBeGreaterThan(300)
    expect(Math.max(...loud.slice(plan.labelMs / 100 + 1, plan.labelMs / 100 + 8))).toBeGreaterThan(300)
    const said = readFileSync(file)
    expect(said.includes('trainedAlgorithmicMedia')).toBe(true)
    expect(said.includes('नमूना संगठन, जयपुर')).toBe(true)
  })

  it('killed while it is made leaves nothing, or the one that stood there before', async () => {
    const file = join(folder, 'killed.mp4')
    const long = orderOf(brief({ showMs: 40_000 }))
    const stopped = new AbortController()
    await expect(
      renderFilm({ ...long, signal: stopped.signal, onProgress: () => stopped.abort() }, file),
    ).rejects.toThrow()
    const killed = renderFilm(
      { ...long, onProgress: () => process.kill(childNamed('ffmpeg'), 'SIGKILL') },
      file,
    )
    await expect(killed).rejects.toMatchObject({ reason: 'rendering_stopped' })
    expect(existsSync(file)).toBe(false)
    expect(left()).toEqual([])
  })

  it('on a full disk says so and leaves nothing', async () => {
    const file = join(folder, 'full.mp4')
    // The kernel's own full disk.
    const written = wholeOrNothing(file, () => writeFile('/dev/full', 'x'))
    await expect(written).rejects.toMatchObject({ reason: 'rendering_disk_full' })
    const filmed = wholeOrNothing(file, async () => {
      await ffmpeg({
        folder,
        arguments: ['-f', 'lavfi', '-i', 'anullsrc', '-t', '2', '-f', 's16le', '/dev/full'],
      })
    })
    await expect(filmed).rejects.toMatchObject({ reason: 'rendering_disk_full' })
    // Half-way through a film the kernel lets no more of it be written.
    const cut = renderFilm(
      {
        ...orderOf(brief({ showMs: 20_000 })),
        onProgress: () => execFileSync('prlimit', ['--pid', String(childNamed('ffmpeg')), '--fsize=4096']),
      },
      file,
    )
    await expect(cut).rejects.toMatchObject({ reason: 'rendering_disk_full' })
    expect(existsSync(file)).toBe(false)
    expect(left()).toEqual([])
  })

  it('plays a clip of two hours only where it is shown, and is not fooled by what is no clip', async () => {
    const twoHours = invented(
      'long.mp4',
      '-f',
      'lavfi',
      '-i',
      'color=c=0x20c020:size=64x64:rate=1/60',
      '-t',
      '7200',
      '-pix_fmt',
      'yuv420p',
    )
    const clip = sampleMedia({ kind: 'clip', file: CLIP, part: { fromMs: 60_000, untilMs: 61_000 } })
    const document = brief({ media: clip })
    const file = join(folder, 'clip.mp4')
    expect((await renderFilm(orderOf(document, { [CLIP]: twoHours }), file)).totalMs).toBe(1000)
    const { data, info } = await frameAt(file, 700)
    const pixel = data.subarray((300 * 1080 + 540) * info.channels)
    expect(pixel[1]! - pixel[0]!).toBeGreaterThan(100)
    const playlist = Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')
    for (const bytes of [
      playlist,
      Buffer.concat([twoHours.subarray(0, 300), Buffer.alloc(200)]),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ])
      await expect(renderFilm(orderOf(document, { [CLIP]: bytes }), file)).rejects.toMatchObject({
        reason: 'rendering_clip_broken',
      })
    // Its pictures show a frame of it.
    const still = await openEasel(withFrames(document, async () => twoHours)).photo({
      file: CLIP,
      box: { x: 0, y: 0, width: 40, height: 40 },
      fit: 'cover',
      focus: { x: 500, y: 500 },
    })
    expect((await sharp(still).stats()).dominant.g).toBeGreaterThan(150)
  })

  it('is refused where a letter has no font of the house, or another font stepped in', async () => {
    const file = join(folder, 'emoji.mp4')
    await expect(renderFilm(orderOf(brief({}, 'पेंशन 😀')), file)).rejects.toMatchObject({
      reason: 'rendering_font',
    })
    expect(existsSync(file)).toBe(false)
    // Hindi says Latin words, figures and signs too: letters of both of the house's fonts in one line.
    await renderFilm(orderOf(brief({}, 'YouTube पर “PM योजना”: ₹500, 5% … \\N')), file)
    expect(existsSync(file)).toBe(true)
    expect(() =>
      refuseOtherFonts(
        '[x] fontselect: (Noto Sans Devanagari, 700, 0) -> NotoSansDevanagari-Bold, 0, NotoSansDevanagari-Bold',
      ),
    ).not.toThrow()
    expect(() =>
      refuseOtherFonts(
        '[x] fontselect: (Noto Sans Devanagri, 700, 0) -> DejaVuSans-Bold, 0, DejaVuSans-Bold',
      ),
    ).toThrow('rendering_font')
  })

  it('is refused when it is longer than its canvas allows', async () => {
    await expect(renderFilm(orderOf(brief({ showMs: 61_000 })), join(folder, 'x.mp4'))).rejects.toMatchObject(
      { reason: 'rendering_too_long' },
    )
  })
})

describe('a voice note', () => {
  it('has every voice, the label before them, a cover, and the same bytes for the same input', async () => {
    const document = brief({ media: sampleMedia({ ...made, file: PHOTO }), narration: voiced(2000) })
    const order = orderOf(document, { [PHOTO]: await red(), [VOICE]: tone(2000) })
    const [one, other] = ['one.m4a', 'other.m4a'].map((name) => join(folder, name)) as [string, string]
    const plan = await renderVoiceNote(order, one)
    await renderVoiceNote(order, other)
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true)
    expect(plan.labelMs / plan.totalMs).toBeGreaterThanOrEqual(SPOKEN_SHARE)
    expect(Math.max(...loudness(one).slice(0, 10))).toBeGreaterThan(300)
    expect((await sharp(probe(one, '-map', '0:v', '-c', 'copy', '-f', 'image2pipe')).metadata()).width).toBe(
      1080,
    )
    await expect(renderVoiceNote(orderOf(brief()), one)).rejects.toMatchObject({
      reason: 'rendering_voice_missing',
    })
  })
})

describe('without ffmpeg', () => {
  it('the refusal says what to install, and pictures are drawn all the same', async () => {
    expect(() => findFfmpeg('/nowhere')).toThrow('rendering_film_missing')
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    const document = brief()
    const drawing = compose(
      { ...document.scenes['scene-2']!, id: 'scene-2' },
      { document, kit: SAMPLE_KIT, canvas: 'square', language: 'hi', letters: letters(), position: null },
    )
    const bytes = await openEasel(async () => Buffer.alloc(0)).picture(drawing, { encoding: 'jpeg' })
    process.env['PATH'] = path
    expect((await sharp(bytes).metadata()).format).toBe('jpeg')
  })
})

it('ffmpeg is given nothing of the surroundings of the house', async () => {
  const report = join(folder, 'report.txt')
  // With this variable, any ffmpeg that inherits it writes the file.
  process.env['FFREPORT'] = `file=${report}`
  const words = ['-f', 'lavfi', '-i', 'anullsrc', '-t', '0.1', '-f', 'null', '-']
  execFileSync(findFfmpeg(), ['-v', 'error', ...words])
  expect(existsSync(report)).toBe(true)
  rmSync(report)
  await ffmpeg({ folder, arguments: words })
  delete process.env['FFREPORT']
  expect(existsSync(report)).toBe(false)
})

/** The process number of a child of this process. */
function childNamed(name: string): number {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')
  const child = children.find((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === name)
  return Number(child)
}
