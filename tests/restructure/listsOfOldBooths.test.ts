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

it('parts of a booth that still stands are told where they are now: in another constituency, or in the booth that took one over', async () => {
  const coordinator = await stage.network.holder(stage.network.tree.district(1), 1)
  const plans = [
    [
      { what: 'split', oldConstituency: '3', oldBooth: '1', newBooth: '905', nameHi: 'पहला भाग', nameEn: 'First part' }, // prettier-ignore
      { what: 'split', oldConstituency: '3', oldBooth: '2', newBooth: '906', nameHi: 'दूसरा भाग', nameEn: 'Second part' }, // prettier-ignore
      { what: 'split', oldConstituency: '3', oldBooth: '3', newBooth: '907', nameHi: 'तीसरा भाग', nameEn: 'Third part' }, // prettier-ignore
    ],
    [
      { what: 'move', oldConstituency: '3', oldBooth: '905', newConstituency: '4' },
      { what: 'merge', oldConstituency: '3', oldBooth: '906', newBooth: '1' },
      { what: 'merge', oldConstituency: '3', oldBooth: '907', newBooth: '3' },
    ],
  ]
  for (const plan of plans)
    await applyAsSeen(await stage.fresh(), await uploadPlan(await stage.fresh(), plan))
  const as = stage.house.as(await stage.network.actor({ id: coordinator.personId }))
  const importId = await uploadAndCheck(stage.house, as, {
    place: stage.network.tree.district(1),
    wing: 1,
    file: 'Name,Mobile,AC No,Booth No\nAsha Rani,9829250001,3,1\nBina Devi,9829250002,3,2\nChanda Bai,9829250003,3,3', // prettier-ignore
  })
  expect((await viewImport(as, importId)).counts).toEqual({
    new: {
      'people_import_r_booth_split_stands_apart:3/1/3/4/905': 1,
      'people_import_r_booth_split_stands:3/2/3/1': 1,
      // Its part came back to it: nobody of it is elsewhere.
      '': 1,
    },
  })
})
