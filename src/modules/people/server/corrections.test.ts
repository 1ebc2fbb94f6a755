import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { refusalOf } from '#tests/builders/outcome.ts'
import { signedIn } from '#tests/builders/people.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { confirmName } from './confirmName.ts'
import { correctMyName } from './correctMyName.ts'
import { correctName } from './correctName.ts'
import { exportMyData } from './exportMyData.ts'
import { forgetPeople } from './forgetPeople.ts'
import { eraseMe, leave } from './leave.ts'
import { listPeople } from './listPeople.ts'
import { listWaiting } from './listWaiting.ts'
import { myRecord } from './myRecord.ts'
import { nominate } from './nominate.ts'
import { removeNominee } from './removeNominee.ts'
import { viewPerson } from './viewPerson.ts'
import { vouchForPerson } from './vouchForPerson.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const command = () => uuidv7()
const booth = () => network.tree.booth(0, 0, 0)
const coordinator = async () => house.as(await network.holder(network.tree.constituency(0, 0), 1))
const auditOf = async (personId: string) => {
  const found = await sql<{ verb: string; detail: object }>`
    select verb, detail from audit.entry where subject = ${`person:${personId}`} order by seq`.execute(
    house.owner.db,
  )
  return found.rows
}
const person = async (wishes: { state?: 'placed' | 'vouched'; name?: string; phone?: string } = {}) => {
  const made = await network.person({ place: booth(), wing: 1, name: 'Sunita Kumari', ...wishes })
  return { ...made, ctx: house.as(signedIn(made.id)) }
}

describe('correcting my name', () => {
  it('changes both scripts and what the name is found by, and is audited without the name', async () => {
    const { id, ctx } = await person()
    await correctMyName(ctx, { command: command(), name: 'ज़ेवियर लोबो', otherScript: 'Xavier Lobo' })
    expect(await myRecord(ctx)).toMatchObject({ nameHi: 'ज़ेवियर लोबो', nameEn: 'Xavier Lobo' })
    const found = await listPeople(await coordinator(), { text: 'Xavier' })
    expect(found.rows.map((row) => row.id)).toContain(id)
    const entries = await auditOf(id)
    expect(entries.map(({ verb }) => verb)).toEqual(['people.correctMyName'])
    expect(JSON.stringify(entries)).not.toMatch(/Xavier|Sunita/)
  })

  it('replayed, changes nothing again', async () => {
    const { id, ctx } = await person()
    const once = { command: command(), name: 'Sunita Devi' }
    expect(await correctMyName(ctx, once)).toEqual(await correctMyName(ctx, once))
    expect(await auditOf(id)).toHaveLength(1)
  })

  it('keeps the vouch, and shows the coordinator a name that is another one', async () => {
    const { id, ctx } = await person()
    const boss = await coordinator()
    await correctMyName(ctx, { command: command(), name: 'Sunita' })
    expect((await viewPerson(boss, id)).person.nameChangedAt).toBeNull()
    await correctMyName(ctx, { command: command(), name: 'Ramesh Lal' })
    const view = await viewPerson(boss, id)
    expect(view.person).toMatchObject({ state: 'vouched', knownAs: 'Sunita Kumari' })
    expect(view.person.nameChangedAt).toEqual(house.clock.now())
    expect((await listPeople(boss, { text: 'Ramesh Lal' })).rows[0]).toMatchObject({ id, nameChanged: true })
    expect((await listWaiting(boss, {})).renamed).toContainEqual({
      personId: id,
      name: 'Ramesh Lal',
      nameDevanagari: 'रमेश लाल',
      nameLatin: 'Ramesh Lal',
      knownAs: 'Sunita Kumari',
      at: house.clock.now(),
    })
  })

  it('is settled by the coordinator who says that it is she, for the name that he read only', async () => {
    const { id, ctx } = await person()
    const boss = await coordinator()
    await correctMyName(ctx, { command: command(), name: 'Rekha Bai' })
    await correctMyName(ctx, { command: command(), name: 'Rekha Bai Meena' })
    expect(
      (await refusalOf(confirmName(boss, { command: command(), personId: id, name: 'Rekha Bai' }))).reason,
    ).toBe('people_c_name_changed_again')
    await confirmName(boss, { command: command(), personId: id, name: 'Rekha Bai Meena' })
    expect((await viewPerson(boss, id)).person).toMatchObject({ knownAs: null, nameChangedAt: null })
    expect((await listWaiting(boss, {})).renamed.map(({ personId }) => personId)).not.toContain(id)
  })

  it('is settled by a new vouch', async () => {
    const { id, ctx } = await person()
    await correctMyName(ctx, { command: command(), name: 'Kamla Bai' })
    await sql`update people.person set state = 'placed' where id = ${id}`.execute(house.owner.db)
    const boss = await coordinator()
    await vouchForPerson(boss, { command: command(), personId: id })
    expect((await viewPerson(boss, id)).person).toMatchObject({ knownAs: null, nameChangedAt: null })
  })

  it('does not take the name of another of the household', async () => {
    const phone = '+915555500001'
    await person({ name: 'रमेश लाल', phone })
    const { ctx } = await person({ phone })
    expect((await refusalOf(correctMyName(ctx, { command: command(), name: 'Ramesh Lal' }))).fields).toEqual({
      name: 'people_name_of_another',
    })
  })
})

