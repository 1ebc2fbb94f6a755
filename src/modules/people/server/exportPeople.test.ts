import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { exportPeople } from './exportPeople.ts'

let house: TestPlatform
let network: Network
const youth = 1
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const volunteer = () => network.person({ place: network.tree.booth(0, 0, 0), wing: youth, state: 'vouched' })
const sightings = async (personId: string) =>
  (
    await sql<{ what: string; seen_by: string }>`
      select what, seen_by from people.sighting where person_id = ${personId} order by at`.execute(
      house.owner.db,
    )
  ).rows

it('an export is a right of its own, of one wing or every wing, and each person in it learns of it', async () => {
  const plain = await network.holder(network.tree.district(0), youth)
  const place = { placeId: network.tree.district(0).id }
  expect(await outcomeOf(() => exportPeople(house.as(plain), { ...place, wing: '1' }))).toBe('refused')
  await sql`update people.appointment set may_export = true where person_id = ${plain.personId}`.execute(
    house.owner.db,
  )
  expect(await outcomeOf(() => exportPeople(house.as(plain), place))).toBe('refused')
  expect(await outcomeOf(() => exportPeople(house.as(plain), { ...place, wing: '2' }))).toBe('refused')
  const person = await volunteer()
  const { fileId, parts } = await exportPeople(house.as(plain), { ...place, wing: '1', format: 'xlsx' })
  const lines = (await Array.fromAsync(parts)).flat()
  expect(lines.map(({ id }) => id)).toContain(person.id)
  expect(lines.every(({ wing }) => wing === youth)).toBe(true)
  expect(JSON.stringify(lines)).not.toContain(person.phone)
  expect(await sightings(person.id)).toEqual([{ what: 'export', seen_by: plain.personId }])
  const log = await sql<{ verb: string; detail: object }>`
    select verb, detail from audit.entry where actor_person = ${plain.personId} order by seq`.execute(
    house.owner.db,
  )
  const filter = { wing: 1, state: null, invitation: null, searched: false }
  expect(log.rows).toEqual([
    {
      verb: 'people.exportPeople',
      detail: { file: fileId, format: 'xlsx', ...filter, people: lines.length },
    },
    { verb: 'people.exportEnded', detail: { people: lines.length, whole: true } },
  ])
})

it('an export that is cut off says how many had left, and they alone are noted', async () => {
  const admin = await network.holder(network.tree.district(0), null, 'admin')
  const person = await volunteer()
  const place = { placeId: network.tree.district(0).id }
  const { parts } = await exportPeople(house.as(admin), place)
  expect(await sightings(person.id)).toEqual([])
  await parts.next()
  await parts.return()
  const log = await sql<{ detail: { people: number; whole: boolean } }>`
    select detail from audit.entry where actor_person = ${admin.personId} and verb = 'people.exportEnded'`.execute(
    house.owner.db,
  )
  expect(log.rows).toEqual([{ detail: { people: expect.any(Number) as number, whole: false } }])
  expect(await sightings(person.id)).toEqual([{ what: 'export', seen_by: admin.personId }])
})

it('one hand takes out so many within a day, in however many files, and two at once share that', async () => {
  const admin = await network.holder(network.tree.district(1), null, 'admin')
  await Promise.all(
    [0, 1, 2, 3].map(() => network.person({ place: network.tree.booth(1, 0, 0), state: 'vouched' })),
  )
  const place = { placeId: network.tree.district(1).id }
  const people = (await exportPeople(house.as(admin), place)).people
  const ask = (most: number) => exportPeople(house.as(admin), place, most)
  // Two begun at once: each alone would fit, both do not.
  const [one, other] = [await ask(people * 2 - 1), await ask(people * 2 - 1)]
  expect((await Array.fromAsync(one.parts)).flat()).toHaveLength(people)
  const second = await outcomeOf(() => Array.fromAsync(other.parts))
  expect(second).toEqual({ otherwise: 'people_c_export_too_large' })
  // A file more is refused before it begins, and nobody is noted.
  expect(await outcomeOf(() => ask(people * 2 - 1))).toEqual({ otherwise: 'people_c_export_too_large' })
  expect(await outcomeOf(() => ask(people * 2))).toBe('did')
  // Somebody else's day is their own, and a new day begins anew.
  const another = await network.holder(network.tree.district(1), null, 'admin')
  expect(await outcomeOf(() => exportPeople(house.as(another), place, people + 1))).toBe('did')
  house.clock.moveTo(new Date(house.clock.now().getTime() + 25 * 3_600_000))
  expect(await outcomeOf(() => ask(people + 1))).toBe('did')
})
