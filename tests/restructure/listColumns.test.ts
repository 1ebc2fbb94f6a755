/** A list of booths whose columns were guessed wrong: what they hold is said in the page, and the list is read anew from the file that is kept. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { beginRestructure } from '#modules/places/server/restructure/beginRestructure.ts'
import { chooseListColumns } from '#modules/places/server/restructure/chooseListColumns.ts'
import { discardRestructure } from '#modules/places/server/restructure/discardRestructure.ts'
import { viewListColumns } from '#modules/places/server/restructure/viewListColumns.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import { applyAsSeen, arrived } from '#tests/builders/restructuring.ts'

const stage = useRestructureStage()

const { fresh } = stage
const send = async (...rows: readonly string[]) => {
  const received = await arrived(rows.join('\n'))
  const order = { command: uuidv7(), fileName: 'booths.csv', date: '2026-11-01' }
  const begun = await beginRestructure(await fresh(), order, received).finally(() => received.discard())
  return begun.restructureId
}
const choose = async (restructureId: string, ...fields: readonly (string | null)[]) =>
  chooseAgain(uuidv7(), restructureId, ...fields)
const chooseAgain = async (command: string, restructureId: string, ...fields: readonly (string | null)[]) =>
  chooseListColumns(await fresh(), { command, restructureId, headingsEnd: 1, fields: [...fields] as never, krutiDev: fields.map(() => false) }) // prettier-ignore
const refusal = async (work: Promise<unknown>) => {
  const thrown = await work.then(() => undefined, (error: unknown) => error) // prettier-ignore
  if (!isRefusal(thrown)) throw new Error(`expected a refusal, got ${String(thrown)}`)
  return thrown.reason ?? Object.values(thrown.fields)[0] ?? thrown.id
}
const namesPlanned = async (id: string) =>
  (await viewRestructure(await fresh(), id)).changes.map(({ became }) => became.nameEn)
const filesKept = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from places.restructure_file`.execute(stage.house.owner.db)).rows[0]!.n // prettier-ignore

describe('a list of booths', () => {
  it('whose name was taken from the wrong column is read anew from the right one, and its file goes when it is applied', async () => {
    const id = await send('AC No,Booth No,Booth Name,Hall', '1,81,Ramesh 9829012345,Town Hall', '1,82,Suresh 9829012346,Library') // prettier-ignore
    expect(await namesPlanned(id)).toEqual(['Ramesh 9829012345', 'Suresh 9829012346'])
    const seen = (await viewRestructure(await fresh(), id)).seen
    expect(await viewListColumns(await fresh(), id)).toMatchObject({
      headingsEnd: 1,
      columns: [
        { heading: 'AC No', field: 'constituency', examples: ['1', '1'] },
        { heading: 'Booth No', field: 'booth' },
        { heading: 'Booth Name', field: 'name' },
        { heading: 'Hall', field: null, examples: ['Town Hall', 'Library'] },
      ],
    })
    // Who looked before does not apply what stands there now.
    const command = uuidv7()
    await chooseAgain(command, id, 'constituency', 'booth', null, 'nameEn')
    expect(await namesPlanned(id)).toEqual(['Town Hall', 'Library'])
    expect((await viewRestructure(await fresh(), id)).seen).not.toBe(seen)
    expect((await viewListColumns(await fresh(), id))?.columns.map(({ field }) => field)).toEqual(['constituency', 'booth', null, 'nameEn']) // prettier-ignore
    expect(await filesKept()).toBe(1)
    await applyAsSeen(await fresh(), id)
    expect(await filesKept()).toBe(0)
    expect(await refusal(choose(id, 'constituency', 'booth', null, 'name'))).toBe('places_r_went_on')
    // The same once more, of which the answer was lost on its way.
    expect(await chooseAgain(command, id, 'constituency', 'booth', null, 'nameEn')).toEqual({
      restructureId: id,
    })
  })

  it('of which one column was not found waits for somebody to say which it is', async () => {
    const id = await send('AC No,Sr,Booth Name', '1,91,Bank', '1,92,Post Office')
    expect(await viewRestructure(await fresh(), id)).toMatchObject({
      lines: 0,
      hasFile: true,
      missingColumn: 'places_r_columns_booth',
      whyNot: 'places_r_columns_booth',
    })
    expect(await refusal(applyAsSeen(await fresh(), id))).toBe('places_r_nothing')
    await choose(id, 'constituency', 'booth', 'name')
    expect(await namesPlanned(id)).toEqual(['Bank', 'Post Office'])
    await discardRestructure(await fresh(), { command: uuidv7(), restructureId: id })
    expect(await filesKept()).toBe(0)
  })

  it('keeps its reading where a choice makes no sense, or is somebody’s who may not', async () => {
    const id = await send('AC No,Booth No,Booth Name', '1,85,Dairy')
    expect(await refusal(choose(id, 'constituency', null, 'name'))).toBe('places_r_columns_booth')
    expect(await refusal(choose(id, 'constituency', 'booth', null))).toBe('places_r_columns_name')
    expect(await refusal(choose(id, null, 'booth', 'name'))).toBe('places_r_columns_constituency')
    expect(await refusal(choose(id, 'booth', 'booth', 'name'))).toBe('places_r_columns_twice')
    expect(await refusal(choose(id, 'phone', 'booth', 'name'))).toBe('places_r_columns_wrong')
    const beyond = { command: uuidv7(), restructureId: id, headingsEnd: 40, fields: ['constituency', 'booth', 'name'], krutiDev: [false, false, false] } // prettier-ignore
    await expect(chooseListColumns(await fresh(), beyond as never)).rejects.toMatchObject({
      fields: { headingsEnd: 'design_columns_headings_beyond' },
    })
    expect(await namesPlanned(id)).toEqual(['Dairy'])
    const coordinator = stage.house.as(
      await stage.network.holder(stage.network.tree.state, null, 'coordinator'),
    )
    expect(await refusal(viewListColumns(coordinator, id))).toBe('places_r_may_not')
    const order = { command: uuidv7(), restructureId: id, headingsEnd: 1, fields: [], krutiDev: [] }
    expect(await refusal(chooseListColumns(coordinator, order))).toBe('places_r_may_not')
    const sealed = await sql<{ text: string }>`select encode(sealed, 'escape') as text from places.restructure_file`.execute(stage.house.owner.db) // prettier-ignore
    expect(sealed.rows[0]!.text).not.toContain('Dairy')
  })
})
