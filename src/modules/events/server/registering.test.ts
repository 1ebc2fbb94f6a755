/** Seats: who gets one, who waits, what an offer is, and what becomes of those above a venue that shrank. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeEvent, arrangePush, mergeAtEvents, ringAll, settleEvents, toldTo } from '#tests/builders/events.ts' // prettier-ignore
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { changeEvent } from './changeEvent.ts'
import { createEvent } from './createEvent.ts'
import { listRegistrations } from './listRegistrations.ts'
import { moveEvent } from './moveEvent.ts'
import { viewMyEvent } from './myEvents.ts'
import { nameOrganiser } from './nameOrganiser.ts'
import { lapseOffersOften } from './offers.ts'
import { answerOffer, withdrawFromEvent } from './ownStep.ts'
import { registerForEvent } from './registerForEvent.ts'
import { setQuotas } from './setQuotas.ts'
import { settleOver } from './settleOver.ts'
import { viewEvent } from './viewEvent.ts'
import { viewGates } from './gate/viewGates.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
let house: TestPlatform
let network: Network
let head: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  head = await network.holder(network.tree.state, null)
})
beforeEach(() => house.clock.moveTo(NOON))
afterAll(() => house.close())

interface Volunteer {
  readonly person: MadeUpPerson
  readonly self: PersonActor
}
async function volunteer(district = 0, wing = 1): Promise<Volunteer> {
  const person = await network.person({ place: network.tree.booth(district, 0, 1), wing, state: 'vouched' })
  await network.appoint(person, { role: 'volunteer' })
  return { person, self: await network.actor(person, 1) }
}
const register = ({ self }: Volunteer, eventId: string) =>
  registerForEvent(house.as(self), { command: uuidv7(), eventId })
const withdraw = ({ self }: Volunteer, eventId: string) =>
  withdrawFromEvent(house.as(self), { command: uuidv7(), eventId })
const accept = ({ self }: Volunteer, eventId: string) =>
  answerOffer(house.as(self), { command: uuidv7(), eventId, answer: 'accept' })
const stateOf = async ({ person }: Volunteer, eventId: string) =>
  (
    await sql<{ state: string }>`
      select state from events.registration where event_id = ${eventId} and person_id = ${person.id}`.execute(
      house.owner.db,
    )
  ).rows[0]?.state
const quotaOf = async (id: string) =>
  (await sql<{ seats: number; taken: number }>`select seats, taken from events.quota where id = ${id}`.execute(house.owner.db)).rows[0]! // prettier-ignore
const titlesFor = async ({ self }: Volunteer) => (await toldTo(house, self)).map(({ title }) => title)
const lapse = () => lapseOffersOften.handle(house.asSystem(), {}, {} as never)
const refused = (reason: string) => expect.objectContaining({ reason }) as unknown

describe('a seat', () => {
  it('is given until the quota is full; whoever comes then stands in line, and a replay changes nothing', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 1 })
    const [first, second] = [await volunteer(), await volunteer()]
    const command = uuidv7()
    const ask = () => registerForEvent(house.as(first.self), { command, eventId: event.id })
    const given = await ask()
    expect(given.state).toBe('registered')
    expect(await ask()).toEqual(given)
    expect((await register(second, event.id)).state).toBe('waiting')
    expect((await quotaOf(event.quotaId)).taken).toBe(1)
    await expect(register(first, event.id)).rejects.toEqual(refused('events_registered_already'))
    expect((await viewMyEvent(house.as(second.self), event.id)).ahead).toBe(0)
  })

  it('is neither given nor taken at an event that is over or was cancelled', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 1 })
    const [late, offered] = [await volunteer(), await volunteer()]
    await register(offered, event.id)
    await sql`update events.registration set state = 'offered', offer_until = '2027-12-01' where event_id = ${event.id}`.execute(house.owner.db) // prettier-ignore
    house.clock.moveTo(new Date('2026-12-05T19:00:00Z'))
    await expect(register(late, event.id)).rejects.toEqual(refused('events_is_over'))
    expect((await viewMyEvent(house.as(late.self), event.id)).mayRegister).toBe(false)
    await expect(accept(offered, event.id)).rejects.toEqual(refused('events_is_over'))
    house.clock.moveTo(NOON)
    await moveEvent(house.as(head), {
      command: uuidv7(),
      eventId: event.id,
      to: 'cancelled',
      reason: 'भवन नहीं मिला',
    })
    await expect(accept(offered, event.id)).rejects.toEqual(refused('events_is_over'))
    await withdraw(offered, event.id)
  })

  it('is nobody’s for whom no one vouched, whom the event does not invite, or before it opens', async () => {
    const { tree } = network
    const event = await arrangeEvent(house, { place: tree.district(1), wing: 2 })
    const away = await volunteer(0, 2)
    const otherWing = await volunteer(1, 1)
    // Whom it does not invite does not even see it.
    await expect(register(away, event.id)).rejects.toEqual(refused('events_unknown'))
    await expect(register(otherWing, event.id)).rejects.toEqual(refused('events_unknown'))
    const placed = await network.person({ place: tree.booth(1, 0, 0), wing: 2, state: 'placed' })
    const unvouched = { person: placed, self: await network.actor(placed, 1) }
    await expect(register(unvouched, event.id)).rejects.toEqual(refused('events_not_vouched'))
    const draft = await arrangeEvent(house, { place: tree.state, state: 'draft' })
    await expect(register(away, draft.id)).rejects.toEqual(refused('events_unknown'))
    const closed = await arrangeEvent(house, { place: tree.state, state: 'closed' })
    await expect(register(away, closed.id)).rejects.toEqual(refused('events_not_open'))
    const byRole = await arrangeEvent(house, { place: tree.state })
    await sql`update events.event set roles = '{trainer}' where id = ${byRole.id}`.execute(house.owner.db)
    await expect(register(away, byRole.id)).rejects.toEqual(refused('events_not_invited'))
  })

  it('comes from the quota of one’s own district, and another district’s empty seats are no help', async () => {
    const { eventId } = await createEvent(house.as(head), {
      command: uuidv7(), template: 'state_convention', placeId: network.tree.state.id, wing: null, titleHi: 'प्रदेश सम्मेलन', titleEn: null, wordsHi: null,
      wordsEn: null, venueHi: null, venueEn: null, startsOn: '2026-12-10', seats: '10',
    }) // prettier-ignore
    const { quotas, halls, sessions } = await viewEvent(house.as(head), { eventId })
    expect(quotas.map(({ seats }) => seats)).toEqual([0, 5, 5])
    expect([halls.length, sessions.length]).toEqual([4, 14])
    await moveEvent(house.as(head), { command: uuidv7(), eventId, to: 'open', reason: '' })
    for (let nth = 0; nth < 5; nth++) expect((await register(await volunteer(0), eventId)).state).toBe('registered') // prettier-ignore
    expect((await register(await volunteer(0), eventId)).state).toBe('waiting')
    expect((await register(await volunteer(1), eventId)).state).toBe('registered')
    const after = await viewEvent(house.as(head), { eventId })
    expect(after.quotas.map(({ taken, waiting }) => [taken, waiting])).toEqual([[0, 0], [5, 1], [1, 0]]) // prettier-ignore
  })

  it('is not sold twice by forty who come at once, and nobody waits for anybody for ever', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 7 })
    const [there] = await sql<{ id: string }>`
      insert into events.quota (id, event_id, place_id, place_lft, place_rgt, seats)
      values (${uuidv7()}, ${event.id}, ${network.tree.district(1).id}, ${network.tree.district(1).lft}, ${network.tree.district(1).rgt}, 5) returning id`
      .execute(house.owner.db).then(({ rows }) => rows) // prettier-ignore
    const people = await Promise.all(Array.from({ length: 40 }, (_, nth) => volunteer(nth % 2)))
    const answers = await Promise.all(people.map((one) => register(one, event.id)))
    expect(answers.filter(({ state }) => state === 'registered')).toHaveLength(12)
    expect([(await quotaOf(event.quotaId)).taken, (await quotaOf(there!.id)).taken]).toEqual([7, 5])
  })

  it('is refused by the database itself when a mistake would sell it twice', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 1 })
    await register(await volunteer(), event.id)
    await register(await volunteer(), event.id)
    await expect(
      sql`update events.registration set state = 'registered' where event_id = ${event.id}`.execute(house.owner.db),
    ).rejects.toThrow(/no seat is left/) // prettier-ignore
  })
})

describe('an offer', () => {
  async function fullWithThree() {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 1 })
    const people = [await volunteer(), await volunteer(), await volunteer()] as const
    for (const [nth, one] of people.entries()) {
      house.clock.moveTo(new Date(NOON.getTime() + nth * 1000))
      await register(one, event.id)
    }
    return { event, people }
  }

  it('goes to the first in line when a seat is given back, holds the seat, tells her, and is taken once', async () => {
    const { event, people } = await fullWithThree()
    const [first, second, third] = people
    await arrangePush(house, second.person.id)
    await withdraw(first, event.id)
    await settleEvents(house)
    expect([await stateOf(second, event.id), await stateOf(third, event.id)]).toEqual(['offered', 'waiting'])
    // It rings where she agreed to that, once, through the gate.
    expect(await ringAll(house)).toEqual([second.person.id])
    expect(await ringAll(house)).toEqual([])
    expect((await titlesFor(second))[0]).toContain('प्रशिक्षण शिविर')
    // Whoever comes now does not slip in before the line.
    const late = await volunteer()
    expect((await register(late, event.id)).state).toBe('waiting')
    const answers = await Promise.allSettled([accept(second, event.id), accept(second, event.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await quotaOf(event.quotaId)).toEqual({ seats: 1, taken: 1 })
    await expect(accept(third, event.id)).rejects.toEqual(refused('events_step_over'))
  })

  it('lapses when its time is over, and the next in line gets it; too late is too late', async () => {
    const { event, people } = await fullWithThree()
    const [first, second, third] = people
    await withdraw(first, event.id)
    await settleEvents(house)
    house.clock.moveTo(new Date(NOON.getTime() + 49 * 3_600_000))
    await expect(accept(second, event.id)).rejects.toEqual(refused('events_offer_over'))
    await lapse()
    await lapse()
    await settleEvents(house)
    expect([await stateOf(second, event.id), await stateOf(third, event.id)]).toEqual([
      'withdrawn',
      'offered',
    ])
    expect((await titlesFor(second))[0]).toContain('समय निकल गया')
    // She may join the line again, at its end.
    expect((await register(second, event.id)).state).toBe('waiting')
    await accept(third, event.id)
    expect(await quotaOf(event.quotaId)).toEqual({ seats: 1, taken: 1 })
  })

  it('goes to the next when somebody to whom it was made withdraws, or leaves altogether', async () => {
    const { event, people } = await fullWithThree()
    const [first, second, third] = people
    await withdraw(first, event.id)
    await settleEvents(house)
    await withdraw(second, event.id)
    await settleEvents(house)
    expect(await stateOf(third, event.id)).toBe('offered')
    await accept(third, event.id)
    const next = await volunteer()
    await register(next, event.id)
    await sql`insert into outbox.event (name, payload, at, next_attempt_at) values ('people.left', ${JSON.stringify({ personId: third.person.id })}::jsonb, now(), ${NOON})`.execute(house.owner.db) // prettier-ignore
    await settleEvents(house)
    expect([await stateOf(third, event.id), await stateOf(next, event.id)]).toEqual(['withdrawn', 'offered'])
    const name = await sql<{ name_hi: string | null }>`
      select name_hi from events.registration where event_id = ${event.id} and person_id = ${third.person.id}`.execute(
      house.owner.db,
    )
    expect(name.rows[0]!.name_hi).toBeNull()
  })

  it('goes on being made on the day, for an hour, until the last session has begun', async () => {
    const { event, people } = await fullWithThree()
    const [first, second, third] = people
    await sql`
      insert into events.session (id, event_id, hall_id, title_hi, starts_at, ends_at, changed_at) values
        (${uuidv7()}, ${event.id}, ${event.hallId}, 'समापन', '2026-12-05T17:00:00+05:30', '2026-12-05T18:00:00+05:30', ${NOON})`.execute(house.owner.db) // prettier-ignore
    house.clock.moveTo(new Date('2026-12-05T13:00:00+05:30'))
    await withdraw(first, event.id)
    await settleEvents(house)
    const { registered } = await viewMyEvent(house.as(second.self), event.id)
    expect(registered?.offerUntil).toEqual(new Date('2026-12-05T14:00:00+05:30'))
    expect((await viewGates(house.as(head), { eventId: event.id })).line).toEqual({ waiting: 1, offered: 1 })
    house.clock.moveTo(new Date('2026-12-05T14:05:00+05:30'))
    await lapse()
    await settleEvents(house)
    expect(await stateOf(third, event.id)).toBe('offered')
    await accept(third, event.id)
    const late = await volunteer()
    await register(late, event.id)
    expect((await viewMyEvent(house.as(late.self), event.id)).lineIsOver).toBe(false)
    house.clock.moveTo(new Date('2026-12-05T17:00:00+05:30'))
    await withdraw(third, event.id)
    await settleEvents(house)
    expect(await stateOf(late, event.id)).toBe('waiting')
    expect((await viewMyEvent(house.as(late.self), event.id)).lineIsOver).toBe(true)
  })
})

describe('two records of one person', () => {
  it('leave her one registration, with the better standing of the two: a seat of either is kept, a second one goes on', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 2 })
    const [gives, other, stays, next] = [await volunteer(), await volunteer(), await volunteer(), await volunteer()]
    for (const [nth, one] of [gives, other, stays, next].entries()) {
      house.clock.moveTo(new Date(NOON.getTime() + nth * 1000))
      await register(one, event.id)
    }
    const states = () => Promise.all([gives, other, stays, next].map((one) => stateOf(one, event.id)))
    expect(await states()).toEqual(['registered', 'registered', 'waiting', 'waiting'])
    const merge = async ({ person }: Volunteer) => {
      await mergeAtEvents(house, head, stays.person.id, person.id)
      expect(await quotaOf(event.quotaId)).toEqual({ seats: 2, taken: 2 })
      return states()
    }
    expect(await merge(gives)).toEqual(['withdrawn', 'registered', 'registered', 'waiting'])
    // Two seats of one person: the second goes to the line.
    expect(await merge(other)).toEqual(['withdrawn', 'withdrawn', 'registered', 'offered'])
  }) // prettier-ignore
})

describe('a venue that shrinks', () => {
  it('throws nobody out: the coordinator sees who is above the seats, decides for each, and each is told', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 4 })
    const people: Volunteer[] = []
    for (let nth = 0; nth < 4; nth++) {
      house.clock.moveTo(new Date(NOON.getTime() + nth * 1000))
      people.push(await volunteer())
      await register(people[nth]!, event.id)
    }
    const shrink = { command: uuidv7(), eventId: event.id, venueSeats: 1, seats: {} }
    expect(await setQuotas(house.as(head), shrink)).toEqual({ over: 3 })
    expect(await quotaOf(event.quotaId)).toEqual({ seats: 1, taken: 4 })
    const over = async () => (await listRegistrations(house.as(head), { eventId: event.id, part: 'over' })).rows
    expect((await over()).map(({ personId }) => personId)).toEqual(people.slice(1).map(({ person }) => person.id))
    const settle = async (nth: number, choice: 'keep' | 'ask' | 'wait') => {
      const row = (await over()).find(({ personId }) => personId === people[nth]!.person.id)!
      return settleOver(house.as(head), { command: uuidv7(), eventId: event.id, registrationId: row.id, choice })
    }
    await settle(1, 'keep')
    await settle(2, 'ask')
    await settle(3, 'wait')
    await settleEvents(house)
    expect(await Promise.all(people.map((one) => stateOf(one, event.id)))).toEqual(['registered', 'registered', 'asked', 'waiting'])
    for (const [nth, word] of [[1, 'बनी हुई'], [2, 'पूछनी'], [3, 'सबसे आगे']] as const)
      expect((await titlesFor(people[nth]!))[0], String(nth)).toContain(word)
    // She is asked, and gives way: her old place in the order counts, before whoever came later.
    await answerOffer(house.as(people[2]!.self), { command: uuidv7(), eventId: event.id, answer: 'giveWay' })
    await withdraw(people[0]!, event.id)
    await withdraw(people[1]!, event.id)
    await settleEvents(house)
    expect([await stateOf(people[2]!, event.id), await stateOf(people[3]!, event.id)]).toEqual(['offered', 'waiting'])
  }) // prettier-ignore

  it('does not grow back by a form that was open before it shrank', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 4 })
    const { sequence } = (await viewEvent(house.as(head), { eventId: event.id })).event
    await setQuotas(house.as(head), { command: uuidv7(), eventId: event.id, venueSeats: 2, seats: {} })
    const form = { titleHi: 'नया नाम', startsOn: '2026-12-05', endsOn: '2026-12-05', seats: 4, offerHours: 48, basedOn: sequence } // prettier-ignore
    await expect(changeEvent(house.as(head), { command: uuidv7(), eventId: event.id, ...form })).rejects.toEqual(refused('events_changed_meanwhile')) // prettier-ignore
  })

  it('is refused while the shares given are more than it holds', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state, seats: 4 })
    await expect(
      setQuotas(house.as(head), { command: uuidv7(), eventId: event.id, venueSeats: 3, seats: { [event.quotaId]: 4 } }),
    ).rejects.toMatchObject({ fields: { venueSeats: 'events_quotas_exceed' } }) // prettier-ignore
  })
})

describe('an organiser', () => {
  it('runs one event, sees everybody who registered there, and nothing else anywhere', async () => {
    const event = await arrangeEvent(house, { place: network.tree.state })
    const other = await arrangeEvent(house, { place: network.tree.state })
    const [helper, guest] = [await volunteer(0), await volunteer(1)]
    await register(helper, event.id)
    await register(guest, event.id)
    const list = (eventId: string) => listRegistrations(house.as(helper.self), { eventId })
    await expect(list(event.id)).rejects.toEqual(refused('events_may_not_see'))
    await nameOrganiser(house.as(head), { command: uuidv7(), eventId: event.id, personId: helper.person.id })
    const seen = (await list(event.id)).rows
    expect(seen.map(({ personId }) => personId).sort()).toEqual([helper.person.id, guest.person.id].sort())
    expect(seen.every(({ nameHi }) => nameHi !== null)).toBe(true)
    await expect(list(other.id)).rejects.toEqual(refused('events_may_not_see'))
    await expect(
      nameOrganiser(house.as(helper.self), { command: uuidv7(), eventId: event.id, personId: guest.person.id }),
    ).rejects.toEqual(refused('events_may_not_name')) // prettier-ignore
    const closed = await moveEvent(house.as(helper.self), { command: uuidv7(), eventId: event.id, to: 'closed', reason: '' }) // prettier-ignore
    expect(closed.state).toBe('closed')
  })
})
