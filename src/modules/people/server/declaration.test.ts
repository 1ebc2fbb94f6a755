import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY, personActor, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf, refusalOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { ROLES } from '../domain/appointment.ts'
import { DECLARATION_VERSION, mustDeclare } from '../domain/declaration.ts'
import { authorityOf } from './authorityStore.ts'
import { exportMyData } from './exportMyData.ts'
import { found } from './found.ts'
import { inviteVolunteers } from './inviteVolunteers.ts'
import { listPeople } from './listPeople.ts'
import { listWaiting } from './listWaiting.ts'
import { makeDeclaration } from './makeDeclaration.ts'
import { viewPerson } from './viewPerson.ts'
import { awaitsDeclaration } from './awaitsDeclaration.ts'
import { viewDeclaration } from './viewDeclaration.ts'
import { vouchForPerson } from './vouchForPerson.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const command = () => uuidv7()
const declares = () => ({ command: command(), version: DECLARATION_VERSION, agreed: true }) as const
const seat = () => network.tree.constituency(0, 0)
/** Whoever holds an appointment and has not declared. */
async function undeclared(role: 'coordinator' | 'volunteer' = 'coordinator') {
  const person = await network.person({ place: seat(), wing: 1 })
  await network.appoint(person, { role, declared: false })
  return person
}
const declarationsOf = async (personId: string) =>
  (
    await sql<{ version: string; session_id: string; declared_at: Date }>`
      select version, session_id, declared_at from people.declaration where person_id = ${personId}`.execute(
      house.owner.db,
    )
  ).rows
const duties = (actor: PersonActor, waits: string) => {
  const ctx = house.as(actor)
  return {
    vouch: () => vouchForPerson(ctx, { command: command(), personId: waits }),
    list: () => listPeople(ctx, {}),
    queue: () => listWaiting(ctx, {}),
    view: () => viewPerson(ctx, waits),
    invite: () =>
      inviteVolunteers(ctx, { command: command(), placeId: seat().id, wing: 1, days: 7, uses: 5 }),
  }
}

describe('an office', () => {
  it('has no power before its holder has declared, and every power with the next request after', async () => {
    const person = await undeclared()
    const waits = await network.person({ place: network.tree.booth(0, 0, 0), wing: 1, state: 'placed' })
    for (const [name, duty] of Object.entries(duties(await network.actor(person), waits.id)))
      expect(await outcomeOf(duty), name).toBe('refused')
    await makeDeclaration(house.as(await network.actor(person)), declares())
    for (const [name, duty] of Object.entries(duties(await network.actor(person), waits.id)))
      expect(await outcomeOf(duty), name).toBe('did')
  })

  it('waits in every role but those of volunteers, and SQL and code agree which those are', async () => {
    const person = await network.person({ place: seat(), wing: 1 })
    for (const role of ROLES) await network.appoint(person, { role, declared: false })
    const before = (await authorityOf(house.platform, person.id)).map(({ role }) => role)
    expect(before.toSorted()).toEqual(ROLES.filter((role) => !mustDeclare(role)).toSorted())
    expect(before.toSorted()).toEqual(['field_volunteer', 'volunteer'])
    await makeDeclaration(house.as(await network.actor(person)), declares())
    expect(await authorityOf(house.platform, person.id)).toHaveLength(ROLES.length)
  })

  it('waits anew when the words of the declaration have changed', async () => {
    const person = await undeclared()
    await sql`
      insert into people.declaration (id, person_id, version, language, declared_at, session_id)
      values (${uuidv7()}, ${person.id}, '2020-01-1', 'hi', now(), ${uuidv7()})`.execute(house.owner.db)
    expect(await authorityOf(house.platform, person.id)).toEqual([])
    expect(await awaitsDeclaration(house.as(await network.actor(person)))).toBe(true)
  })

  it('of the first admin of an edition waits too', async () => {
    const fresh = await testPlatform()
    try {
      await arrangeNetwork(fresh)
      const wings = [{ key: 'parent', nameHi: 'मूल', nameEn: 'Parent' }]
      const { personId } = await fresh
        .asSystem()
        .transaction((tx) =>
          found(tx, fresh.platform, { wings, admin: { name: 'Admin', phone: '98290 11111' } }),
        )
      expect(await authorityOf(fresh.platform, personId)).toEqual([])
      const session = { personId, accountId: uuidv7(), sessionId: uuidv7(), assurance: 1 as const }
      await makeDeclaration(fresh.as(personActor({ ...session, authorities: [] })), declares())
      expect(await authorityOf(fresh.platform, personId)).toMatchObject([{ role: 'admin', level: 'state' }])
    } finally {
      await fresh.close()
    }
  })

  it('of a coordinator who has not declared does not hold up the queue of those above', async () => {
    const person = await undeclared()
    const waits = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state: 'placed' })
    const above = house.as(await network.holder(network.tree.district(0), 1))
    const partOf = async () => (await listWaiting(above, {})).rows.find(({ id }) => id === waits.id)?.part
    await sql`
      update people.appointment set to_at = ${house.clock.now()}
      where place_id = ${seat().id} and person_id <> ${person.id}`.execute(house.owner.db)
    expect(await partOf()).toBe('yours')
    await makeDeclaration(house.as(await network.actor(person)), declares())
    expect(await partOf()).toBe('below')
  })
})

