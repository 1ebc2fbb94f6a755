/** Lists in which only some cells were typed in an old Hindi font: converted where it is plain, asked about where it is not, English left alone. */
import { expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { sql } from 'kysely'
import { useImportStage } from '#tests/builders/importStage.ts'
import { importList, upload } from '#tests/builders/importing.ts'
import { typeInKrutiDev } from '../../../../engines/krutidev/typeInKrutiDev.ts'
import { badRows } from './badRows.ts'
import { checkRows } from './checkRows.ts'
import { chooseColumns } from './chooseColumns.ts'
import { guessOf } from './importStore.ts'
import { viewImport } from './viewImport.ts'

const stage = useImportStage()

let counter = 0
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const list = (...names: readonly string[]) =>
  ['Name,Mobile,AC No,Booth No', ...names.map((name) => `${quoted(name)},98291${String(10_000 + counter++)},1,1`)].join('\n') // prettier-ignore
const give = (file: string) => ({ place: stage.network.tree.district(0), wing: 1, file })
const stands = async () =>
  (await sql<{ name: string }>`select name from people.person where state = 'applied' order by applied_at, name`.execute(stage.house.owner.db)).rows.map(({ name }) => name) // prettier-ignore

it('a single cell is converted and told; what may be English is refused with the reason, in the letters in which it came', async () => {
  const [plain, unsure] = [typeInKrutiDev('रमेश मीणा'), typeInKrutiDev('राम')]
  const { preview, importId } = await importList(stage.house, stage.house.as(stage.coordinator), give(list('Mohan Lal', plain, unsure, 'Kamla Devi', "W/o D'Souza", 'सुनीता'))) // prettier-ignore
  expect(preview.counts).toEqual({
    new: { '': 4, people_import_r_old_font_read: 1 },
    refused: { people_import_r_old_font: 1 },
  })
  expect(await stands()).toEqual(expect.arrayContaining(['Mohan Lal', 'रमेश मीणा', 'Kamla Devi', 'सुनीता']))
  expect(await stands()).toHaveLength(5)
  const words = {
    headings: ['', '', ''],
    field: (field: string) => field,
    reason: (id: string) => id,
  } as const
  const file = (
    await Array.fromAsync(await badRows(stage.house.as(stage.coordinator), importId, words))
  ).join('')
  expect(file).toContain(`,${unsure},`)
})

it('what stands in a column that is not used comes back as it was written', async () => {
  const file = ['Name,Mobile,AC No,Booth No,Remarks', 'Mohan Lal,12345,1,1,ok', 'Kamla Devi,98291,1,1,ok', 'Bijli Meena,9829155501,1,1,ok'].join('\n') // prettier-ignore
  const { importId } = await importList(stage.house, stage.house.as(stage.coordinator), give(file))
  const words = { headings: ['', '', ''], field: (field: string) => field, reason: (id: string) => id } as const // prettier-ignore
  const bad = (await Array.fromAsync(await badRows(stage.house.as(stage.coordinator), importId, words))).join(
    '',
  )
  expect(bad.match(/,ok\r\n/g)).toHaveLength(2)
})

it('where whoever imports says that a marked column is as it stands, nothing in it is converted', async () => {
  const ctx = stage.house.as(stage.coordinator)
  const importId = await upload(ctx, give(list('Mohan Lal', typeInKrutiDev('गीता शर्मा'), 'Kamla')))
  const guess = (await ctx.transaction((tx) => guessOf(tx, ctx.platform.keys, importId)))!
  expect(guess.columns[0]).toMatchObject({ krutiDev: true, someOldFont: true })
  const fields = guess.columns.map(({ field }) => field)
  const choice = { command: uuidv7(), importId, headingsEnd: guess.headingsEnd, fields, krutiDev: fields.map(() => false) } // prettier-ignore
  await chooseColumns(ctx, choice, 'caller')
  await checkRows(stage.house.asSystem(), importId)
  const { counts } = await viewImport(ctx, importId)
  expect(counts).toEqual({ new: { '': 3 } })
})

it('beyond the rows from which columns are guessed a plain cell is converted too, and a column of English stays English', async () => {
  const english = Array.from({ length: 230 }, (_, at) => `${['Ramesh', 'Sunita', 'Eknath', 'Bijli', 'Joel'][at % 5]} ${['Lal', 'Devi', 'Meena'][at % 3]}`) // prettier-ignore
  const { preview } = await importList(stage.house, stage.house.as(stage.coordinator), give(list(...english, typeInKrutiDev('कृष्णा चौधरी')))) // prettier-ignore
  expect(preview.counts.refused).toBeUndefined()
  expect(preview.counts.new).toEqual({ '': 230, people_import_r_old_font_read: 1 })
  expect(await stands()).toContain('कृष्णा चौधरी')
})
