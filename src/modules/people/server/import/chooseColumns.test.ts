import { expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { useImportStage } from '#tests/builders/importStage.ts'
import { upload } from '#tests/builders/importing.ts'
import { chooseColumns } from './chooseColumns.ts'
import { viewImport } from './viewImport.ts'

const stage = useImportStage()

it('headings that would end beyond the file are refused at their field, and what was guessed stands', async () => {
  const ctx = stage.house.as(stage.coordinator)
  const file =
    'List of the ward\nName,Mobile,AC No,Booth No\nSita Devi,9829112345,1,1\nMohan Lal,9829112346,1,1'
  const importId = await upload(ctx, { place: stage.network.tree.district(0), wing: 1, file })
  const choose = (headingsEnd: number) =>
    chooseColumns(
      ctx,
      {
        ...{ command: uuidv7(), importId, headingsEnd },
        fields: ['name', 'phone', 'seatNumber', 'boothNumber'],
        krutiDev: [false, false, false, false],
      },
      'caller',
    )
  for (const beyond of [4, 900])
    await expect(choose(beyond)).rejects.toMatchObject({
      id: 'badInput',
      fields: { headingsEnd: 'design_columns_headings_beyond' },
    })
  expect((await viewImport(ctx, importId)).state).toBe('columns')
  // More at once than the house has connections: none waits for a second one while it holds its first.
  const many = await Promise.allSettled(Array.from({ length: 40 }, () => choose(900)))
  expect(
    new Set(many.map((one) => (one.status === 'rejected' ? (one.reason as { id?: string }).id : 'done'))),
  ).toEqual(new Set(['badInput']))
  await choose(3)
  expect((await viewImport(ctx, importId)).state).toBe('checking')
})
