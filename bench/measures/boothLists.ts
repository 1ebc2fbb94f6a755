import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { systemActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor } from '#platform/context.ts'
import { applyRestructure } from '#modules/places/server/restructure/applyRestructure.ts'
import { beginRestructure } from '#modules/places/server/restructure/beginRestructure.ts'
import { undoRestructure } from '#modules/places/server/restructure/undoRestructure.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { viewUndo } from '#modules/places/server/restructure/viewUndo.ts'
import { arrived } from '#tests/builders/restructuring.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { benchPlatform } from '../benchPlatform.ts'
import { timedOnce } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'
import { standing } from './restructure.ts'

const SEATS = 200
const BOOTHS = 45_400
const EACH = BOOTHS / SEATS
/** New booths of each constituency: what the state has today beside the list of before. */
const NEW_EACH = 33
const PEOPLE = 50_000
/** Each constituency's first new booth; all of before that had this number or a higher one move up by one. */
const MOVED_FROM = 4

/** The official list of today: every booth of before under the number that it has now, each with both its names. */
function officialList(): string {
  const rows = Array.from({ length: SEATS }, (_, seat) => {
    const of = (number: number, en: string, hi: string) => `${seat + 1},${number},${en},${hi}`
    // Booth 0, which only a made-up tree has, is left out, and stays.
    const kept = Array.from({ length: EACH - 1 }, (_, nth) => {
      const n = nth + 1
      return of(n < MOVED_FROM ? n : n + 1, `Booth ${n}`, `बूथ ${n}`)
    })
    const added = Array.from({ length: NEW_EACH }, (_, n) =>
      of(n === 0 ? MOVED_FROM : EACH + n, `Hall ${n}`, `भवन ${n}`),
    )
    return [...kept, ...added]
  })
  return ['AC No,Booth No,Name,नाम', ...rows.flat()].join('\n')
}

const many = (n: number) => n.toLocaleString('en-IN')

/** What the tree is, as one word: two that are the same give the same. */
async function treeOf({ owner }: BenchDatabase): Promise<string> {
  const found = await sql<{ told: string }>`
    select md5(string_agg(concat_ws('/', id, parent_id, code, name_hi, name_en), ' ' order by id)) as told
    from places.place where ended_on is null`.execute(owner.db)
  return found.rows[0]!.told
}

export const boothLists: Measure = {
  title: 'A whole state’s list of booths',
  about: `An official list of ${many((EACH - 1 + NEW_EACH) * SEATS)} booths over the ${many(BOOTHS)} of before: in each constituency a new booth ${MOVED_FROM} and all behind it counted anew, ${NEW_EACH - 1} more at the end, and ${many(PEOPLE)} people who stand there. The whole verbs, embedded PostgreSQL 18 with the settings of \`npm start\`.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-'))
    const bench = await benchDatabase()
    try {
      await plantState(bench, BOOTHS)
      await plantPeople(bench, PEOPLE)
      const before = await treeOf(bench)
      const platform = benchPlatform(bench.serving.db, folder, { now: () => new Date() })
      const ctx = () => contextFor(platform, systemActor('bench'), 'hi')
      const received = await arrived(officialList())
      const order = { command: uuidv7(), fileName: 'booths.csv', date: '2026-01-01' }
      const [takenIn, { restructureId, list }] = await timedOnce(() =>
        beginRestructure(ctx(), order, received),
      )
      const [looked, { seen, whyNot, faults }] = await timedOnce(() => viewRestructure(ctx(), restructureId))
      if (whyNot) throw new Error(`would not be applied: ${whyNot} ${JSON.stringify(faults.slice(0, 3))}`)
      const [applied] = await timedOnce(() =>
        applyRestructure(ctx(), { command: uuidv7(), restructureId, seen }),
      )
      const after = await standing(bench)
      const [asked, undo] = await timedOnce(() => viewUndo(ctx(), restructureId))
      const [undone, { kept }] = await timedOnce(() =>
        undoRestructure(ctx(), { command: uuidv7(), restructureId, seen: undo.seen }),
      )
      const again = await standing(bench)
      const isAsBefore = (await treeOf(bench)) === before
      const lines: Line[] = [
        {
          what: `the file taken in: ${many(list!.same)} rows as the tree has them`,
          measured: milliseconds(takenIn),
          promised: '',
        },
        { what: 'looked at: the preview of all its effects', measured: milliseconds(looked), promised: '' },
        { what: 'applied, in one transaction', measured: milliseconds(applied), promised: '' },
        {
          what: 'people who stand at a place that stands, by the number of now: applied, taken back',
          measured: `${many(after.right)}, ${many(again.right)} of ${many(after.all)}`,
          promised: 'all',
          holds: after.right === after.all && again.right === after.all,
        },
        { what: 'looked at: what its undo takes back', measured: milliseconds(asked), promised: '' },
        {
          what: `taken back, in one transaction (kept: ${kept})`,
          measured: milliseconds(undone),
          promised: '',
        },
        {
          what: 'the tree afterwards',
          measured: isAsBefore ? 'as before' : 'another',
          promised: 'as before',
          holds: isAsBefore,
        },
      ]
      return lines
    } finally {
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