describe('the declaration', () => {
  it('is kept with version, time and session, audited, shown to oneself and in the export', async () => {
    const person = await undeclared()
    const actor = await network.actor(person)
    const ctx = house.as(actor)
    expect(await viewDeclaration(ctx)).toMatchObject({
      offices: [{ role: 'coordinator' }],
      declaredAt: undefined,
    })
    await makeDeclaration(ctx, declares())
    expect(await declarationsOf(person.id)).toEqual([
      { version: DECLARATION_VERSION, session_id: actor.sessionId, declared_at: house.clock.now() },
    ])
    expect((await viewDeclaration(ctx)).declaredAt).toEqual(house.clock.now())
    expect(await exportMyData(ctx)).toMatchObject({ declarations: [{ version: DECLARATION_VERSION }] })
  })

  it('made twice changes nothing', async () => {
    const person = await undeclared()
    const ctx = house.as(await network.actor(person))
    await makeDeclaration(ctx, declares())
    house.clock.moveTo(new Date(house.clock.now().getTime() + 1000))
    await makeDeclaration(house.as(await network.actor(person)), declares())
    await Promise.all([makeDeclaration(ctx, declares()), makeDeclaration(ctx, declares())])
    expect(await declarationsOf(person.id)).toHaveLength(1)
    const audited = await sql`
      select from audit.entry where verb = 'people.makeDeclaration' and subject = ${`person:${person.id}`}`.execute(
      house.owner.db,
    )
    expect(audited.rows).toHaveLength(1)
  })

  it('is refused untouched, in other words, by whoever holds no office, and by nobody', async () => {
    const person = await undeclared()
    const ctx = house.as(await network.actor(person))
    expect((await refusalOf(makeDeclaration(ctx, { ...declares(), agreed: false as true }))).fields).toEqual({
      agreed: 'people_declaration_tick',
    })
    const old = '2020-01-1' as typeof DECLARATION_VERSION
    expect((await refusalOf(makeDeclaration(ctx, { ...declares(), version: old }))).fields).toEqual({
      version: 'people_declaration_outdated',
    })
    const volunteer = house.as(await network.actor(await undeclared('volunteer')))
    expect((await refusalOf(makeDeclaration(volunteer, declares()))).reason).toBe(
      'people_declaration_no_office',
    )
    expect(await awaitsDeclaration(volunteer)).toBe(false)
    expect((await refusalOf(makeDeclaration(house.as(NOBODY), declares()))).id).toBe('notSignedIn')
    expect(await declarationsOf(person.id)).toEqual([])
  })

  it('is made by nobody for another, not even past the verbs, and never changed or taken out', async () => {
    const person = await undeclared()
    const admin = await network.holder(network.tree.state, null, 'admin')
    const forAnother = (actor: PersonActor | typeof NOBODY) =>
      house.as(actor).transaction((tx) =>
        sql`
          insert into people.declaration (id, person_id, version, language, declared_at, session_id)
          values (${uuidv7()}, ${person.id}, ${DECLARATION_VERSION}, 'hi', now(), ${uuidv7()})`.execute(
          tx.db,
        ),
      )
    await expect(forAnother(admin)).rejects.toThrow('row-level security')
    await expect(forAnother(NOBODY)).rejects.toThrow('row-level security')
    const own = await network.actor(person)
    await makeDeclaration(house.as(own), declares())
    for (const statement of [
      'update people.declaration set version = version',
      'delete from people.declaration',
    ])
      await expect(
        house.as(own).transaction((tx) => sql.raw(statement).execute(tx.db)),
        statement,
      ).rejects.toThrow('permission denied')
  })

  it('has one version, in the code and in the database', async () => {
    const known = await sql<{ version: string }>`select people.declaration_in_force() as version`.execute(
      house.platform.db,
    )
    expect(known.rows).toEqual([{ version: DECLARATION_VERSION }])
  })

  it('is still due is told to the coordinator who looks at the record', async () => {
    const person = await undeclared()
    const admin = house.as(await network.holder(network.tree.state, null, 'admin'))
    expect((await viewPerson(admin, person.id)).awaitsDeclaration).toBe(true)
    await makeDeclaration(house.as(await network.actor(person)), declares())
    expect((await viewPerson(admin, person.id)).awaitsDeclaration).toBe(false)
  })
})
