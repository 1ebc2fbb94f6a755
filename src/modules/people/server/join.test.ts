import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#tests/builders/outcome.ts'
import { arrangeAppointed, arrangeInvitation, freshPhone, signedIn } from '#tests/builders/people.ts'
import { buildSmallState, type SmallState } from '#tests/builders/smallState.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Refusal } from '#platform/errors/catalogue.ts'
import type { Join } from '../domain/person.ts'
import { joinByInvitation } from './joinByInvitation.ts'
import { joinWithoutInvitation } from './joinWithoutInvitation.ts'
import { findPerson, phoneOf } from './personStore.ts'

let house: TestPlatform
let state: SmallState
let rekha: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  state = await buildSmallState(house.owner.db)
  rekha = await arrangeAppointed(house, { place: state.constituencies[0]!, level: 'constituency' })
})
afterAll(() => house.close())

const nobody = () => house.as(NOBODY)
const form = (change: Partial<Join> = {}): Join => ({
  command: uuidv7(),
  name: 'सुनीता कुमारी',
  phone: freshPhone(),
  adult: true,
  membership: true,
  ...change,
})
const invite = (change: Partial<Parameters<typeof arrangeInvitation>[1]> = {}) =>
  arrangeInvitation(house, { madeBy: rekha.personId, place: state.constituencies[0]!, ...change })
const seen = (id: string) => house.asSystem().transaction((tx) => findPerson(tx, id))

describe('joining by invitation', () => {
  it('makes a person at the chosen booth with name in both scripts, sealed phone and consents', async () => {
    const { code, id } = await invite({ wing: 2 })
    const booth = state.booths[1]!
    const { personId, already } = await joinByInvitation(nobody(), {
      ...form({ phone: '०98290-12345', boothId: booth.id, purposes: ['call'] }),
      code,
    })
    expect(already).toBe(false)
    const person = await seen(personId)
    expect(person).toMatchObject({
      name: 'सुनीता कुमारी',
      nameLatin: 'Sunita Kumari',
      placeId: booth.id,
      placeLft: booth.lft,
      wing: 2,
      state: 'applied',
      invitationId: id,
    })
    const phone = await house.asSystem().transaction((tx) => phoneOf(tx, house.platform.keys, personId))
    expect(phone).toBe('+919829012345')
    const consents = await house.owner.db
      .selectFrom('people.consent')
      .select(['purpose', 'language'])
      .where('person_id', '=', personId)
      .orderBy('purpose')
      .execute()
    expect(consents).toEqual([
      { purpose: 'call', language: 'hi' },
      { purpose: 'membership', language: 'hi' },
    ])
  })

  it('answers a replayed form the same and changes nothing', async () => {
    const { code, id } = await invite({ uses: 3 })
    const typed = { ...form(), code }
    const first = await joinByInvitation(nobody(), typed)
    expect(await joinByInvitation(nobody(), typed)).toEqual(first)
    const { uses } = await house.owner.db
      .selectFrom('people.invitation')
      .select('uses')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(uses).toBe(1)
    const other = await refusalOf(joinByInvitation(nobody(), { ...typed, name: 'Another Name' }))
    expect(other.id).toBe('commandReused')
  })

  it('lets exactly five of twenty racing joins through an invitation with five uses', async () => {
    const { code, id } = await invite({ uses: 5 })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        joinByInvitation(nobody(), { ...form({ name: `Racer ${String.fromCharCode(65 + index)}` }), code }),
      ),
    )
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as Refusal] : [],
    )
    expect(outcomes.length - refused.length).toBe(5)
    expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['people_invitation_used_up']))
    const joined = await house.owner.db
      .selectFrom('people.person')
      .select('id')
      .where('invitation_id', '=', id)
      .execute()
    expect(joined).toHaveLength(5)
  })

  it('refuses an unknown, revoked, expired or used-up invitation, each by its name', async () => {
    const reason = async (code: string) =>
      (await refusalOf(joinByInvitation(nobody(), { ...form(), code }))).reason
    expect(await reason('0000000000000000')).toBe('people_invitation_unknown')
    const used = await invite({ uses: 1 })
    await joinByInvitation(nobody(), { ...form({ name: 'First' }), code: used.code })
    expect(await reason(used.code)).toBe('people_invitation_used_up')
    const revoked = await invite()
    await house.owner.db
      .updateTable('people.invitation')
      .set({ revoked_at: house.clock.now() })
      .where('id', '=', revoked.id)
      .execute()
    expect(await reason(revoked.code)).toBe('people_invitation_revoked')
    const old = await invite({ expiresInDays: 3 })
    const present = house.clock.now()
    house.clock.moveTo(new Date(present.getTime() + 3 * 86_400_000))
    expect(await reason(old.code)).toBe('people_invitation_expired')
    house.clock.moveTo(present)
  })

  it('accepts a code as people type it', async () => {
    const { code } = await invite()
    const typed = ` ${code.toLowerCase().slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)} `
    expect((await joinByInvitation(nobody(), { ...form(), code: typed })).already).toBe(false)
  })

  it('refuses a booth outside the place of the invitation, an unknown one, and a place that is no booth', async () => {
    const { code } = await invite()
    const fault = async (boothId: string) =>
      (await refusalOf(joinByInvitation(nobody(), { ...form({ boothId }), code }))).fields.boothId
    expect(await fault(state.booths[3]!.id)).toBe('people_booth_outside')
    expect(await fault(uuidv7())).toBe('people_booth_unknown')
    expect(await fault(state.constituencies[0]!.id)).toBe('people_booth_unknown')
    expect(await fault("'; drop table people.person; --")).toBe('people_booth_unknown')
  })
})

