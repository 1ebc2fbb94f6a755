/** A list that still gives the booths of before a restructure: its people are placed where those booths are now. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { viewImport } from '#modules/people/server/import/viewImport.ts'
import { importList, uploadAndCheck } from '#tests/builders/importing.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'

const stage = useRestructureStage()

it('a booth that was merged is found in the one that took over, one that was split is refused with its parts, a closed one as such; one that was split and still stands is told with its parts', async () => {
  const coordinator = await stage.network.holder(stage.network.tree.district(0), 1)
  const as = async ({ personId }: { personId: string }) =>
    stage.house.as(await stage.network.actor({ id: personId }))
  const restructureId = await uploadPlan(await stage.fresh(), [
    { what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '2' },
    { what: 'split', oldConstituency: '1', oldBooth: '3', newBooth: '903', nameHi: 'नया बूथ', nameEn: 'New booth' }, // prettier-ignore
    { what: 'merge', oldConstituency: '1', oldBooth: '3', newBooth: '2' },
    { what: 'split', oldConstituency: '2', oldBooth: '1', newBooth: '904', nameHi: 'दूसरा बूथ', nameEn: 'Other booth' }, // prettier-ignore
  ])
  await applyAsSeen(await stage.fresh(), restructureId)
  const list = {
    place: stage.network.tree.district(0),
    wing: 1,
    file: 'Name,Mobile,AC No,Booth No\nVimla Saath,9829240001,1,1\nSita Devi,9829240002,1,3\nOm Lal,9829240003,1,2\nAsha Rani,9829240004,2,1', // prettier-ignore
  }
  const seen = await viewImport(await as(coordinator), await uploadAndCheck(stage.house, await as(coordinator), list)) // prettier-ignore
  expect(seen.counts).toEqual({
    new: { '': 1, 'people_import_r_booth_now:1/1/1/2': 1, 'people_import_r_booth_split_stands:2/1/2/904': 1 },
    refused: { 'people_import_r_booth_split:1/3/1/2, 903': 1 },
  })
  await importList(stage.house, await as(coordinator), list)
  const { rows } = await sql`select name, place_id from people.person where name in ('Vimla Saath', 'Om Lal') order by name`.execute(stage.house.owner.db) // prettier-ignore
  expect(rows).toEqual([{ name: 'Om Lal', place_id: stage.network.tree.booth(0, 0, 1).id }, { name: 'Vimla Saath', place_id: stage.network.tree.booth(0, 0, 1).id }]) // prettier-ignore
})
