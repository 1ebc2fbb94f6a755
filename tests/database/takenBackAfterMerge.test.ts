/** A confirmation that is taken back when its volunteer's record has given way to another: two rooms at once. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { takeBackConfirmation } from '#modules/tasks/server/takeBackConfirmation.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { useTaskStage } from '#tests/builders/taskStage.ts'

const scene = useTaskStage()

it('a confirmation taken back after two records became one takes the activity along, wherever the merge has put it', async () => {
  const taskId = await scene.give()
  const { reportId } = await scene.send(taskId)
  await scene.confirm(reportId)
  const { id: givesId } = scene.volunteer
  await scene.renew()
  // Both reported on this task, so each report stays with its record while the activity passes over.
  await scene.send(taskId)
  const { id: staysId } = scene.volunteer
  const above = await scene.network.holder(scene.network.tree.district(0), null)
  await mergePeople(scene.house.as(above), { command: uuidv7(), staysId, givesId })
  const stands = () =>
    scene.one(sql<{ state: string; activities: number }>`
      select state, (select count(*)::int from people.activity where person_id = person.id) as activities
      from people.person where id = ${staysId}`)
  expect(await stands()).toEqual({ state: 'active', activities: 1 })
  const taken = await takeBackConfirmation(scene.house.as(scene.coordinator), {
    command: uuidv7(),
    reportId,
  })
  expect(taken).toEqual({ state: 'vouched' })
  expect(await stands()).toEqual({ state: 'vouched', activities: 0 })
})