describe('joining without an invitation', () => {
  it('stands at the whole state, in the first wing, until a booth is chosen', async () => {
    const { personId } = await joinWithoutInvitation(nobody(), form())
    expect(await seen(personId)).toMatchObject({ placeId: state.state.id, wing: 0, invitationId: null })
  })

  it('takes a booth that is not on the list to the coordinator of its constituency', async () => {
    const constituency = state.constituencies[2]!
    const { personId } = await joinWithoutInvitation(
      nobody(),
      form({ missing: { constituencyId: constituency.id, described: 'नया प्राथमिक विद्यालय,\u0000 ढाणी' } }),
    )
    expect(await seen(personId)).toMatchObject({ placeId: constituency.id })
    const reports = await house.owner.db
      .selectFrom('people.missing_booth')
      .select(['described', 'place_id'])
      .where('reported_by', '=', personId)
      .execute()
    expect(reports).toEqual([{ described: 'नया प्राथमिक विद्यालय, ढाणी', place_id: constituency.id }])
  })

  it('refuses a wing that does not exist', async () => {
    const refusal = await refusalOf(joinWithoutInvitation(nobody(), { ...form(), wing: 9 }))
    expect(refusal.fields).toEqual({ wing: 'people_wing_unknown' })
  })
})

describe('what is typed', () => {
  const faults = async (change: Record<string, unknown>) =>
    (await refusalOf(joinWithoutInvitation(nobody(), { ...form(), ...change } as Join))).fields

  it.each([
    ['an empty name', { name: '  \u200b ' }, { name: 'people_name_missing' }],
    ['a name of control characters', { name: '\u0007\u0008' }, { name: 'people_name_missing' }],
    ['a name that is too long', { name: 'अ'.repeat(121) }, { name: 'people_name_too_long' }],
    ['a name without letters', { name: '12345' }, { name: 'people_name_without_letters' }],
    ['no name', { name: undefined }, { name: 'people_name_missing' }],
    ['a phone that is none', { phone: '12345' }, { phone: 'accounts_phone_length' }],
    ['a landline', { phone: '0141-2222222' }, { phone: 'accounts_phone_not_mobile' }],
    ['a very long phone', { phone: '9'.repeat(41) }, { phone: 'accounts_phone_too_long' }],
    ['somebody below 18', { adult: false }, { adult: 'people_adult_needed' }],
    ['no agreement', { membership: false }, { membership: 'people_membership_needed' }],
    ['no command', { command: 'x' }, { command: 'platform_command_missing' }],
    [
      'a missing booth nobody described',
      { missing: { constituencyId: uuidv7(), described: ' ' } },
      { 'missing.described': 'people_described_missing' },
    ],
    [
      'a missing booth in no constituency',
      { missing: { constituencyId: uuidv7(), described: 'ढाणी का स्कूल' } },
      { 'missing.constituencyId': 'people_constituency_missing' },
    ],
  ] as const)('names the field at fault: %s', async (_, change, expected) => {
    expect(await faults(change)).toEqual(expected)
  })

  it('names every field at fault in one round, the phone among them', async () => {
    const wrong = { name: '', phone: '12345', adult: false, membership: false }
    const expected = {
      name: 'people_name_missing',
      phone: 'accounts_phone_length',
      adult: 'people_adult_needed',
      membership: 'people_membership_needed',
    }
    expect(await faults(wrong)).toEqual(expected)
    const { code } = await invite()
    const refused = await refusalOf(joinByInvitation(nobody(), { ...form(), ...wrong, code } as never))
    expect(refused.fields).toEqual(expected)
  })

  it('accepts a name of mixed or deceiving letters and marks it', async () => {
    const { personId } = await joinWithoutInvitation(nobody(), form({ name: 'Rаmesh\u202e Kumar' }))
    const person = await seen(personId)
    expect(person?.name).toBe('Rаmesh Kumar')
    expect(person?.nameFlags).toEqual(['mixed_script', 'lookalike', 'bidi_control', 'unexpected_script'])
  })

  it.each([
    '98290 54321',
    '098290-54321',
    '+91 98290 54321',
    '0091 9829054321',
    '919829054321',
    '९८२९०५४३२१',
  ])('reads %s as the same phone', async (phone) => {
    const { personId } = await joinWithoutInvitation(
      nobody(),
      form({ name: `Asha ${phone}`.replace(/\p{N}/gu, 'x'), phone }),
    )
    expect(await house.asSystem().transaction((tx) => phoneOf(tx, house.platform.keys, personId))).toBe(
      '+919829054321',
    )
  })
})

