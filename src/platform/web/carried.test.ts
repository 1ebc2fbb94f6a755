import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { personActor } from '#platform/access/actor.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { carried, carry } from './carried.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

const somebody = (assurance: 1 | 2 = 1, personId = uuidv7()) =>
  personActor({ personId, accountId: uuidv7(), sessionId: uuidv7(), assurance, authorities: [] })

it('what a person began goes on after the second step, in the new session', () => {
  const before = somebody()
  const token = carry(house.as(before), 'reveal', { personId: 'p', command: 'c' })
  const after = somebody(2, before.personId)
  expect(carried(house.as(after), 'reveal', token)).toEqual({ personId: 'p', command: 'c' })
})

it('nobody goes on with what another began, with another act, with a made-up token, or late', () => {
  const actor = somebody()
  const token = carry(house.as(actor), 'reveal', { personId: 'p' })
  expect(carried(house.as(somebody(2)), 'reveal', token)).toBeUndefined()
  expect(carried(house.as(actor), 'export', token)).toBeUndefined()
  for (const odd of [null, '', 'x', `${token}A`, token.slice(0, -2), Buffer.alloc(60).toString('base64url')])
    expect(carried(house.as(actor), 'reveal', odd)).toBeUndefined()
  const present = house.clock.now()
  house.clock.moveTo(new Date(present.getTime() + 11 * 60_000))
  expect(carried(house.as(actor), 'reveal', token)).toBeUndefined()
  house.clock.moveTo(present)
})
