import { readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StartRefused } from '#platform/database/embedded/index.ts'

const KEY_FILE = /^[a-z]+\.\d+\.key$/
const keysSchema = z.record(
  z.string().regex(KEY_FILE),
  z.string().regex(/^[0-9a-f]{64}(\nfrom \d{4}-\d{2}-\d{2}(\nwithdrawn)?)?\s*$/),
)

/** Writes an edition's keys to one file that only its owner may read. It opens every phone in the backup: it never lies beside it. */
export async function writeKeysFile(keysFolder: string, target: string): Promise<void> {
  const names = readdirSync(keysFolder).filter((name) => KEY_FILE.test(name))
  const texts = await Promise.all(names.map((name) => readFile(join(keysFolder, name), 'utf8')))
  const keys = Object.fromEntries(names.map((name, index) => [name, texts[index]!.trim()]))
  await writeFile(target, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true })
}

/** Puts keys back where they are missing. @throws StartRefused when another key of that name is there */
export async function readKeysFile(source: string, keysFolder: string): Promise<void> {
  const keys = keysSchema.parse(JSON.parse(await readFile(source, 'utf8')))
  await mkdir(keysFolder, { recursive: true, mode: 0o700 })
  for (const [name, text] of Object.entries(keys)) {
    const path = join(keysFolder, name)
    const here = await readFile(path, 'utf8').catch(() => undefined)
    if (here === undefined)
      await writeFile(path, `${text.trim()}\n`, { mode: 0o600, flag: 'wx', flush: true })
    else if (here.trim() !== text.trim()) throw anotherKey(path)
  }
}

const anotherKey = (path: string) =>
  new StartRefused(
    'another_key',
    { path },
    {
      en: `${path} holds another key; it was not overwritten. Restore into an installation of its own, or move that folder away first.`,
      hi: `${path} में दूसरी कुंजी है; उसे बदला नहीं गया। अलग स्थापना में लाएँ, या पहले वह फ़ोल्डर हटाकर रखें।`,
    },
  )
