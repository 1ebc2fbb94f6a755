import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { ROLES } from '../domain/appointment.ts'
import { appointmentsOf } from './appointmentStore.ts'
import { invitationLines } from './invitationListStore.ts'
import { insertInvitation } from './invitationStore.ts'
import { newInvitationCode } from './invitationCode.ts'
import { countByState, hitsOf, peopleLines } from './peopleListStore.ts'
import { lockPerson, savePerson } from './personStore.ts'
import { noteSighting } from './sightingStore.ts'
import { insertVouch, standingVouchOf } from './vouchStore.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const NO_FILTER = { text: undefined, placeId: undefined, wing: undefined, state: undefined, after: undefined }

/** Stores called past every policy, by a coordinator of the next district. */
it('without a policy in the way, row-level security shows and changes nothing of another district', async () => {
  const booth = network.tree.booth(0, 0, 0)
  const person = await network.person({ place: booth, wing: 1, state: 'vouched' })
  await network.appoint(person, { role: 'booth_lead' })
  const owner = await network.holder(network.tree.district(0), 1)
  await house.as(owner).transaction(async (tx) => {
    const vouch = {
      sameHand: false,
      callBackDue: false,
      vouchedBy: owner.personId,
      placeId: booth.id,
      wing: 1,
    }
    await insertVouch(tx, { ...vouch, personId: person.id })
    const terms = { place: booth, wing: 1, madeBy: owner.personId, usesAllowed: 5 }
    const expiresAt = new Date(tx.now.getTime() + 1000)
    await insertInvitation(tx, house.platform.keys, {
      id: uuidv7(),
      code: newInvitationCode(),
      expiresAt,
      ...terms,
    })
  })
  const stranger = await network.holder(network.tree.district(1), 1)
  await house.as(stranger).transaction(async (tx) => {
    const everything = { low: 0, high: 2 ** 24 - 1 }
    const lines = await peopleLines(tx, NO_FILTER, everything, 'hi', undefined, 100)
    expect(lines.map(({ id }) => id)).toEqual([stranger.personId])
    const hits = await hitsOf(tx, 'परीक्षण', everything)
    expect(hits?.ids).toEqual([stranger.personId])
    expect(await countByState(tx, { ...NO_FILTER, hits }, everything)).toEqual(new Map([['vouched', 1]]))
    expect(await lockPerson(tx, person.id)).toBeUndefined()
    expect(await appointmentsOf(tx, person.id)).toEqual([])
    expect(await standingVouchOf(tx, person.id)).toBeUndefined()
    expect(await invitationLines(tx, true, undefined, 100)).toEqual([])
    await savePerson(tx, person.id, { state: 'declined' })
  })
  for (const write of ['sighting', 'vouch'] as const)
    await expect(
      house.as(stranger).transaction((tx) =>
        write === 'sighting'
          ? noteSighting(tx, person.id, stranger.personId, 'phone')
          : insertVouch(tx, {
              personId: person.id,
              vouchedBy: stranger.personId,
              placeId: booth.id,
              wing: 1,
              sameHand: false,
              callBackDue: false,
            }).then(() => undefined),
      ),
    ).rejects.toThrow(/row-level security/)
  const after = await sql<{ state: string }>`select state from people.person where id = ${person.id}`.execute(
    house.owner.db,
  )
  expect(after.rows).toEqual([{ state: 'vouched' }])
})

it('an invitation to anything but volunteering cannot even be written: authority is given to a person, not to a link', async () => {
  const boss = await network.holder(network.tree.state, null, 'admin')
  const place = network.tree.booth(0, 0, 0)
  const invite = (role: string) => {
    const id = uuidv7()
    return sql`
      insert into people.invitation (id, code_hash, code_sealed, place_id, place_lft, wing, role, made_by, made_at, expires_at, uses_allowed)
      values (${id}, ${Buffer.from(id)}, ''::bytea, ${place.id}, ${place.lft}, 1, ${role}, ${boss.personId}, now(), now() + interval '1 day', 1)`.execute(
      house.owner.db,
    )
  }
  await invite('volunteer')
  for (const role of ROLES.filter((known) => known !== 'volunteer'))
    await expect(invite(role), role).rejects.toThrow('invitation_role_check')
})

it('who looked is neither rewritten nor removed by the role that serves, whoever acts; it goes with the person', async () => {
  const person = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1 })
  const coordinator = await network.holder(network.tree.constituency(0, 0), 1)
  const sightings = async () =>
    (await sql`select from people.sighting where person_id = ${person.id}`.execute(house.owner.db)).rows
      .length
  await house.as(coordinator).transaction((tx) => noteSighting(tx, person.id, coordinator.personId, 'phone'))
  for (const change of [
    sql`update people.sighting set what = 'record' where person_id = ${person.id}`,
    sql`update people.sighting set seen_by = null where person_id = ${person.id}`,
    sql`delete from people.sighting where person_id = ${person.id}`,
    sql`delete from people.harassment_sighting`,
  ])
    for (const ctx of [house.as(coordinator), house.asSystem()])
      await expect(ctx.transaction((tx) => change.execute(tx.db))).rejects.toThrow(/permission denied/)
  expect(await sightings()).toBe(1)
  await house
    .asSystem()
    .transaction((tx) => sql`delete from people.person where id = ${person.id}`.execute(tx.db))
  expect(await sightings()).toBe(0)
})
