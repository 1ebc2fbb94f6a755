import { mkdir, stat, statfs } from 'node:fs/promises'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openStore } from '#platform/files/openStore.ts'
import { unwell, well, type Check } from './check.ts'

const SKEW_MS = 5_000
const FREE_BYTES = 1_000_000_000
/** Trigrams of जयपुर as one word of five characters; a locale that breaks words at matras, or knows no Hindi letters, gives others. */
const WHOLE_WORD = 6
const OLDEST_POSTGRES = 150_000

const versions: Check = {
  id: 'versions',
  name: { en: 'Versions', hi: 'संस्करण' },
  async look({ platform }) {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      version: string
    }
    const { rows } = await sql<{ number: number; words: string }>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as words`.execute(
      platform.db,
    )
    const { number, words } = rows[0]!
    const seen = `karyakarta ${version}, node ${process.versions.node}, postgres ${words}`
    if (Number(process.versions.node.split('.')[0]) < 24)
      return unwell(
        seen,
        'Run it with the Node 24 that npm ci brings: npm run karyakarta …',
        'npm ci के साथ आए Node 24 से चलाएँ: npm run karyakarta …',
      )
    if (number < OLDEST_POSTGRES)
      return unwell(seen, 'PostgreSQL 15 or newer is needed.', 'PostgreSQL 15 या नया चाहिए।')
    return well(seen)
  },
}

const language: Check = {
  id: 'language',
  name: { en: 'The database knows Hindi', hi: 'डेटाबेस हिन्दी समझता है' },
  async look({ platform }) {
    const { rows } = await sql<{ encoding: string; trigrams: number; sorted: boolean }>`
      select pg_encoding_to_char(encoding) as encoding, coalesce(array_length(show_trgm('जयपुर'), 1), 0) as trigrams,
        exists (select from pg_collation where collname = 'hi-IN-x-icu') as sorted
      from pg_database where datname = current_database()`.execute(platform.db)
    const { encoding, trigrams, sorted } = rows[0]!
    const seen = `${encoding}, ${trigrams} trigrams of जयपुर${sorted ? '' : ', no Hindi sort order'}`
    return encoding === 'UTF8' && trigrams === WHOLE_WORD && sorted
      ? well(seen)
      : unwell(
          seen,
          'Make the database with encoding UTF8 and locale C.UTF-8 (docs/operations.md), then restore into it.',
          'डेटाबेस UTF8 और C.UTF-8 के साथ बनाएँ (docs/operations.md), फिर उसमें बैकअप लाएँ।',
        )
  },
}

const clock: Check = {
  id: 'clock',
  name: { en: 'Clocks agree', hi: 'घड़ियाँ मिलती हैं' },
  async look({ platform }) {
    const before = Date.now()
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(platform.db)
    const skew = Math.round(rows[0]!.now.getTime() - (before + Date.now()) / 2)
    return Math.abs(skew) <= SKEW_MS
      ? well(`${skew} ms apart`)
      : unwell(
          `${skew} ms apart`,
          'Let both machines keep time (systemd-timesyncd or chrony).',
          'दोनों मशीनों की घड़ी मिलाएँ (systemd-timesyncd या chrony)।',
        )
  },
}

const keys: Check = {
  id: 'keys',
  name: { en: 'Keys', hi: 'कुंजियाँ' },
  async look({ platform }) {
    const folder = platform.environment.KARYAKARTA_KEYS
    const names = readdirSync(folder).filter((name) => name.endsWith('.key'))
    const modes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mode & 0o077))
    const seen = `${names.length} in ${folder}`
    return modes.every((mode) => mode === 0)
      ? well(seen)
      : unwell(
          seen,
          `Others may read them: chmod 600 ${folder}/*.key`,
          `इन्हें दूसरे पढ़ सकते हैं: chmod 600 ${folder}/*.key`,
        )
  },
}

const files: Check = {
  id: 'files',
  name: { en: 'File store', hi: 'फ़ाइल भंडार' },
  async look({ platform }) {
    const store = await openStore(platform.environment)
    const where = platform.environment.S3_BUCKET ?? platform.environment.KARYAKARTA_FILES
    try {
      await store.probe()
    } catch (error) {
      return unwell(
        `${where}: ${(error as Error).message}`,
        'It must be writable by this user.',
        'इसमें यह उपयोगकर्ता लिख सके, ऐसा करें।',
      )
    }
    const { rows } = await sql<{ sha256: string }>`
      select encode(sha256, 'hex') as sha256 from platform.file order by stored_at desc limit 200`.execute(
      platform.db,
    )
    const held = await Promise.all(rows.map(({ sha256 }) => store.has(sha256)))
    const missing = held.filter((has) => !has).length
    const seen = `writable; of the newest ${rows.length} files ${missing} are missing`
    return missing === 0
      ? well(seen)
      : unwell(seen, 'Bring the missing files back from a backup.', 'छूटी फ़ाइलें बैकअप से लाएँ।')
  },
}

const disk: Check = {
  id: 'disk',
  name: { en: 'Disk', hi: 'डिस्क' },
  async look({ platform }) {
    const folder = platform.environment.KARYAKARTA_FILES
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(folder)
    const free = bavail * bsize
    const seen = `${(free / 1e9).toFixed(1)} GB free`
    return free >= FREE_BYTES
      ? well(seen)
      : unwell(seen, 'Make room: less than 1 GB is left.', 'जगह बनाएँ: 1 GB से कम बची है।')
  },
}

export const MACHINE: readonly Check[] = [versions, language, clock, keys, files, disk]
