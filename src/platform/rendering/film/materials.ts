import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../errors/catalogue.ts'
import { HEAD_BYTES, sniff, TAIL_BYTES, type FileKind } from '../../files/fileKind.ts'
import type { MediaSource } from '../picture.ts'

/** What plays, and the one reader that ffmpeg may use for it: no playlist, which could name other files or addresses, is ever opened. */
const READERS: Partial<Record<FileKind, string>> = { mp4: 'mov', mp3: 'mp3', ogg: 'ogg' }

/** Lays a kept clip or voice beside the film. @returns ffmpeg's words to read it, up to `-i FILE` */
export async function layDown(file: string, media: MediaSource, folder: string): Promise<readonly string[]> {
  const bytes = Buffer.from(await media(file))
  const kind = sniff(bytes.subarray(0, HEAD_BYTES), bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)))
  const reader = kind && READERS[kind]
  if (!reader) throw new Refusal('badInput', { reason: 'rendering_clip_broken' })
  const path = join(folder, file)
  await writeFile(path, bytes)
  return ['-protocol_whitelist', 'file', '-f', reader, '-i', path]
}

/** Seconds as ffmpeg reads them. @example seconds(1040) // '1.040' */
export const seconds = (ms: number): string => (ms / 1000).toFixed(3)
