import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network, type Place } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { QUEUE_PAGE, type ListWaiting } from '../domain/waitingQuery.ts'
import { inviteVolunteers } from './inviteVolunteers.ts'
import { listWaiting } from './listWaiting.ts'

let house: TestPlatform
let network: Network
let district: Awaited<ReturnType<Network['holder']>>
/** Waiting in the first district's youth wing, the longest first. */
const waiting: string[] = []
const WAITING = 2 * QUEUE_PAGE + 5
const DAY_MS = 86_400_000
const youth = 1

async function wait(place: Place, daysAgo: number, invitationId?: string): Promise<string> {
  const { id } = await network.person({
    place,
    wing: youth,
    state: 'placed',
    ...(invitationId ? { invitationId } : {}),
  })
  const since = new Date(house.clock.now().getTime() - daysAgo * DAY_MS)
  await sql`update people.person set applied_at = ${since} where id = ${id}`.execute(house.owner.db)
  return id
}

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  district = await network.holder(network.tree.district(0), youth)
  for (let n = 0; n < WAITING; n++) waiting.push(await wait(network.tree.booth(0, n % 2, n % 3), WAITING - n))
})
afterAll(() => house.close())

const list = (asked: ListWaiting = {}) => listWaiting(house.as(district), asked)
const ids = ({ rows }: Awaited<ReturnType<typeof list>>) => rows.map(({ id }) => id)

it('the queue is read forth and back without a gap or a repeat, the longest or the newest first', async () => {
  for (const order of ['longest', 'newest'] as const) {
    const expected = order === 'longest' ? waiting : waiting.toReversed()
    const first = await list({ order })
    const second = await list({ order, after: first.next })
    const third = await list({ order, after: second.next })
    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(expected)
    expect([first.previous, third.next]).toEqual([undefined, undefined])
    const back = await list({ order, before: third.previous })
    expect(ids(back)).toEqual(ids(second))
    const backAgain = await list({ order, before: back.previous })
    expect(ids(backAgain)).toEqual(ids(first))
    expect(backAgain.previous).toBeUndefined()
    expect(ids(await list({ order, after: backAgain.next }))).toEqual(ids(second))
  }
})

it('who came today by my own invitation stands before all who waited longer', async () => {
  const booth = network.tree.booth(0, 1, 2)
  const order = { command: uuidv7(), placeId: booth.id, wing: youth }
  const { invitationId } = await inviteVolunteers(house.as(district), order)
  const invited = await wait(booth, 0, invitationId)
  const queue = await list()
  expect(queue.rows[0]).toMatchObject({ id: invited, part: 'invited' })
  expect(queue.counts).toMatchObject({ invited: 1, all: WAITING + 1 })
  // To another coordinator he is one among those who wait.
  const seat = await network.holder(network.tree.constituency(0, 1), youth)
  const theirs = await listWaiting(house.as(seat), {})
  expect(theirs.rows.find(({ id }) => id === invited)?.part).not.toBe('invited')
  await sql`delete from people.person where id = ${invited}`.execute(house.owner.db)
})

it('a place and a wing narrow the queue and its numbers', async () => {
  const booth = network.tree.booth(0, 1, 1)
  const there = await list({ placeId: booth.id })
  expect(there.rows.every(({ placeId }) => placeId === booth.id)).toBe(true)
  expect(there.counts.all).toBe(there.rows.length)
  expect(there.rows.length).toBeGreaterThan(0)
  expect(there.place?.id).toBe(booth.id)
  const women = await list({ wing: String(network.wings.women) })
  expect([women.rows, women.counts.all]).toEqual([[], 0])
  // A place outside the scope shows nobody, a word that is no place is no filter.
  expect((await list({ placeId: network.tree.district(1).id })).counts.all).toBe(0)
  expect((await list({ placeId: 'x', wing: 'x', order: 'x', after: '____' })).counts.all).toBe(WAITING)
})

it('where others coordinate is found by index, past all volunteers', async () => {
  const plan = await house.owner.db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select place_id from people.appointment
      where role in ('coordinator', 'supervisor') and place_lft > 1 and place_lft < 1000`.execute(tx)
    return rows.map((line) => line['QUERY PLAN']).join('\n')
  })
  expect(plan).toContain('appointment_office_place')
})
