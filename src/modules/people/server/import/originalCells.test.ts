/** Whoever has to mend a row gets its own cells, whenever it turned out bad; of all others no cells are kept. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { useImportStage } from '#tests/builders/importStage.ts'
import { importList, uploadAndCheck } from '#tests/builders/importing.ts'
import { badRows } from './badRows.ts'
import { keepOriginals } from './originalCells.ts'
import { runImport } from './runImport.ts'
import { viewImport } from './viewImport.ts'
import { writePeople } from './writePeople.ts'

const stage = useImportStage()
const as = () => stage.house.as(stage.coordinator)
const give = (...rows: readonly string[]) => ({
  place: stage.network.tree.district(0),
  wing: 1,
  file: ['Name,Mobile,AC No,Booth No', ...rows].join('\n'),
})
const WORDS = {
  headings: ['', '', 'Line'],
  field: (field: string) => field,
  reason: (id: string) => id,
} as const
const badLines = async (importId: string) =>
  (await Array.fromAsync(await badRows(as(), importId, WORDS))).join('').trimEnd().split('\r\n').slice(1)
const keptCells = async (importId: string) =>
  (
    await sql<{ line: number; outcome: string }>`
      select line, outcome from people.import_row where import_id = ${importId} and original_sealed is not null order by line`.execute(
      stage.house.owner.db,
    )
  ).rows

it('a row that is repeated elsewhere keeps its cells though it was good when it was read', async () => {
  const importId = await uploadAndCheck(
    stage.house,
    as(),
    give('Kamla Ek,9829061001,1,1', 'Vimla Ek,9829061002,1,1', 'Kamla Ek,9829061001,1,2', 'Nobody,12,1,1'),
  )
  expect(await keptCells(importId)).toEqual([
    { line: 4, outcome: 'doubtful' },
    { line: 5, outcome: 'refused' },
  ])
  expect((await viewImport(as(), importId)).problems.map(({ line, cells }) => [line, ...cells])).toEqual([
    [4, 'Kamla Ek', '9829061001', '1', '2'],
    [5, 'Nobody', '12', '1', '1'],
  ])
})

it('rows that turn out bad at the second look are in the file of bad rows, after the list itself is forgotten', async () => {
  // More of them than are sealed together, with good ones between.
  const names = Array.from({ length: 2_200 }, (_, n) => `Sita Do,98291${10_000 + n},1,${1 + (n % 2)}`)
  const rows = names.flatMap((row, n) => (n % 10 === 0 ? [row, `Good Do,98292${10_000 + n},1,1`] : [row]))
  const importId = await uploadAndCheck(stage.house, as(), give(...rows))
  expect(await keptCells(importId)).toEqual([])
  // Somebody else brings them in and they are sent away before this list is run.
  await importList(stage.house, as(), give(...names))
  await sql`update people.person set state = 'declined' where name = 'Sita Do'`.execute(stage.house.owner.db)
  await runImport(as(), { command: uuidv7(), importId }, 'caller')
  await writePeople(stage.house.asSystem(), importId)

  const bad = await badLines(importId)
  expect(bad).toHaveLength(names.length)
  const lineOf = (row: string) => rows.indexOf(row) + 2
  expect(bad[0]).toBe(`people_import_r_aside,people_import_r_aside,${lineOf(names[0]!)},${names[0]}`)
  expect(bad.at(-1)).toBe(
    `people_import_r_aside,people_import_r_aside,${lineOf(names.at(-1)!)},${names.at(-1)}`,
  )
  expect((await sql`select from people.import_part where import_id = ${importId}`.execute(stage.house.owner.db)).rows).toEqual([]) // prettier-ignore
  // Done again, without the file, it takes nothing away.
  await keepOriginals(as(), { id: importId, kind: 'csv' })
  expect(await badLines(importId)).toEqual(bad)
}, 60_000)
