import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { createKeys } from '#platform/keys/keyRing.ts'
import { countOf, type Counts } from '#modules/people/domain/import/importRun.ts'
import { MEMORY } from '../../cli/start/editionProcess.ts'
import { benchDatabase, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { writeList } from '../listOfPeople.ts'
import type { Line, Measure } from '../report.ts'

const BOOTHS = 52_000
const BOOTHS_EACH = BOOTHS / 200
const PEOPLE = 52_000
const MANY = 500_000

/** With the bounds on V8's memory that an edition's own process has. */
const AS_SERVED = { execArgv: [...process.execArgv, ...MEMORY] }

interface Told {
  readonly seconds: number
  readonly megabytes: number
  readonly ended: { readonly state: string; readonly counts: Counts }
}

/** Imports a list in a process of its own. */
async function importList(bench: BenchDatabase, keys: string, path: string): Promise<Told> {
  const child = fork(
    'bench/importList.ts',
    [JSON.stringify({ url: bench.servingUrl, keys, path })],
    AS_SERVED,
  )
  const [told] = (await once(child, 'message')) as [Told]
  if (told.ended.state !== 'done') throw new Error(`the import ended as ${told.ended.state}`)
  return told
}

/** The same rows copied as they are into a table without any index, policy or check. @returns seconds */
async function bareCopy({ owner }: BenchDatabase, path: string): Promise<number> {
  await sql`create table if not exists public.bare (number text, name text, phone text, seat text, booth text); truncate public.bare`.execute(
    owner.db,
  )
  const client = await owner.pool.connect()
  try {
    const began = performance.now()
    await pipeline(createReadStream(path), client.query(copyFrom('copy public.bare from stdin (format csv, header)'))) // prettier-ignore
    return (performance.now() - began) / 1000
  } finally {
    client.release()
  }
}

const rate = (rows: number, seconds: number): string =>
  `${Math.round(rows / seconds).toLocaleString('en-IN')} rows/s`

export const importing: Measure = {
  title: 'Import of people',
  about: `A CSV list of made-up people in both scripts, brought in from end to end by \`importPeople\` (upload sealed, columns guessed, every row read, its
place, its phone and those whom it may mean looked up, staged, looked at once more and written under locks with audit), each in a process of its own with an edition's
bounds on memory, embedded PostgreSQL 18 with default settings, ${BOOTHS.toLocaleString('en-IN')} booths. Of a hundred rows two are bad, one is repeated and
fifteen have a number outside the mobile series. The bare COPY writes the same file
into a table without indexes, in the same run.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-list-'))
    const bench = await benchDatabase()
    try {
      const keys = join(folder, 'keys')
      createKeys(keys)
      await plantState(bench, BOOTHS)
      await sql`insert into people.wing (number, key, name_hi, name_en) values (0, 'main', 'मुख्य', 'Main') on conflict do nothing`.execute(
        bench.owner.db,
      )
      const [few, many] = [join(folder, 'few.csv'), join(folder, 'many.csv')]
      await writeList(few, PEOPLE, BOOTHS_EACH)
      await writeList(many, MANY, BOOTHS_EACH)
      const copied = await bareCopy(bench, few)
      const once_ = await importList(bench, keys, few)
      // As the database's own caretaker does some time later: what it then knows of one list must not slow the next.
      await sql`analyze people.import_row`.execute(bench.owner.db)
      const again = await importAgain(bench, keys, few)
      await sql`truncate people.import, people.person cascade`.execute(bench.owner.db)
      const large = await importList(bench, keys, many)
      const perSecond = PEOPLE / once_.seconds
      const lines: Line[] = [
        {
          what: `${PEOPLE.toLocaleString('en-IN')} people, end to end (${countOf(once_.ended.counts, 'new').toLocaleString('en-IN')} new, ${countOf(once_.ended.counts, 'refused').toLocaleString('en-IN')} refused)`,
          measured: `${once_.seconds.toFixed(1)} s, ${rate(PEOPLE, once_.seconds)}`,
          promised: '≥ 5,000 rows/s',
          holds: perSecond >= 5_000,
        },
        {
          what: 'a bare COPY of the same file',
          measured: `${copied.toFixed(2)} s, ${rate(PEOPLE, copied)}; the import takes ${(once_.seconds / copied).toFixed(0)} times as long`,
          promised: '',
        },
        {
          what: 'the same file again: nobody new',
          measured: `${again.seconds.toFixed(1)} s, ${rate(PEOPLE, again.seconds)}`,
          promised: '0 new',
          holds: countOf(again.ended.counts, 'new') === 0,
        },
        {
          what: `${MANY.toLocaleString('en-IN')} people: the most memory the process held`,
          measured: `${large.megabytes.toFixed(0)} MB (${large.seconds.toFixed(0)} s, ${rate(MANY, large.seconds)})`,
          promised: '< 300 MB',
          holds: large.megabytes < 300,
        },
        {
          what: `${PEOPLE.toLocaleString('en-IN')} people: the most memory the process held`,
          measured: `${once_.megabytes.toFixed(0)} MB`,
          promised: '',
        },
      ]
      return lines
    } finally {
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Once more: there is nothing to write, so it ends with its preview. */
async function importAgain(bench: BenchDatabase, keys: string, path: string): Promise<Told> {
  const child = fork(
    'bench/importList.ts',
    [JSON.stringify({ url: bench.servingUrl, keys, path })],
    AS_SERVED,
  )
  const [told] = (await once(child, 'message')) as [Told]
  return told
}
