/** What a page shows of a list before it is written. */
import { expect, it } from 'vitest'
import { useImportStage } from '#tests/builders/importStage.ts'
import { uploadAndCheck } from '#tests/builders/importing.ts'
import { viewImport } from './viewImport.ts'

const stage = useImportStage()

async function viewOf(...lines: readonly string[]) {
  const ctx = stage.house.as(stage.coordinator)
  const list = { place: stage.network.tree.district(0), wing: 1, file: lines.join('\n') }
  return viewImport(ctx, await uploadAndCheck(stage.house, ctx, list))
}

it('somebody new is shown with the number of her booth, whose name may end in the number of a room', async () => {
  const { examples } = await viewOf('Name,Mobile,AC No,Booth No', 'सुनीता नई,9829070001,1,2')
  expect(examples.new).toMatchObject([{ nameHi: 'सुनीता नई', placeCode: 2 }])
})

it('whoever names a constituency only is shown there, without a number that would look like a booth’s', async () => {
  const { examples } = await viewOf('Name,Mobile,AC No', 'सुनीता दूर,9829070002,1')
  expect(examples.new).toMatchObject([{ nameHi: 'सुनीता दूर', placeLevel: 'constituency', placeCode: null }])
})

it('a row of a mended file that is still wrong is shown as it stands in the list, without the reasons of the first time', async () => {
  const { problems } = await viewOf(
    'कारण,Reason,Row in the list,Name,Mobile,AC No,Booth No',
    'नंबर छोटा है,The number is short,7,सुनीता फिर,12345,1,1',
  )
  expect(problems.map(({ cells }) => cells)).toEqual([['सुनीता फिर', '12345', '1', '1']])
})