describe('a coordinator who corrects a name', () => {
  it('is seen by the person, and leaves no mark that the name changed', async () => {
    const { id, ctx } = await person()
    await correctName(await coordinator(), { command: command(), personId: id, name: 'Suman Devi' })
    const record = await myRecord(ctx)
    expect(record).toMatchObject({ nameEn: 'Suman Devi' })
    expect(record.sightings).toMatchObject([{ what: 'name', role: 'coordinator' }])
    expect((await auditOf(id)).map(({ verb }) => verb)).toEqual(['people.correctName'])
  })

  it('is not told whose name it is that the household has already', async () => {
    const phone = '+915555500002'
    await network.person({ place: network.tree.booth(1, 0, 0), wing: 2, name: 'Ramesh Lal', phone })
    const { id } = await person({ phone })
    const boss = await coordinator()
    expect(
      (await refusalOf(correctName(boss, { command: command(), personId: id, name: 'Ramesh Lal' }))).fields,
    ).toEqual({ name: 'people_c_name_not_here' })
  })

  it('cannot rename himself by that way, nor a coordinator level with him', async () => {
    const mine = await network.holder(network.tree.constituency(0, 0), 1)
    const level = await network.holder(network.tree.constituency(0, 0), 1)
    for (const { personId } of [mine, level])
      expect(
        (await refusalOf(correctName(house.as(mine), { command: command(), personId, name: 'Other' }))).id,
      ).toBe('forbidden')
  })
})

describe('a nominee', () => {
  const named = { nomineeName: 'Mohan Lal', nomineePhone: '098290 12345' }

  it('is named, changed and removed by oneself, and stands in the export', async () => {
    const { ctx } = await person()
    expect((await myRecord(ctx)).nominee).toBeUndefined()
    await nominate(ctx, { command: command(), ...named })
    await nominate(ctx, { command: command(), ...named, nomineeName: 'मोहन लाल' })
    const nominee = { name: 'मोहन लाल', phone: '+919829012345', namedAt: house.clock.now() }
    expect((await myRecord(ctx)).nominee).toEqual(nominee)
    expect(await exportMyData(ctx)).toMatchObject({ person: { nominee } })
    await removeNominee(ctx, { command: command() })
    await removeNominee(ctx, { command: command() })
    expect((await myRecord(ctx)).nominee).toBeUndefined()
  })

  it('is refused beside the field that is wrong', async () => {
    const { ctx } = await person()
    const wrong = nominate(ctx, { command: command(), nomineeName: '', nomineePhone: '12' })
    expect((await refusalOf(wrong)).fields).toMatchObject({ nomineeName: 'people_name_missing' })
    const wrongPhone = nominate(ctx, { command: command(), ...named, nomineePhone: '12' })
    expect(Object.keys((await refusalOf(wrongPhone)).fields)).toEqual(['nomineePhone'])
  })

  it('is read by nobody else: not by the coordinator of the whole state, not by the house, not from the table', async () => {
    const { id, ctx } = await person()
    await nominate(ctx, { command: command(), ...named })
    const admin = house.as(await network.holder(network.tree.state, null, 'admin'))
    for (const other of [admin, house.asSystem()]) {
      const seen = await other.transaction((tx) =>
        sql`select from people.nominee where person_id = ${id}`.execute(tx.db),
      )
      expect(seen.rows).toEqual([])
    }
    expect(JSON.stringify(await viewPerson(admin, id))).not.toMatch(/Mohan|9829012345/)
    const stored = await sql<{ row: Buffer }>`
      select name_sealed || phone_sealed as row from people.nominee where person_id = ${id}`.execute(
      house.owner.db,
    )
    expect(stored.rows[0]!.row.toString('latin1')).not.toMatch(/Mohan|9829012345/)
    expect(JSON.stringify(await auditOf(id))).not.toMatch(/Mohan|9829012345/)
  })

  it('goes with erasure, asked for or when its time has come, and stays with everybody else', async () => {
    const count = async (id: string) =>
      (await sql`select from people.nominee where person_id = ${id}`.execute(house.owner.db)).rows.length
    const [erased, left, stays] = [await person(), await person(), await person()]
    for (const { ctx } of [erased, left, stays]) await nominate(ctx, { command: command(), ...named })
    await eraseMe(erased.ctx, { command: command() })
    await leave(left.ctx, { command: command() })
    expect([await count(erased.id), await count(left.id), await count(stays.id)]).toEqual([0, 1, 1])
    house.clock.moveTo(new Date(house.clock.now().getTime() + 31 * 86_400_000))
    expect(await forgetPeople(house.asSystem())).toMatchObject({ erased: 1 })
    expect([await count(left.id), await count(stays.id)]).toEqual([0, 1])
    const gone = await sql`
      select name, known_as from people.person where id = ${left.id}`.execute(house.owner.db)
    expect(gone.rows).toEqual([{ name: '—', known_as: null }])
  })
})
