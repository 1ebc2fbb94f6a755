import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { useImportStage } from '#tests/builders/importStage.ts'
import { upload } from '#tests/builders/importing.ts'
import { guessAgain } from './guessAgain.ts'
import { viewImport } from './viewImport.ts'

const stage = useImportStage()

it('columns are guessed anew from where somebody says that the headings end, and beyond the file from nowhere', async () => {
  const ctx = stage.house.as(stage.coordinator)
  const file = 'Sita Devi,Amer,x\nName,Mobile,Remarks\nMohan Lal,9829112346,y\n'
  const importId = await upload(ctx, { place: stage.network.tree.district(0), wing: 1, file })
  const guess = async () => {
    const seen = (await viewImport(ctx, importId)).guess!
    return [seen.headingsEnd, ...seen.columns.map(({ heading, field }) => [heading, field])]
  }
  const rightly = [2, ['Name', 'name'], ['Mobile', 'phone'], ['Remarks', null]]
  expect(await guess()).toEqual(rightly)
  await guessAgain(ctx, { importId, headingsEnd: '1' })
  expect(await guess()).toEqual([1, ['Sita Devi', null], ['Amer', null], ['x', null]])
  // Pressed twice at once, and once more: one change.
  await Promise.all(['2', '2'].map(async (headingsEnd) => guessAgain(ctx, { importId, headingsEnd })))
  await guessAgain(ctx, { importId, headingsEnd: '2' })
  const written = await sql`select from audit.entry where verb = 'people.guessAgain'`.execute(
    stage.house.owner.db,
  )
  expect(written.rows).toHaveLength(2)
  expect(await guess()).toEqual(rightly)
  await expect(guessAgain(ctx, { importId, headingsEnd: '3' })).rejects.toMatchObject({
    id: 'badInput',
    fields: { headingsEnd: 'design_columns_headings_beyond' },
  })
  await expect(guessAgain(ctx, { importId, headingsEnd: 'two' })).rejects.toMatchObject({ id: 'badInput' })
  await expect(guessAgain(stage.house.as(await stage.network.holder(stage.network.tree.district(1), 1)), { importId, headingsEnd: '1' })).rejects.toMatchObject({ id: expect.stringMatching(/forbidden|notFound/) }) // prettier-ignore
  expect(await guess()).toEqual(rightly)
})
