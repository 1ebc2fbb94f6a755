import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { arrangeNetwork, type MadeUpPerson, type Network, type PersonState } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { NOTICE_VERSION } from '../domain/notice.ts'
import { fillMatchKeys } from './duplicateStore.ts'
import { keepApart } from './keepApart.ts'
import { eraseMe } from './leave.ts'
import { listDuplicates } from './listDuplicates.ts'
import { listPeople } from './listPeople.ts'
import { mergePeople } from './mergePeople.ts'
import { previewMerge } from './previewMerge.ts'
import { undoMerge } from './undoMerge.ts'

let house: TestPlatform
let network: Network
let ctx: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  ctx = house.as(await network.holder(network.tree.district(0), network.wings.youth))
})
afterAll(() => house.close())

let shared = 0
/** Two records of one phone at one booth. */
async function twice(name = 'कल्पना पारेख', other = 'Kalpana Parekh', state: PersonState = 'placed') {
  const phone = `+9155557${String(++shared).padStart(5, '0')}`
  const place = network.tree.booth(0, 0, shared % 3)
  return [await network.person({ place, name, nameLatin: 'Kalpana Parekh', phone, state }), await network.person({ place, name: other, nameLatin: 'Kalpana Parekh', phone, state })] as const // prettier-ignore
}
const merge = (stays: MadeUpPerson, gives: MadeUpPerson, by = ctx, command = uuidv7()) =>
  mergePeople(by, { command, staysId: stays.id, givesId: gives.id })
async function reasonOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    return thrown.reason ?? thrown.id
  }
}
/** Every pair that is offered, page by page. */
async function offered(by = ctx): Promise<readonly string[]> {
  const pairs: string[] = []
  let after: string | undefined
  do {
    const page = await listDuplicates(by, { after })
    pairs.push(...page.rows.map(({ one, other }) => [one.id, other.id].sort().join(' ')))
    after = page.next
  } while (after !== undefined)
  return pairs
}
const pairOf = (a: MadeUpPerson, b: MadeUpPerson) => [a.id, b.id].sort().join(' ')
const row = async (table: string, where: string, value: string) =>
  (await sql<Record<string, unknown>>`select * from ${sql.table(table)} where ${sql.ref(where)} = ${value}`.execute(house.owner.db)).rows // prettier-ignore

async function agree(person: MadeUpPerson, purpose: string, days: number, withdrawnDays?: number) {
  const at = (ago: number) => new Date(house.clock.now().getTime() - ago * 86_400_000)
  const id = uuidv7()
  await sql`insert into people.consent (id, person_id, purpose, notice_version, language, given_at, withdrawn_at)
    values (${id}, ${person.id}, ${purpose}, ${NOTICE_VERSION}, 'hi', ${at(days)}, ${withdrawnDays === undefined ? null : at(withdrawnDays)})`.execute(
    house.owner.db,
  )
  return id
}

