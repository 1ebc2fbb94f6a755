import { createReadStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../errors/catalogue.ts'
import { FILE_KINDS, sniff, type FileKind } from '../../files/fileKind.ts'
import { sayStoreFault } from '../../files/storeFault.ts'
import { mp4Seconds } from '../../files/mp4Seconds.ts'
import type { Received } from '../../files/receive.ts'
import { turns } from '../../files/turns.ts'
import { workFolder } from '../../files/workFolder.ts'
import { ffmpeg, findFfmpeg, SAME_BYTES } from './ffmpeg.ts'
import { seconds } from './materials.ts'

/** A brought clip or voice after packing: the same picture and sound, and nothing else that hung on it. */
export interface Packed {
  readonly kind: 'clip' | 'voice'
  readonly path: string
  readonly fileKind: FileKind
  readonly mediaType: string
  readonly ms: number
  /** As it is shown, upright; null of a voice. */
  readonly size: { readonly width: number; readonly height: number } | null
  /** A clip's first frame as PNG. */
  readonly frame: Buffer | null
  discard(): Promise<void>
}

/** The one reader for each kind, and how it is packed again. */
const FORMATS = { mp4: ['mov', 'mp4'], mp3: ['mp3', 'mp3'], ogg: ['ogg', 'ogg'] } as const
/** What phones and browsers play without another program. */
const PLAYS = { video: new Set(['h264']), audio: new Set(['aac', 'mp3', 'opus', 'vorbis']) }
/** Packing copies; a clip of minutes takes seconds. */
const PATIENCE_MS = 120_000
/** Pixels of a clip's picture: 4K of the cinema, lying or upright. ffmpeg holds several at once: a clip of 200 kB that claims 8192 × 8192 took 1.1 GB. */
const MOST_PIXELS = 4096 * 2304
/** Pictures a second: phones film slow motion with 240. A thousand would hold the one place where films are made for half an hour. */
const MOST_A_SECOND = 240
const packing = turns(2)

const isPlayed = (kind: FileKind | undefined): kind is keyof typeof FORMATS =>
  kind === 'mp4' || kind === 'mp3' || kind === 'ogg'

/**
 * Packs a brought clip or voice anew: its streams are copied out of the file, so that place, phone, chapters, pictures, subtitles and whatever hangs behind the file
 * stay outside; its key frames are decoded once, so that a broken one is noticed here. How long it says it is decides before anything is decoded.
 * @param mostMs a longer one is refused
 * @throws Refusal badInput; unavailable without ffmpeg
 */
export async function packAnew(received: Received, mostMs: number): Promise<Packed> {
  const fileKind = sniff(received.head, received.tail)
  if (!isPlayed(fileKind)) throw new Refusal('badInput', { reason: 'files_played_needed' })
  if (fileKind === 'mp4') await refuseLong(received.path, mostMs)
  findFfmpeg()
  const folder = await workFolder('packing')
  const discard = () => rm(folder, { recursive: true, force: true })
  try {
    return { ...(await packing(() => pack(received.path, fileKind, folder, mostMs))), discard }
  } catch (thrown) {
    await discard()
    throw sayStoreFault(thrown)
  }
}

async function refuseLong(path: string, mostMs: number): Promise<void> {
  const length = await mp4Seconds(createReadStream(path))
  if (length === undefined) throw broken()
  if (length * 1000 > mostMs) throw new Refusal('badInput', { reason: 'files_played_long' })
}
const broken = (cause?: unknown) => new Refusal('badInput', { reason: 'files_played_broken', cause })

async function pack(path: string, fileKind: keyof typeof FORMATS, folder: string, mostMs: number) {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const [reader, writer] = FORMATS[fileKind]
  // Also what a header hides, and what grows in the middle: the decoder itself takes nothing larger.
  const read = ['-max_pixels', String(MOST_PIXELS), '-protocol_whitelist', 'file', '-f', reader, '-i']
  const run = (words: readonly string[], onProgress?: (ms: number) => void) =>
    ffmpeg({ folder, signal, arguments: words, ...(onProgress ? { onProgress } : {}) }).catch(
      (thrown: unknown) => {
        throw thrown instanceof Refusal && thrown.reason === 'rendering_clip_broken' ? broken(thrown) : thrown
      },
    )
  let ms = 0
  const said = await run(
    [
      ...[
        ...read,
        path,
        '-map',
        '0:V:0?',
        '-map',
        '0:a:0?',
        '-c',
        'copy',
        '-dn',
        '-sn',
        '-map_chapters',
        '-1',
      ],
      // A header may lie: what is longer than it says shows as one second too long.
      ...['-t', seconds(mostMs + 1000), ...SAME_BYTES, '-movflags', '+faststart', '-f', writer, 'packed'],
    ],
    (done) => (ms = Math.round(done)),
  )
  const { video, audio, size, aSecond } = streamsOf(said)
  if (video === undefined && audio === undefined) throw broken()
  if (size.width * size.height > MOST_PIXELS || aSecond > MOST_A_SECOND)
    throw new Refusal('badInput', { reason: 'files_played_wide' })
  if ((video && !PLAYS.video.has(video)) || (audio && !PLAYS.audio.has(audio)))
    throw new Refusal('badInput', { reason: 'files_played_codec' })
  if (fileKind === 'mp4') {
    await refuseLong(join(folder, 'packed'), mostMs)
    ms = Math.max(ms, Math.round((await mp4Seconds(createReadStream(join(folder, 'packed'))))! * 1000))
  }
  if (ms > mostMs) throw new Refusal('badInput', { reason: 'files_played_long' })
  if (ms <= 0) throw broken()
  await run(['-xerror', '-skip_frame', 'nokey', ...read, 'packed', '-f', 'null', '-'])
  const path2 = join(folder, 'packed')
  if (video === undefined)
    return { kind: 'voice' as const, path: path2, fileKind, mediaType: fileKind === 'mp4' ? 'audio/mp4' : FILE_KINDS[fileKind], ms, size: null, frame: null } // prettier-ignore
  if (fileKind !== 'mp4') throw broken()
  await run([...read, 'packed', '-frames:v', '1', '-c:v', 'png', '-f', 'image2', '-update', '1', 'frame.png'])
  const frame = await readFile(join(folder, 'frame.png'))
  return { kind: 'clip' as const, path: path2, fileKind, mediaType: FILE_KINDS.mp4, ms, size, frame }
}

/** What ffmpeg's log tells of the file that it read. */
function streamsOf(said: string) {
  const input = said.slice(0, said.indexOf('Output #0'))
  const [, video, width, height] =
    /Stream #0:\d+.*?: Video: (\w+)(?:(?!attached pic).)*?, (\d+)x(\d+)(?!.*attached pic)/.exec(input) ?? []
  const [, rate, thousands] = /Video: .*?, (\d+(?:\.\d+)?)(k?) fps/.exec(input) ?? []
  const aSecond = Number(rate ?? 0) * (thousands ? 1000 : 1)
  const [, audio] = /Stream #0:\d+.*?: Audio: (\w+)/.exec(input) ?? []
  const turned = /rotation of -?(?:90|270)\.00 degrees/.test(input)
  const size = { width: Number(turned ? height : width), height: Number(turned ? width : height) }
  return { video, audio, size, aSecond }
}
