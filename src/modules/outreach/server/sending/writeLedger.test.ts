/** The ledger carries the numbers of places without looking each of them up: they must be those that hold when it is committed. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { useOutreachStage } from '#tests/builders/outreachStage.ts'
import { releaseMessage } from '../releaseMessage.ts'
import { outreachRules } from '../rules.ts'
import { writeLedger } from './writeLedger.ts'

const scene = useOutreachStage()

it('the ledger waits for a restructure that has the tree in hand, and takes the numbers that it left', async () => {
  const [her] = await scene.volunteers(1)
  const messageId = await scene.draft({ channels: ['in_app'] })
  await releaseMessage(scene.as(scene.coordinator), { command: uuidv7(), messageId }, outreachRules)
  const { db } = scene.house.owner
  let writing: Promise<number> | undefined
  await db.transaction().execute(async (restructure) => {
    await sql`select access.take_tree(), set_config('karyakarta.tree_moves', 'on', true)`.execute(restructure)
    writing = writeLedger(scene.job(), messageId)
    // Another connection than the one that has the tree.
    await expect
      .poll(
        async () =>
          (await sql`select from pg_locks where not granted and locktype = 'advisory'`.execute(db)).rows
            .length,
      ) // prettier-ignore
      .toBe(1)
    await sql`update people.person set place_lft = place_lft + 1 where id = ${her!.id}`.execute(restructure)
  })
  expect(await writing).toBeGreaterThan(0)
  const { rows } = await sql`
    select d.place_lft = p.place_lft as right from outreach.delivery d join people.person p on p.id = d.person_id
    where d.message_id = ${messageId} and d.person_id = ${her!.id}`.execute(db)
  expect(rows).toEqual([{ right: true }])
})
