import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { arrangeAppointed, arrangePerson, signedIn } from '#tests/builders/people.ts'
import { arrangeDeclaration } from '#tests/builders/declaration.ts'
import { refusalOf } from '#tests/builders/outcome.ts'
import type { SmallPlace } from '#tests/builders/smallState.ts'
import { useVolunteerStage } from '#tests/builders/volunteerStage.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { announce } from '#platform/outbox/announce.ts'
import { isConfirmed, PERSON_STATES, type PersonState } from '../domain/ladder.ts'
import { withdrawConsent } from './changeConsent.ts'
import { chooseBooth } from './chooseBooth.ts'
import { giveConsents } from './consentStore.ts'
import { myStanding } from './myStanding.ts'
import { findPerson } from './personStore.ts'
import { peopleReactions } from './reactions.ts'
import { reportMissingBooth } from './reportMissingBooth.ts'
import { verifyPhone } from './verifyPhone.ts'

const stage = useVolunteerStage()
const command = () => uuidv7()
const seen = (id: string) => stage.house.asSystem().transaction((tx) => findPerson(tx, id))
async function appointAt(personId: string, place: SmallPlace, role: 'coordinator' | 'admin') {
  const from_at = new Date(stage.house.clock.now().getTime() - 86_400_000)
  await stage.house.owner.db
    .insertInto('people.appointment')
    .values({ id: uuidv7(), person_id: personId, role, place_id: place.id, place_lft: place.lft, from_at })
    .execute()
  await arrangeDeclaration(stage.house.owner.db, personId, stage.house.clock.now())
}
const standingVouches = (id: string) =>
  stage.house.owner.db
    .selectFrom('people.vouch')
    .select('id')
    .where('person_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()

describe('proving the phone', () => {
  it('places who has chosen a booth, and only verifies who has not', async () => {
    const placed = await stage.volunteer('applied')
    expect(await verifyPhone(placed.ctx)).toBe('placed')
    const without = await stage.volunteer('applied', stage.state.constituencies[0]!)
    expect(await verifyPhone(without.ctx)).toBe('phone_verified')
    expect(await verifyPhone(placed.ctx)).toBe('placed')
    expect((await seen(placed.id))?.phoneVerifiedAt).toEqual(stage.house.clock.now())
  })

  it('changes nothing for who was vouched for, declined or suspended', async () => {
    for (const standing of ['vouched', 'declined', 'suspended', 'left'] as const) {
      const { ctx } = await stage.volunteer(standing)
      expect(await verifyPhone(ctx)).toBe(standing)
    }
  })

  it('is also heard from the accounts, and a person gone meanwhile is let go', async () => {
    const { id } = await stage.volunteer('applied')
    await stage.house.asSystem().transaction(async (tx) => {
      await announce(tx, 'accounts.personChosen', { personId: id })
      await announce(tx, 'accounts.personChosen', { personId: uuidv7() })
    })
    await deliverEvents(stage.house.platform, peopleReactions)
    expect((await seen(id))?.state).toBe('placed')
  })

  it('is nobody’s who is not signed in', async () => {
    expect((await refusalOf(verifyPhone(stage.house.as(NOBODY)))).id).toBe('notSignedIn')
  })
})

describe('choosing a booth', () => {
  it('places, and is answered the same when replayed', async () => {
    const { id, ctx } = await stage.volunteer('phone_verified', stage.state.constituencies[0]!)
    const input = { command: command(), boothId: stage.state.booths[4]!.id }
    expect(await chooseBooth(ctx, input)).toEqual({ state: 'placed' })
    expect(await chooseBooth(ctx, input)).toEqual({ state: 'placed' })
    expect(await seen(id)).toMatchObject({
      placeId: stage.state.booths[4]!.id,
      placeLft: stage.state.booths[4]!.lft,
    })
  })

  it('takes a vouched volunteer back to waiting for a vouch, but not for the same booth', async () => {
    const { id, ctx } = await stage.vouchedVolunteer()
    expect(await chooseBooth(ctx, { command: command(), boothId: stage.state.booths[0]!.id })).toEqual({
      state: 'vouched',
    })
    expect(await chooseBooth(ctx, { command: command(), boothId: stage.state.booths[1]!.id })).toEqual({
      state: 'placed',
    })
    expect(await standingVouches(id)).toEqual([])
  })

  it('refuses what is no booth, and who is no member', async () => {
    const { ctx } = await stage.volunteer()
    const wrong = await refusalOf(
      chooseBooth(ctx, { command: command(), boothId: stage.state.districts[0]!.id }),
    )
    expect(wrong.fields).toEqual({ boothId: 'people_booth_unknown' })
    for (const standing of ['declined', 'suspended', 'left'] as const) {
      const aside = await stage.volunteer(standing)
      const refused = await refusalOf(
        chooseBooth(aside.ctx, { command: command(), boothId: stage.state.booths[1]!.id }),
      )
      expect(refused.reason).toBe('people_not_a_member')
    }
  })
})

describe('a booth that is missing', () => {
  it('moves the person to the constituency, once, until it is settled', async () => {
    const { id, ctx } = await stage.volunteer('phone_verified', stage.state.state)
    const missing = { constituencyId: stage.state.constituencies[3]!.id, described: 'नई ढाणी का स्कूल' }
    expect(await reportMissingBooth(ctx, { command: command(), missing })).toEqual({
      state: 'phone_verified',
    })
    const again = await refusalOf(reportMissingBooth(ctx, { command: command(), missing }))
    expect(again.reason).toBe('people_missing_already_reported')
    expect((await myStanding(ctx)).next).toBe('waitForTheBooth')
    await chooseBooth(ctx, { command: command(), boothId: stage.state.booths[9]!.id })
    expect(await myStanding(ctx)).toMatchObject({ next: 'waitForTheVouch', missingBooth: undefined })
    expect(await seen(id)).toMatchObject({ placeId: stage.state.booths[9]!.id })
  })
})

describe('my standing', () => {
  let ctx: Context
  beforeEach(async () => {
    ;({ ctx } = await stage.volunteer('placed', stage.state.booths[7]!, 2))
  })

  it('names the nearest coordinator above, in my own wing, with the phone only when she agreed to calls', async () => {
    expect((await myStanding(ctx)).coordinator).toBeUndefined()
    const district = await arrangeAppointed(stage.house, {
      place: stage.state.districts[1]!,
      level: 'district',
      name: 'Far Away',
      everyWing: true,
    })
    await arrangeAppointed(stage.house, {
      place: stage.state.constituencies[2]!,
      level: 'constituency',
      wing: 1,
      name: 'Other Wing',
    })
    await arrangeAppointed(stage.house, {
      place: stage.state.constituencies[0]!,
      level: 'constituency',
      wing: 2,
      name: 'Elsewhere',
    })
    await arrangeAppointed(stage.house, {
      place: stage.state.constituencies[2]!,
      level: 'constituency',
      wing: 2,
      name: 'Gone',
      state: 'suspended',
    })
    // Whose office waits for the declaration has no power yet, so nobody is sent there.
    const { personId: undeclared } = await arrangeAppointed(stage.house, {
      place: stage.state.constituencies[2]!,
      level: 'constituency',
      wing: 2,
      name: 'Not Declared',
    })
    await stage.house.owner.db.deleteFrom('people.declaration').where('person_id', '=', undeclared).execute()
    expect((await myStanding(ctx)).coordinator).toMatchObject({ nameEn: 'Far Away', phone: undefined })
    await stage.house
      .asSystem()
      .transaction((tx) => giveConsents(tx, district.personId, ['membership', 'call'], 'hi'))
    expect((await myStanding(ctx)).coordinator?.phone).toMatch(/^\+91\d{10}$/)
    await withdrawConsent(stage.house.as(district), { command: command(), purpose: 'call' })
    expect((await myStanding(ctx)).coordinator?.phone).toBeUndefined()
    await arrangeAppointed(stage.house, {
      place: stage.state.constituencies[2]!,
      level: 'constituency',
      wing: 2,
      name: 'Rekha Meena',
    })
    expect((await myStanding(ctx)).coordinator).toMatchObject({ nameEn: 'Rekha Meena' })
  })

  it('names, of two at one place, the one who agreed to calls, and nobody who has not declared', async () => {
    const beside = { place: stage.state.constituencies[3]!, level: 'constituency', wing: 2 }
    const { ctx: asking } = await stage.volunteer('vouched', stage.state.booths[10]!, 2)
    const silent = await arrangeAppointed(stage.house, { ...beside, name: 'First Silent' })
    expect((await myStanding(asking)).coordinator?.nameEn).toBe('First Silent')
    const callable = await arrangeAppointed(stage.house, {
      ...beside,
      name: 'Later Callable',
      everyWing: true,
    })
    await stage.house
      .asSystem()
      .transaction((tx) => giveConsents(tx, callable.personId, ['membership', 'call'], 'hi'))
    expect((await myStanding(asking)).coordinator?.nameEn).toBe('Later Callable')
    const withdraw = (personId: string) =>
      stage.house.owner.db.deleteFrom('people.declaration').where('person_id', '=', personId).execute()
    await withdraw(callable.personId)
    expect((await myStanding(asking)).coordinator?.nameEn).toBe('First Silent')
    await withdraw(silent.personId)
    expect((await myStanding(asking)).coordinator?.nameEn).toBe('Far Away')
  })

  it('names nobody at or below the place that one leads oneself', async () => {
    const constituency = { place: stage.state.constituencies[3]!, level: 'constituency', wing: 2 }
    await arrangeAppointed(stage.house, { ...constituency, name: 'Below' })
    const leads = async (place: SmallPlace, role: 'coordinator' | 'admin' = 'coordinator') => {
      const personId = await arrangePerson(stage.house, {
        place: stage.state.booths[10]!,
        wing: 2,
        state: 'vouched',
      })
      await appointAt(personId, place, role)
      return (await myStanding(stage.house.as(signedIn(personId)))).coordinator?.nameEn
    }
    expect(await leads(stage.state.constituencies[3]!)).toBe('Far Away')
    expect(await leads(stage.state.districts[1]!)).toBeUndefined()
    expect(await leads(stage.state.state, 'admin')).toBeUndefined()
  })

  it('says booth, constituency, district and what is next', async () => {
    expect(await myStanding(ctx)).toMatchObject({
      state: 'placed',
      next: 'waitForTheVouch',
      booth: { id: stage.state.booths[7]!.id },
      constituency: { id: stage.state.constituencies[2]!.id },
      district: { id: stage.state.districts[1]!.id },
      wing: { nameEn: 'Women' },
    })
  })

  it('is nobody else’s', async () => {
    expect((await refusalOf(myStanding(stage.house.as(NOBODY)))).id).toBe('notSignedIn')
    expect((await refusalOf(myStanding(stage.house.as(signedIn(uuidv7()))))).id).toBe('notFound')
  })
})

it('the rooms above are told by SQL of the same steps for whom somebody has vouched', async () => {
  const { rows } = await sql<{ state: PersonState }>`
    select state from unnest(${[...PERSON_STATES]}::text[]) as state where people.is_vouched(state)`.execute(
    stage.house.owner.db,
  )
  expect(rows.map(({ state }) => state).toSorted()).toEqual(PERSON_STATES.filter(isConfirmed).toSorted())
})
