/**
 * Whoever leaves is forgotten under every record that turned out to be hers: what did not pass over with a merge goes as well, held against the
 * catalogue of columns that name a person.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { organisation } from '#editions/organisation.ts'
import { leave } from '#modules/people/server/leave.ts'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { plantAtEitherEnd, plantEverything } from '#tests/builders/everythingThatNames.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const deliver = () => deliverEvents(house.platform, organisation.reactions)
const somebody = (name: string) =>
  network.person({ place: network.tree.booth(0, 0, 0), name, state: 'vouched' })

/** What the rooms hold of somebody that whoever leaves takes along, by what it is. */
async function heldOf({ id }: MadeUpPerson): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ what: string; n: number }>`
    select what, count(*)::int as n from (
      select 'words and photos of a report' as what from tasks.report where person_id = ${id} and coalesce(told, spot, photo::text) is not null
      union all select 'a report that waits' from tasks.report where person_id = ${id} and state in ('sent', 'sent_back')
      union all select 'words and photos of a proof' from learning.proof where person_id = ${id} and coalesce(told, photo::text) is not null
      union all select 'what she answered' from learning.attempt where person_id = ${id}
      union all select 'an e-mail address' from outreach.address where person_id = ${id}
      union all select 'a browser' from outreach.device where person_id = ${id}
      union all select 'a message on its way' from outreach.delivery where person_id = ${id} and state = 'waiting'
      union all select 'a seat' from events.registration where person_id = ${id} and state <> 'withdrawn'
      union all select 'an open calendar' from events.feed where person_id = ${id} and revoked_at is null
      union all select 'what she thought of a camp' from events.feedback where person_id = ${id}
      union all select 'a copy of a kit' from campaigns.copy where person_id = ${id}
      union all select 'words of a story' from studio.story where person_id = ${id} and words is not null
      union all select 'a title' from credentials.badge join credentials.award on award.number = badge.award
        where badge.person_id = ${id} and award.kind = 'title' and badge.revoked_at is null) held
    group by what order by what`.execute(house.owner.db)
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]))
}

/** Both reported on one task, showed one lesson's and hold one title: each keeps its own when the records become one. */
async function plantDoubles(of: MadeUpPerson, also: MadeUpPerson): Promise<void> {
  const { award } = (await sql<{ award: number }>`insert into credentials.award (kind, about, name_hi, name_en, criteria_hi, criteria_en)
    values ('title', ${of.id}, 'साथी', 'Companion', 'छह पाठ', 'Six lessons') returning number as award`.execute(house.owner.db)).rows[0]! // prettier-ignore
  for (const { id } of [of, also])
    await sql`insert into credentials.badge (id, award, person_id, earned_at, issued_at)
      values (${uuidv7()}, ${award}, ${id}, ${house.clock.now()}, ${house.clock.now()})`.execute(
      house.owner.db,
    )
  await sql`
    insert into tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, happened_on, made_at, arrived_at)
    select ${uuidv7()}, task_id, ${also.id}, place_id, place_lft, wing, 'sent', 'मेरे शब्द', happened_on, made_at, arrived_at
    from tasks.report where person_id = ${of.id} and state = 'sent'`.execute(house.owner.db)
  await sql`
    insert into learning.proof (id, person_id, lesson_id, task_key, state, told, made_at, arrived_at)
    select ${uuidv7()}, ${also.id}, lesson_id, task_key, state, told, made_at, arrived_at
    from learning.proof where person_id = ${of.id} and state = 'sent'`.execute(house.owner.db)
}

it('whoever leaves takes along what lies with the record that gave way to hers', async () => {
  const [stays, gives, another] = [await somebody('रेखा जाँगिड़'), await somebody('Rekha Jangid'), await somebody('Uma')] // prettier-ignore
  await plantAtEitherEnd(house)
  await plantEverything(house, network, gives, another)
  await plantDoubles(gives, stays)
  const above = house.as(await network.holder(network.tree.state, null, 'admin'))
  await mergePeople(above, { command: uuidv7(), staysId: stays.id, givesId: gives.id, taken: [] })
  await deliver()
  expect(Object.keys(await heldOf(gives))).toEqual(
    expect.arrayContaining(['a report that waits', 'an e-mail address', 'a browser', 'a title', 'words and photos of a proof']), // prettier-ignore
  )
  await leave(house.as(await network.actor(stays)), { command: uuidv7() })
  await deliver()
  await deliver()
  expect([await heldOf(stays), await heldOf(gives)]).toEqual([{}, {}])
})
