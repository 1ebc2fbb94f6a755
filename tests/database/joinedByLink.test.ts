/** From a short link to a person who proved her phone: the link learns that somebody joined, nobody learns who. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { organisation } from '#editions/organisation.ts'
import { linkCounts, mintLinks } from '#modules/links/server/index.ts'
import { joinWithoutInvitation } from '#modules/people/server/joinWithoutInvitation.ts'
import { verifyPhone } from '#modules/people/server/verifyPhone.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { freshPhone, signedIn } from '#tests/builders/people.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

let house: TestPlatform
const ownerId = uuidv7()
let code: string
beforeAll(async () => {
  house = await testPlatform()
  await arrangeNetwork(house)
  const links = await house
    .asSystem()
    .transaction((tx) =>
      mintLinks(tx, { owner: 'campaigns.kit', ownerId, target: '/join', cells: [{ placeId: null, wing: null }] }),
    ) // prettier-ignore
  code = links[0]!.code
})
afterAll(() => house.close())

const join = (cameBy: string | undefined) =>
  joinWithoutInvitation(house.as(NOBODY), {
    ...{ command: uuidv7(), name: 'सुनीता कुमारी', phone: freshPhone(), adult: true, membership: true },
    ...(cameBy === undefined ? {} : { cameBy }),
  })
const joined = async () => {
  await deliverEvents(house.platform, organisation.reactions)
  const [count] = await house.asSystem().transaction((tx) => linkCounts(tx, [ownerId]))
  return count!.joined
}

it('counts who joined by a link once her phone is proved, and then forgets by which she came', async () => {
  const { personId } = await join(code.toUpperCase())
  // A name and a stranger's number are no join.
  expect(await joined()).toBe(0)
  const herself = house.as(signedIn(personId))
  await verifyPhone(herself)
  expect(await joined()).toBe(1)
  await verifyPhone(herself)
  expect(await joined()).toBe(1)
  const kept = await sql<{ found: number }>`
    select (select count(*) from people.person where came_by is not null)::int
      + (select count(*) from outbox.event where name = 'people.joinedByLink' and payload ? 'personId')::int as found`.execute(
    house.owner.db,
  )
  expect(kept.rows[0]!.found).toBe(0)
})

it.each(['', 'x', 'https://evil.example', "'; drop table", 'ह'.repeat(7), '2222222'])(
  'who comes by %j joins like anybody else',
  async (cameBy) => {
    const before = await joined()
    const { personId } = await join(cameBy)
    await verifyPhone(house.as(signedIn(personId)))
    expect(await joined()).toBe(before)
  },
)