describe('candidates', () => {
  it('are found by phone across the scripts, with a reason for each field; members of the household are not', async () => {
    const [one, other] = await twice()
    const sister = await network.person({
      place: one.place,
      name: 'अल्पना पारेख',
      nameLatin: 'Alpana Parekh',
      phone: one.phone,
      state: 'placed',
    })
    const { rows } = await listDuplicates(ctx, { placeId: one.place.id })
    const found = rows.find((pair) => pairOf(one, other) === [pair.one.id, pair.other.id].sort().join(' '))!
    expect(found.fields.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['phone_same', 'place_booth', 'given_rare', 'family_same']),
    )
    expect(rows.flatMap(({ one: a, other: b }) => [a.id, b.id])).not.toContain(sister.id)
    expect(JSON.stringify(rows)).not.toContain(one.phone.slice(3))
  })

  it('are found by name in the booth when the number changed, by whichever hand wrote the keys', async () => {
    const place = network.tree.booth(0, 1, 0)
    const one = await network.person({
      place,
      name: 'नलिनी बिश्नोई',
      nameLatin: 'Nalini Bishnoi',
      state: 'placed',
    })
    const other = await network.person({
      place,
      name: 'Nalini Bishnoi',
      nameLatin: 'Nalini Bishnoi',
      state: 'applied',
    })
    await sql`update people.person set match_given = null, match_family = null, match_name = null where id in (${one.id}, ${other.id})`.execute(house.owner.db) // prettier-ignore
    expect(await offered()).not.toContain(pairOf(one, other))
    await house.asSystem().transaction((tx) => fillMatchKeys(tx, 100))
    expect(await offered()).toContain(pairOf(one, other))
  })

  it('said to be two people are never offered, nor merged, again', async () => {
    const [one, other] = await twice()
    const command = uuidv7()
    await keepApart(ctx, { command, oneId: one.id, otherId: other.id })
    await keepApart(ctx, { command, oneId: one.id, otherId: other.id })
    expect(await offered()).not.toContain(pairOf(one, other))
    expect(await reasonOf(merge(one, other))).toBe('people_d_kept_apart')
  })

  it('come by index, however large the state is', async () => {
    const plan = await house.asSystem().transaction(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx.db)
      const [a] = await twice()
      const asked = [
        sql`select id from people.person where phone_index = '\\x00'`,
        sql`select id from people.person where match_name = 'klpn prek' and place_lft between ${a.place.lft} and ${a.place.rgt}`,
        sql`select id from people.person where place_lft = ${a.place.lft} and match_given = 'klpn'`,
        sql`select id from people.person where place_lft = ${a.place.lft} and match_family = any (array['prek', 'klpn']) and match_family is not null`, // prettier-ignore
      ]
      const plans: string[] = []
      for (const one of asked) {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${one}`.execute(tx.db)
        plans.push(rows.map((line) => line['QUERY PLAN']).join('\n'))
      }
      return plans
    })
    for (const one of plan) expect(one).toMatch(/Index (Only )?Scan|Bitmap Index Scan/)
    expect(plan.join('\n')).not.toContain('Seq Scan on person')
  })
})

describe('a merge', () => {
  it('passes over what the other record holds, keeps what it said, and does it once', async () => {
    const [stays, gives] = await twice('कल्पना पारेख', 'Kalpana Parekh', 'vouched')
    const trainer = await network.appoint(gives, { role: 'trainer' })
    await network.appoint(stays, { role: 'creator' })
    const both = await network.appoint(gives, { role: 'creator' })
    const consent = await agree(gives, 'sms', 3)
    await sql`insert into people.vouch (id, person_id, place_id, wing, at, same_hand)
      values (${uuidv7()}, ${gives.id}, ${gives.place.id}, ${gives.wing}, ${house.clock.now()}, false)`.execute(
      house.owner.db,
    )
    const command = uuidv7()
    const { mergeId } = await merge(stays, gives, ctx, command)
    expect(await merge(stays, gives, ctx, command)).toEqual({ mergeId })

    expect((await row('people.appointment', 'id', trainer))[0]).toMatchObject({
      person_id: stays.id,
      to_at: null,
    })
    // The same office is not held twice.
    expect((await row('people.appointment', 'id', both))[0]).toMatchObject({ to_at: house.clock.now() })
    expect((await row('people.consent', 'id', consent))[0]).toMatchObject({
      person_id: stays.id,
      withdrawn_at: null,
    })
    expect((await row('people.vouch', 'person_id', stays.id))[0]).toMatchObject({
      revoked_at: house.clock.now(),
    })
    expect((await row('people.person', 'id', gives.id))[0]).toMatchObject({ name: gives.name, state: 'left', merged_into: stays.id }) // prettier-ignore
    const listed = (await listPeople(ctx, { text: 'kalpana' })).rows.map(({ id }) => id)
    expect(listed).toContain(stays.id)
    expect(listed).not.toContain(gives.id)
    expect(await offered()).not.toContain(pairOf(stays, gives))
  })

  it('lets the later word on a purpose count, whichever record it stands in', async () => {
    const [stays, gives] = await twice()
    const given = await agree(stays, 'whatsapp', 9)
    await agree(gives, 'whatsapp', 8, 2)
    const later = await agree(gives, 'call', 1)
    await agree(stays, 'call', 5, 4)
    await merge(stays, gives)
    expect((await row('people.consent', 'id', given))[0]!.withdrawn_at).not.toBeNull()
    expect((await row('people.consent', 'id', later))[0]).toMatchObject({
      person_id: stays.id,
      withdrawn_at: null,
    })
  })

  it('loses no vouch, washes off no suspension, and needs the second step', async () => {
    const [placed, other] = await twice()
    const vouched = await network.person({
      place: placed.place,
      name: 'कल्पना पारेख',
      phone: placed.phone,
      state: 'vouched',
    })
    const suspended = await network.person({
      place: placed.place,
      name: 'कल्पना पारेख',
      phone: placed.phone,
      state: 'suspended',
    })
    expect(await reasonOf(merge(placed, vouched))).toBe('people_d_keep_vouched')
    expect(await reasonOf(merge(placed, suspended))).toBe('people_d_set_aside')
    expect(await reasonOf(merge(suspended, placed))).toBe('people_d_set_aside')
    const withoutStep = house.as(
      await network.holder(network.tree.district(0), network.wings.youth, 'coordinator', 1),
    )
    expect(await reasonOf(merge(placed, other, withoutStep))).toBe('secondStepNeeded')
    expect(await reasonOf(mergePeople(ctx, { command: uuidv7(), staysId: placed.id, givesId: placed.id }))).toBe('badInput') // prettier-ignore
  })

  it('is no way to appoint: an office that one could not give does not pass over', async () => {
    const [stays, gives] = await twice('कल्पना पारेख', 'Kalpana Parekh', 'vouched')
    await network.appoint(gives, { role: 'reviewer' })
    expect(await reasonOf(merge(stays, gives))).toBe('people_d_may_not_merge')
  })

  it('hands over no office that is planned, unless one could give it', async () => {
    const [stays, gives] = await twice('कल्पना पारेख', 'Kalpana Parekh', 'vouched')
    await network.appoint(gives, {
      role: 'reviewer',
      from: new Date(house.clock.now().getTime() + 86_400_000),
    })
    expect(await reasonOf(merge(stays, gives))).toBe('people_d_may_not_merge')
  })

  it('lets nobody enter an office by a number that somebody else chose, nor by one that is not proved', async () => {
    const [stays, gives] = await twice('कल्पना पारेख', 'Kalpana Parekh', 'vouched')
    await network.appoint(stays, { role: 'creator' })
    const taking = (a: MadeUpPerson, b: MadeUpPerson, taken: ('phone' | 'place')[]) =>
      reasonOf(mergePeople(ctx, { command: uuidv7(), staysId: a.id, givesId: b.id, taken }))
    expect(await taking(stays, gives, ['phone'])).toBe('people_d_phone_of_office')
    expect(await taking(stays, gives, ['place'])).toBe('people_d_place_of_vouch')
    const [placed, unproved] = await twice()
    await sql`update people.person set phone_verified_at = null, state = 'applied' where id = ${unproved.id}`.execute(house.owner.db) // prettier-ignore
    expect(await taking(placed, unproved, ['phone'])).toBe('people_d_phone_unproved')
    expect(await reasonOf(merge(unproved, placed))).toBe('people_d_keep_further')
  })

  it('is read before it is made, with what passes over and what ends', async () => {
    const [stays, gives] = await twice('कल्पना पारेख', 'Kalpana Parekh', 'vouched')
    const trainer = await network.appoint(gives, { role: 'trainer' })
    const volunteer = await network.appoint(gives, { role: 'volunteer' })
    await agree(gives, 'sms', 3)
    const seen = await previewMerge(ctx, { staysId: stays.id, givesId: gives.id })
    expect(seen.refused).toBeUndefined()
    expect([seen.pass.map(({ id }) => id), seen.end.map(({ id }) => id)]).toEqual([[trainer], [volunteer]])
    expect(seen.gives.holds).toMatchObject({ consents: 1, hasVouch: false })
    // A volunteer's is an appointment too, as her own page lists it.
    expect([seen.stays.appointments, seen.gives.appointments]).toEqual([0, 2])
    expect(seen.differs.map(({ value }) => value)).toEqual(['name'])
    expect(JSON.stringify(seen)).not.toContain(gives.phone.slice(3))
    expect((await row('people.sighting', 'person_id', gives.id)).map(({ what }) => what)).toContain('record')
  })

  it('keeps the record that stays when an import that added it is taken back', async () => {
    const [stays, gives] = await twice()
    // An import takes away again what nobody touched since it wrote it.
    const written = new Date(house.clock.now().getTime() - 60_000)
    await sql`update people.person set changed_at = ${written} where id = ${stays.id}`.execute(house.owner.db)
    await merge(stays, gives)
    expect((await row('people.person', 'id', stays.id))[0]).toMatchObject({ changed_at: house.clock.now() })
  })

  it('of one pair by two at the same moment happens once', async () => {
    const [a, b] = await twice()
    const outcomes = await Promise.all([reasonOf(merge(a, b)), reasonOf(merge(b, a))])
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1)
  })

  it('is erased with the person: what the other record said goes too', async () => {
    const [stays, gives] = await twice()
    await merge(stays, gives)
    await eraseMe(house.as(await network.actor(stays)), { command: uuidv7() })
    expect((await row('people.person', 'id', gives.id))[0]).toMatchObject({
      name: '—',
      name_latin: '',
      match_name: '',
    })
  })
})

describe('taking a merge back', () => {
  it('restores both records, and says what changed since', async () => {
    const [stays, gives] = await twice('कल्पना पारेख', 'Kalpana Parekh', 'vouched')
    const trainer = await network.appoint(gives, { role: 'trainer' })
    const volunteer = await network.appoint(gives, { role: 'volunteer' })
    const consent = await agree(gives, 'sms', 3)
    const vouchId = uuidv7()
    await sql`insert into people.vouch (id, person_id, place_id, wing, at, same_hand)
      values (${vouchId}, ${gives.id}, ${gives.place.id}, ${gives.wing}, ${house.clock.now()}, false)`.execute(
      house.owner.db,
    )
    const { mergeId } = await merge(stays, gives)
    const later = new Date(house.clock.now().getTime() + 60_000)
    await sql`update people.consent set withdrawn_at = ${later} where id = ${consent}`.execute(house.owner.db)
    await network.appoint(stays, { role: 'creator', from: later })

    const { merges } = await listDuplicates(ctx, {})
    expect(merges.find(({ id }) => id === mergeId)!.changed).toEqual({
      ended: 1,
      added: 1,
      isRecordChanged: false,
    })
    const command = uuidv7()
    const told = await undoMerge(ctx, { command, mergeId })
    expect(told).toEqual({ ended: 1, added: 1, isRecordChanged: false, givesId: gives.id })
    expect(await undoMerge(ctx, { command, mergeId })).toEqual(told)

    expect((await row('people.person', 'id', gives.id))[0]).toMatchObject({
      state: 'vouched',
      merged_into: null,
    })
    for (const id of [trainer, volunteer])
      expect((await row('people.appointment', 'id', id))[0]).toMatchObject({
        person_id: gives.id,
        to_at: null,
      })
    expect((await row('people.vouch', 'id', vouchId))[0]).toMatchObject({
      person_id: gives.id,
      revoked_at: null,
    })
    // Changed since: it goes back as it is now.
    expect((await row('people.consent', 'id', consent))[0]).toMatchObject({
      person_id: gives.id,
      withdrawn_at: later,
    })
    await expect(undoMerge(ctx, { command: uuidv7(), mergeId })).rejects.toMatchObject({
      id: 'changedMeanwhile',
      reason: 'people_d_merge_undone',
    })
    await expect(undoMerge(ctx, { command: uuidv7(), mergeId: uuidv7() })).rejects.toMatchObject({
      id: 'notFound',
    })
  })

  it('is refused once the person has been set aside: an undo washes off nothing', async () => {
    const [stays, gives] = await twice()
    const { mergeId } = await merge(stays, gives)
    await sql`update people.person set state = 'suspended' where id = ${stays.id}`.execute(house.owner.db)
    expect(await reasonOf(undoMerge(ctx, { command: uuidv7(), mergeId }))).toBe('people_d_not_undone')
  })
})
