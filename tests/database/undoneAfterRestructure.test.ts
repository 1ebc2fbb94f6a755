/** What is taken back after a restructure goes to where its place goes on. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { undoMerge } from '#modules/people/server/undoMerge.ts'
import { takeBack } from '#modules/people/server/import/takeBack.ts'
import { undoImport } from '#modules/people/server/import/undoImport.ts'
import { viewImport } from '#modules/people/server/import/viewImport.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { freshPhone } from '#tests/builders/people.ts'
import { importList } from '#tests/builders/importing.ts'
import { useImportStage } from '#tests/builders/importStage.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'

const stage = useImportStage()
it('a merge and an import whose former booth has ended meanwhile put everybody where it goes on', async () => {
  const { house, network } = stage
  const [ending, heir, elsewhere] = [
    network.tree.booth(0, 0, 0),
    network.tree.booth(0, 0, 1),
    network.tree.booth(0, 0, 2),
  ]
  const [head, lead] = [
    await network.holder(network.tree.state, null, 'admin'),
    await network.holder(network.tree.state, null),
  ]
  const fresh = async ({ personId }: { personId: string }) => house.as(await network.actor({ id: personId }))
  const [admin, leader] = [await fresh(head), await fresh(lead)]
  const stays = await network.person({ place: ending, name: 'रेखा जाँगिड़', state: 'placed' })
  const gives = await network.person({ place: elsewhere, name: 'रेखा जांगिड', state: 'placed' })
  const { mergeId } = await mergePeople(admin, {
    command: uuidv7(),
    staysId: stays.id,
    givesId: gives.id,
    taken: ['place'],
  })
  const phone = freshPhone()
  const list = (booth: number) => ({
    place: network.tree.district(0),
    wing: 1,
    file: `Name,Mobile,AC No,Booth No\nNirmala Devi,${phone},1,${booth}`,
  })
  await importList(house, leader, list(1))
  const { importId, done } = await importList(house, leader, list(3))
  expect(done.counts).toEqual({ changed: { '': 1 } })
  const plan = await uploadPlan(admin, [
    { what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '2' },
  ])
  await applyAsSeen(admin, plan)
  const at = async (where: ReturnType<typeof sql>) =>
    (
      await sql<{ place_id: string }>`select place_id from people.person where ${where}`.execute(
        house.owner.db,
      )
    ).rows[0]?.place_id
  await undoImport(await fresh(lead), { command: uuidv7(), importId }, 'caller')
  await takeBack(house.asSystem(), importId)
  expect((await viewImport(await fresh(lead), importId)).undoCounts).toEqual({ restored: 1 })
  await undoMerge(await fresh(head), { command: uuidv7(), mergeId })
  expect(await at(sql`id = ${stays.id}`)).toBe(heir.id)
})
