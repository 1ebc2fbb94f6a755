/** What an import asks of the database does not depend on what the database last learned of other lists. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { useImportStage } from '#tests/builders/importStage.ts'
import { uploadAndCheck } from '#tests/builders/importing.ts'
import { rowsRead } from '#tests/database/plansOf.ts'
import { markRepetitions } from './stagedRowStore.ts'
import { contestedRows, countWaiting, piecesOf, saveJudgements } from './writtenRowStore.ts'

const PEOPLE = 600
const stage = useImportStage()

/** A list of people, each behind a phone of her own. */
const check = (first: number) => {
  const rows = Array.from(
    { length: PEOPLE },
    (_, n) => `Person ${n},98${29_000_000 + first + n},1,${1 + (n % 3)}`,
  )
  return uploadAndCheck(stage.house, stage.house.as(stage.coordinator), {
    place: stage.network.tree.district(0),
    wing: 1,
    file: ['Name,Mobile,AC No,Booth No', ...rows].join('\n'),
  })
}

it('a second list, after the first was counted, looks at each of its rows a few times, not once for each other row', async () => {
  await check(0)
  await sql`analyze people.import_row`.execute(stage.house.owner.db)
  const importId = await check(PEOPLE)
  const ctx = stage.house.as(stage.coordinator)
  const read: Record<string, number> = {}
  read.repetitions = await rowsRead(ctx, (tx) => markRepetitions(tx, importId))
  const pieces = await ctx.transaction((tx) => piecesOf(tx, { importId, lane: undefined }, PEOPLE))
  expect(pieces).toHaveLength(1)
  const piece = pieces[0]!
  expect(await ctx.transaction((tx) => countWaiting(tx, piece))).toBe(PEOPLE)
  read.contested = await rowsRead(ctx, (tx) => contestedRows(tx, piece))
  const judged = Array.from({ length: PEOPLE }, (_, n) => ({ line: n + 2, outcome: 'new', reason: null, personId: null }) as const) // prettier-ignore
  read.judgements = await rowsRead(ctx, (tx) => saveJudgements(tx, importId, judged))
  for (const [what, rows] of Object.entries(read)) expect(rows, what).toBeLessThan(20 * PEOPLE)
})
