/** The words by which people are found: each comes with the first who bears it and goes with the last. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { arrangePerson, freshPhone } from '#tests/builders/people.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { twoScriptName } from '../domain/person.ts'
import { insertPerson } from './personStore.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

it('a word stays when its last bearer goes in the moment in which another comes', async () => {
  const { tree } = await arrangeNetwork(house)
  const place = tree.booth(0, 0, 0)
  const name = 'Zubaruki Devi'
  const first = await arrangePerson(house, { name, place })
  const { db } = house.owner
  const bears = async () =>
    (await sql`select from people.name_word where word = 'jubaruki'`.execute(db)).rows.length
  expect(await bears()).toBe(1)
  let going: Promise<unknown> | undefined
  await house.asSystem().transaction(async (tx) => {
    const person = { id: uuidv7(), name: twoScriptName(name), phone: freshPhone(), language: 'hi' as const }
    await insertPerson(tx, house.platform.keys, { ...person, place, wing: 0, invitationId: null })
    going = sql`delete from people.person where id = ${first}`.execute(db)
    const waits = sql`select from pg_locks where not granted and relation = 'people.name_word'::regclass`
    for (const end = Date.now() + 5_000; Date.now() < end;) {
      if ((await waits.execute(tx.db)).rows.length > 0) break
      await sleep(20)
    }
  })
  await going
  expect(await bears()).toBe(1)
})
