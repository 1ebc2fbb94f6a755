import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { Refusal } from '../../errors/catalogue.ts'
import { fontFolder } from '../fonts.ts'

/**
 * Where Debian's ffmpeg stands. Looked for at each use, so that an operator who installs it need not start anything again.
 * @param path folders to look in, as in PATH
 * @throws Refusal unavailable, which says what to install; pictures, stories and texts need none
 */
export function findFfmpeg(path = `${process.env['PATH'] ?? ''}${delimiter}/usr/bin`): string {
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue
    const file = join(folder, 'ffmpeg')
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not there: the next folder.
    }
  }
  throw new Refusal('unavailable', { reason: 'rendering_film_missing' })
}

/** Beside every output: no dates, no versions, one thread count, so that the same input gives the same bytes on every machine. */
export const SAME_BYTES = [
  '-map_metadata',
  '-1',
  '-fflags',
  '+bitexact',
  '-flags:v',
  '+bitexact',
  '-flags:a',
  '+bitexact',
  '-threads',
  '2',
] as const

export interface Run {
  /** A folder of its own; nothing is read or written outside but what the arguments name. */
  readonly folder: string
  readonly arguments: readonly string[]
  readonly signal?: AbortSignal | undefined
  /** Milliseconds of the output that are done. */
  readonly onProgress?: ((ms: number) => void) | undefined
}

/** A fontconfig that knows the house's fonts and no others: libass cannot take a font of the machine. */
async function fontSettings(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf')
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fontFolder()}</dir><cachedir>${folder}/fontcache</cachedir></fontconfig>`,
  )
  return file
}

/** Longer than the longest film takes on a slow machine; then something hangs. */
const PATIENCE_MS = 30 * 60_000
const MOST_SAID = 200_000

/**
 * Runs ffmpeg once.
 * @returns what it said (its log)
 * @throws Refusal badInput where it cannot read or make something; unavailable where it was killed or the disk is full; AbortError where the signal ended it
 */
export async function ffmpeg({ folder, arguments: words, signal, onProgress }: Run): Promise<string> {
  const settings = await fontSettings(folder)
  const args = [
    '-nostdin',
    '-hide_banner',
    '-loglevel',
    'info',
    '-nostats',
    '-progress',
    'pipe:1',
    '-y',
    ...words,
  ]
  const child = spawn(findFfmpeg(), args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Nothing of the house's surroundings: no proxy, no key, no home.
    env: { PATH: '/usr/bin:/bin', FONTCONFIG_FILE: settings, HOME: folder, LC_ALL: 'C.UTF-8' },
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    ...(signal ? { signal } : {}),
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => (said = (said + part).slice(-MOST_SAID)))
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    const done = [...part.matchAll(/out_time_us=(\d+)/g)].at(-1)?.[1]
    if (done !== undefined) onProgress?.(Number(done) / 1000)
  })
  const ended = await new Promise<{ status: number | null; by: NodeJS.Signals | null }>((resolve, reject) =>
    child.on('error', reject).on('close', (status, by) => resolve({ status, by })),
  )
  if (ended.status === 0) return said
  const cause = new Error(said.split('\n').slice(-12).join('\n'))
  // SIGXFSZ: the kernel lets no longer file be written (setrlimit(2)).
  if (ended.by === 'SIGXFSZ' || said.includes('No space left on device'))
    throw new Refusal('unavailable', { reason: 'rendering_disk_full', cause })
  // Killed (by hand, for want of memory, or because it hung): nobody's file is to blame.
  if (ended.status === null) throw new Refusal('unavailable', { reason: 'rendering_stopped', cause })
  throw new Refusal('badInput', { reason: 'rendering_clip_broken', cause })
}