describe('a household behind one phone', () => {
  it('may join person by person; the same name, however spelt, is the same person', async () => {
    const phone = freshPhone()
    const mother = await joinWithoutInvitation(nobody(), form({ phone, name: 'Sunita Sharma' }))
    const son = await joinWithoutInvitation(nobody(), form({ phone, name: 'Ramesh Sharma' }))
    expect(son).toMatchObject({ already: false })
    const { code, id } = await invite({ uses: 1 })
    const again = await joinByInvitation(nobody(), { ...form({ phone, name: 'सुनीता शर्मा' }), code })
    expect(again).toEqual({ personId: mother.personId, already: true })
    const { uses } = await house.owner.db
      .selectFrom('people.invitation')
      .select('uses')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(uses).toBe(0)
  })

  it('tells nobody who is a member: a wrong booth, constituency or invitation is refused alike for a member and a stranger', async () => {
    const member = form({ phone: freshPhone(), name: 'Dinesh Soni' })
    await joinWithoutInvitation(nobody(), member)
    const open = await invite()
    const outside = state.booths[3]!.id
    const elsewhere = state.constituencies[2]!.id
    const wrong: Partial<Join>[] = [
      { boothId: uuidv7() },
      { boothId: outside },
      { missing: { constituencyId: uuidv7(), described: 'ढाणी का स्कूल' } },
      { missing: { constituencyId: elsewhere, described: 'ढाणी का स्कूल' } },
    ]
    const answerTo = async (who: Partial<Join>, change: Partial<Join>) => {
      const typed = { ...form({ ...who, ...change }), command: uuidv7() }
      const { id, reason, fields } = await refusalOf(
        joinByInvitation(nobody(), { ...typed, code: open.code }),
      )
      return { id, reason, fields }
    }
    for (const change of wrong) {
      const told = await answerTo({ name: member.name, phone: member.phone }, change)
      expect(told).toEqual(await answerTo({ name: member.name, phone: freshPhone() }, change))
      expect(told).toEqual(await answerTo({ name: 'Another Soni', phone: member.phone }, change))
    }
    const closed = await invite({ uses: 1 })
    await joinByInvitation(nobody(), { ...form({ name: 'First' }), code: closed.code })
    const again = { ...form({ name: member.name, phone: member.phone }), code: closed.code }
    expect((await refusalOf(joinByInvitation(nobody(), again))).reason).toBe('people_invitation_used_up')
  })

  it('makes one person of a double tap in two tabs', async () => {
    const phone = freshPhone()
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => joinWithoutInvitation(nobody(), form({ phone }))),
    )
    expect(new Set(answers.map(({ personId }) => personId)).size).toBe(1)
    expect(answers.filter(({ already }) => !already)).toHaveLength(1)
  })
})

describe('who sees an applicant', () => {
  it('she herself and the coordinator above, in that wing; nobody else', async () => {
    const { personId } = await joinWithoutInvitation(nobody(), form({ boothId: state.booths[0]!.id }))
    const other = await joinWithoutInvitation(nobody(), form({ boothId: state.booths[0]!.id, name: 'Other' }))
    const stranger = await arrangeAppointed(house, { place: state.constituencies[1]!, level: 'constituency' })
    const youth = await arrangeAppointed(house, {
      place: state.constituencies[0]!,
      level: 'constituency',
      wing: 1,
    })
    const sees = (actor: Parameters<typeof house.as>[0]) =>
      house.as(actor).transaction(async (tx) => (await findPerson(tx, personId)) !== undefined)
    expect(await sees(signedIn(personId))).toBe(true)
    expect(await sees(rekha)).toBe(true)
    expect(await sees(signedIn(other.personId))).toBe(false)
    expect(await sees(stranger)).toBe(false)
    expect(await sees(youth)).toBe(false)
    expect(await sees(NOBODY)).toBe(false)
  })

  it('cannot take over somebody by sending her id as the command', async () => {
    const { personId } = await joinWithoutInvitation(nobody(), form())
    const attempt = await joinWithoutInvitation(nobody(), form({ command: personId, name: 'Taker' }))
    expect(attempt.personId).not.toBe(personId)
    expect(await seen(personId)).toMatchObject({ name: 'सुनीता कुमारी' })
  })
})
