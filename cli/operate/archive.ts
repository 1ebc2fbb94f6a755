import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { StartRefused } from '#platform/database/embedded/index.ts'

/** A name that ends in .tar is one file; any other is a folder. */
const isArchive = (target: string): boolean => target.endsWith('.tar')

/**
 * Lets a folder be filled and gives it its name only when that has succeeded: a backup that broke off never looks like one.
 * @throws StartRefused when something of that name is there already
 */
export async function writeWhole<T>(target: string, fill: (folder: string) => Promise<T>): Promise<T> {
  const place = resolve(target)
  if (existsSync(place)) throw alreadyThere(target)
  await mkdir(dirname(place), { recursive: true })
  // Names and sealed phones lie in it: only its owner may read it, whatever the shell's mask says.
  process.umask(0o077)
  const arriving = await mkdtemp(`${place}.arriving-`)
  try {
    const answer = await fill(arriving)
    if (!isArchive(place)) await rename(arriving, place)
    else {
      await tar(['-C', arriving, '-cf', `${place}.arriving`, '.'])
      await rename(`${place}.arriving`, place)
    }
    return answer
  } finally {
    await rm(arriving, { recursive: true, force: true })
    await rm(`${place}.arriving`, { force: true })
  }
}

/** Reads a folder, or an archive unpacked beside it for as long as that takes. */
export async function readWhole<T>(target: string, read: (folder: string) => Promise<T>): Promise<T> {
  const place = resolve(target)
  if (!statSync(place, { throwIfNoEntry: false })?.isFile()) return read(place)
  const unpacked = await mkdtemp(join(dirname(place), '.karyakarta-restore-'))
  try {
    await tar(['-C', unpacked, '-xf', place, '--no-same-owner'])
    return await read(unpacked)
  } finally {
    await rm(unpacked, { recursive: true, force: true })
  }
}

/** Debian's tar is everywhere; it writes and reads without holding anything in memory. */
async function tar(words: readonly string[]): Promise<void> {
  const child = spawn('tar', words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  let said = ''
  child.stderr.on('data', (part) => (said += String(part)))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw archiveFailed(said.trim().split('\n')[0] ?? '')
}

const archiveFailed = (said: string) =>
  new StartRefused(
    'archive_failed',
    {},
    {
      en: `The archive could not be written or read: ${said}`,
      hi: `संग्रह फ़ाइल लिखी या पढ़ी नहीं जा सकी: ${said}`,
    },
  )

const alreadyThere = (target: string) =>
  new StartRefused(
    'already_there',
    { target },
    {
      en: `${target} is there already; nothing was overwritten. Give another name.`,
      hi: `${target} पहले से है; कुछ बदला नहीं गया। दूसरा नाम दें।`,
    },
  )
