/** A list that was looked at before a restructure is written after it: nothing is given at a place that is no more. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { runImport } from '#modules/people/server/import/runImport.ts'
import { viewImport } from '#modules/people/server/import/viewImport.ts'
import { writePeople } from '#modules/people/server/import/writePeople.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { uploadAndCheck } from '#tests/builders/importing.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'

const stage = useRestructureStage()

it('an office at a booth that was merged since is given at the booth that took over', async () => {
  const [ends, heir] = [stage.network.tree.booth(0, 0, 0), stage.network.tree.booth(0, 0, 1)]
  const holder = await stage.network.person({ place: heir, wing: 1, phone: '+919829240001', name: 'Vimla Saath', nameLatin: 'Vimla Saath' }) // prettier-ignore
  const coordinator = await stage.network.holder(stage.network.tree.district(0), 1)
  const asCoordinator = async () => stage.house.as(await stage.network.actor({ id: coordinator.personId }))
  const file = 'Name,Mobile,Role,AC No,Booth No\nVimla Saath,9829240001,Booth lead,1,1'
  const importId = await uploadAndCheck(stage.house, await asCoordinator(), {
    subject: 'appointments',
    place: stage.network.tree.district(0),
    wing: 1,
    file,
  })
  const restructureId = await uploadPlan(await stage.fresh(), [
    { what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '2' },
  ])
  await applyAsSeen(await stage.fresh(), restructureId)
  await runImport(await asCoordinator(), { command: uuidv7(), importId }, 'caller')
  await writePeople(stage.house.asSystem(), importId)
  expect(await viewImport(await asCoordinator(), importId)).toMatchObject({ state: 'done' })
  const given = await sql<{ place_id: string; place_lft: number }>`
    select place_id, place_lft from people.appointment where person_id = ${holder.id} and role = 'booth_lead'`.execute(
    stage.house.owner.db,
  )
  const now = await sql<{ lft: number }>`select lft from places.place where id = ${heir.id}`.execute(
    stage.house.owner.db,
  )
  expect(given.rows).toEqual([{ place_id: heir.id, place_lft: now.rows[0]!.lft }])
  expect(given.rows[0]!.place_id).not.toBe(ends.id)
})
