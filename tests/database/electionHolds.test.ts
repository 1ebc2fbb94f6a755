/** The election calendar in the release gate: who is held, until when, and what becomes of what is scheduled when a day of poll moves. */
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { openGate } from '#platform/release/gate.ts'
import { addCertificate, withdrawCertificate } from '#modules/elections/server/certificates.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { withdrawPhase } from '#modules/elections/server/savePhase.ts'
import { outreachRules } from '#modules/outreach/server/rules.ts'
import { outreachReactions } from '#modules/outreach/server/reactions.ts'
import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { releaseMessage } from '#modules/outreach/server/releaseMessage.ts'
import { viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { writeLedger } from '#modules/outreach/server/sending/writeLedger.ts'
import { arrangeSettings } from '#tests/builders/outreach.ts'
import { arrangeElection, arrangePhase } from '#tests/builders/elections.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'

const RULES = [...outreachRules, ...electionRules]
const scene = useOutreachStage(RULES)
/** It is noon of 22 November: the silence before a close at 18:00 of 24 November begins at 18:00. */
const EVENING = new Date('2026-11-22T12:30:01Z')
const CLOSE = new Date('2026-11-24T12:30:00Z')

let head: PersonActor
beforeAll(async () => {
  head = await scene.network.holder(scene.network.tree.state, null)
})
beforeEach(async () => {
  const { db } = scene.house.owner
  await sql`delete from outreach.message`.execute(db)
  await sql`delete from elections.polling_area`.execute(db)
  await sql`delete from elections.certificate`.execute(db)
  await sql`delete from elections.phase`.execute(db)
  await sql`delete from elections.election`.execute(db)
  await sql`delete from people.person where id not in (select person_id from people.appointment)`.execute(db)
  await arrangeSettings(scene.house)
  scene.at(NOON)
})

const ctx = () => scene.as(head)
/** A message of the state's head to the whole state's inboxes, let go. */
async function toTheState(): Promise<string> {
  const messageId = await scene.draft({ placeId: scene.network.tree.state.id, channels: ['in_app'] }, head)
  await releaseMessage(ctx(), { command: uuidv7(), messageId }, RULES)
  await writeLedger(scene.job(), messageId)
  return messageId
}
const view = (messageId: string) => viewMessage(ctx(), messageId, RULES)
/** Of whose inboxes it is in, and whose wait: the constituencies' numbers with how many. */
async function whereIs(messageId: string): Promise<Record<string, number>> {
  const found = await sql<{ what: string; n: number }>`
    select coalesce(c.code::text, 'above') || ' ' || d.state as what, count(*)::int as n
    from outreach.delivery d left join places.area c on c.level = 'constituency' and d.place_lft between c.lft and c.rgt
    where d.message_id = ${messageId} and d.person_id in (select id from people.person where id not in (select person_id from people.appointment))
    group by 1`.execute(scene.house.owner.db)
  return Object.fromEntries(found.rows.map(({ what, n }) => [what, n]))
}
async function volunteersEverywhere() {
  const { tree } = scene.network
  for (const [district, seat, count] of [[0, 0, 3], [0, 1, 2], [1, 0, 4], [1, 1, 1]] as const)
    for (let n = 0; n < count; n++)
      await scene.network.person({ place: tree.booth(district, seat, n % 3), wing: 1, state: 'vouched' })
} // prettier-ignore
const move = async (phaseId: string, electionId: string, pollOn: string) => {
  const { rows } = await sql<{ version: number }>`select version from elections.phase where id = ${phaseId}`.execute(scene.house.owner.db) // prettier-ignore
  await arrangePhase(ctx(), electionId, {
    phaseId,
    basedOn: rows[0]!.version,
    pollOn,
    constituencies: '1, 3',
    why: 'बाढ़ के कारण आयोग ने तारीख बदली',
  })
}

describe('a message to the whole state in a phase of some constituencies', () => {
  it('is held for exactly their people, goes to all others, says so, and goes at the hour', async () => {
    await volunteersEverywhere()
    const electionId = await arrangeElection(ctx())
    // Number 3 polls too, but one booth of it until four only.
    await arrangePhase(ctx(), electionId, { constituencies: '1, 3', hours: `3/1 7:00-16:00` })
    scene.at(EVENING)
    const draft = await scene.draft({ placeId: scene.network.tree.state.id, channels: ['in_app'] }, head)
    const { reach, holds } = await view(draft)
    const inbox = reach!.channels[0]!
    const held = inbox.held.reduce((sum, { people }) => sum + people, 0)
    // The coordinators of the stage stand in the first constituency and at the state.
    expect(inbox.held.every(({ reason }) => reason === 'elections_held_silence')).toBe(true)
    expect(new Set(inbox.held.map(({ until }) => until))).toEqual(
      new Set(['2026-11-24T10:30:00.000Z', CLOSE.toISOString()]),
    )
    expect(holds.map(({ until, places, isOpen }) => [until.toISOString(), places!.map(({ level, code }) => `${level} ${code}`), isOpen])).toEqual([
      ['2026-11-24T10:30:00.000Z', ['booth 1'], true],
      [CLOSE.toISOString(), ['constituency 1', 'constituency 3'], true],
    ]) // prettier-ignore
    const messageId = await toTheState()
    await scene.deliver()
    expect(await whereIs(messageId)).toEqual({ '1 waiting': 3, '2 delivered': 2, '3 waiting': 4, '4 delivered': 1 })
    expect((await view(messageId)).tally.find(({ state }) => state === 'held')).toMatchObject({
      reason: 'elections_held_silence',
      count: held,
      until: CLOSE,
    })
    // At four the booth that has closed gets it, and nobody else.
    scene.at(new Date('2026-11-24T10:30:01Z'))
    await scene.deliver()
    const early = await whereIs(messageId)
    expect(early['3 delivered']).toBe(2)
    expect(early).toMatchObject({ '1 waiting': 3, '3 waiting': 2 })
    scene.at(new Date(CLOSE.getTime() - 60_000))
    await scene.deliver()
    expect(await whereIs(messageId)).toMatchObject({ '1 waiting': 3 })
    scene.at(new Date(CLOSE.getTime() + 1_000))
    await scene.deliver()
    expect(await whereIs(messageId)).toEqual({ '1 delivered': 3, '2 delivered': 2, '3 delivered': 4, '4 delivered': 1 })
    expect((await view(messageId)).message.state).toBe('done')
  }) // prettier-ignore

  it('says once for all its places that they wait for the same hour, though one opens later', async () => {
    const electionId = await arrangeElection(ctx())
    await arrangePhase(ctx(), electionId, { constituencies: '1-4', hours: '2 8:00-18:00' })
    scene.at(EVENING)
    const { holds } = await view(await scene.draft({ placeId: scene.network.tree.state.id, channels: ['in_app'] }, head))
    expect(holds.map(({ until, places }) => [until, places!.map(({ code }) => code)])).toEqual([[CLOSE, [1, 2, 3, 4]]])
    // Another day of poll of the same name and hour is another thing to say.
    await arrangePhase(ctx(), electionId, { constituencies: '3' })
    const twice = (await view(await scene.draft({ placeId: scene.network.tree.state.id, channels: ['in_app'] }, head))).holds
    expect(new Set(twice.map(({ id }) => id)).size).toBe(2)
  }) // prettier-ignore

  it('is warned of a silence that begins while it may still be on its way', async () => {
    const electionId = await arrangeElection(ctx())
    await arrangePhase(ctx(), electionId, { constituencies: '1-2' })
    const messageId = await scene.draft({ placeId: scene.network.tree.constituency(0, 0).id, channels: ['in_app'] }, head)
    const [hold, ...others] = (await view(messageId)).holds
    expect(others).toEqual([])
    expect(hold).toMatchObject({ isOpen: false, from: new Date('2026-11-22T12:30:00Z') })
    // It goes to the first constituency: the second is none of its places.
    expect(hold!.places!.map(({ code }) => code)).toEqual([1])
    const beside = await scene.draft({ placeId: scene.network.tree.district(1).id, channels: ['in_app'] }, head)
    expect((await view(beside)).holds).toEqual([])
  }) // prettier-ignore

  it('is not given up as too late when it was held longer than its hours, nor at a first retry after the hour', async () => {
    await arrangeSettings(scene.house, { hours: 12 })
    await volunteersEverywhere()
    await arrangePhase(ctx(), await arrangeElection(ctx()), { constituencies: '1' })
    scene.at(EVENING)
    const messageId = await toTheState()
    await scene.deliver()
    scene.at(new Date(CLOSE.getTime() + 1_000))
    // A first try after the hour came to nothing: it waits for another, for no reason of the gate's any more.
    const { db } = scene.house.owner
    await sql`update outreach.delivery set reason = null, attempts = 1, next_at = ${new Date(CLOSE.getTime() + 3_600_000)} where state = 'waiting'`.execute(db)
    await scene.deliver()
    expect(await whereIs(messageId)).toMatchObject({ '1 waiting': 3 })
    scene.at(new Date(CLOSE.getTime() + 3_601_000))
    await scene.deliver()
    expect(await whereIs(messageId)).toMatchObject({ '1 delivered': 3 })
  }) // prettier-ignore

  it('is given up twelve hours after its hold ended, and quiet hours keep nothing longer than its own hours', async () => {
    await arrangeSettings(scene.house, { hours: 12 })
    await volunteersEverywhere()
    await arrangePhase(ctx(), await arrangeElection(ctx()), { constituencies: '1' })
    scene.at(EVENING)
    const messageId = await toTheState()
    await scene.deliver()
    const { db } = scene.house.owner
    await sql`update outreach.delivery set state = 'waiting', reason = 'outreach_held_quiet', next_at = ${CLOSE} where state = 'delivered'`.execute(db)
    scene.at(new Date(CLOSE.getTime() - 60_000))
    await scene.deliver()
    expect(await whereIs(messageId)).toEqual({ '1 waiting': 3, '2 failed': 2, '3 failed': 4, '4 failed': 1 })
    scene.at(new Date(CLOSE.getTime() + 12 * 3_600_000 + 1_000))
    await scene.deliver()
    expect(await whereIs(messageId)).toMatchObject({ '1 failed': 3 })
  }) // prettier-ignore

  it('holds those who stand above constituencies that all poll, and everybody where she stands now', async () => {
    const { tree } = scene.network
    const [above, moved] = [
      await scene.network.person({ place: tree.district(0), wing: 1, state: 'vouched' }),
      await scene.network.person({ place: tree.booth(1, 0, 0), wing: 1, state: 'vouched' }),
    ]
    const ofState = await scene.network.person({ place: tree.state, wing: 1, state: 'vouched' })
    // Constituencies 1 and 2 are the whole first district; the second polls an hour longer.
    await arrangePhase(ctx(), await arrangeElection(ctx()), { constituencies: '1-2', hours: '2 7:00-19:00' })
    scene.at(EVENING)
    const { db } = scene.house.owner
    const messageId = await toTheState()
    await sql`update people.person set place_id = ${tree.booth(0, 0, 0).id}, place_lft = ${tree.booth(0, 0, 0).lft} where id = ${moved.id}`.execute(db)
    // The longer silence has begun as well.
    scene.at(new Date(EVENING.getTime() + 3_600_000))
    await scene.deliver()
    const stands = async () => {
      const found = await sql<{ who: string; state: string; until: Date }>`
        select person_id as who, state, next_at as until from outreach.delivery where message_id = ${messageId}`.execute(db)
      return Object.fromEntries(found.rows.map(({ who, state, until }) => [who, state === 'waiting' ? until : state]))
    }
    expect(await stands()).toMatchObject({
      [above.id]: new Date(CLOSE.getTime() + 3_600_000),
      [moved.id]: CLOSE,
      [ofState.id]: 'delivered',
    })
  }) // prettier-ignore

  it('of what is spread holds also whoever stands above any that polls: where she is nobody knows', async () => {
    const { tree } = scene.network
    const [seat, booth] = [tree.constituency(0, 0), tree.booth(0, 0, 0)]
    const of = async (channel: 'kit' | 'sms' | 'in_app') =>
      (await scene.job().transaction((tx) => openGate(tx, electionRules).then((judge) => [tree.state, tree.district(0), tree.district(1), seat, booth].map(({ lft: placeLft }) => judge({ channel, placeLft, wing: 1, agrees: true }).kind)))).join(' ')
    const electionId = await arrangeElection(ctx())
    const phaseId = await arrangePhase(ctx(), electionId, { constituencies: '1' })
    scene.at(EVENING)
    expect([await of('kit'), await of('sms'), await of('in_app')]).toEqual(['hold hold release hold hold', 'hold hold release hold hold', 'release release release hold hold'])
    // One booth polls again, and nothing else.
    const { db } = scene.house.owner
    await sql`update elections.polling_area set place_id = ${booth.id}, place_lft = ${booth.lft}, place_rgt = ${booth.lft} where phase_id = ${phaseId}`.execute(db)
    expect([await of('kit'), await of('in_app')]).toEqual(['hold hold release hold hold', 'release release release release hold'])
  }) // prettier-ignore
})

describe('a day of poll that is moved after something was scheduled', () => {
  it('is asked again at once, held until the new hour, and told to whoever wrote it with the reason', async () => {
    await volunteersEverywhere()
    const electionId = await arrangeElection(ctx())
    const phaseId = await arrangePhase(ctx(), electionId, { constituencies: '1, 3' })
    scene.at(EVENING)
    const messageId = await toTheState()
    await scene.deliver()
    await move(phaseId, electionId, '2026-11-23')
    await deliverEvents(scene.platform, outreachReactions)
    await scene.deliver()
    const sooner = new Date('2026-11-23T12:30:00Z')
    const held = async () => (await view(messageId)).tally.find(({ state }) => state === 'held')
    expect(await held()).toMatchObject({ until: sooner })
    expect((await view(messageId)).holds[0]).toMatchObject({
      until: sooner,
      moved: { from: '2026-11-24', why: 'बाढ़ के कारण आयोग ने तारीख बदली' },
    })
    const [note] = await readMyMessages(ctx())
    expect(note).toMatchObject({ title: 'चुनाव कैलेंडर बदला' })
    // Far enough away, nothing holds it any more.
    await move(phaseId, electionId, '2026-12-24')
    await deliverEvents(scene.platform, outreachReactions)
    await scene.deliver()
    expect(await whereIs(messageId)).toMatchObject({ '1 delivered': 3, '3 delivered': 4 })
  })

  it('is held anew when it moves into the silence, though nobody had thought of it', async () => {
    await volunteersEverywhere()
    const electionId = await arrangeElection(ctx())
    const phaseId = await arrangePhase(ctx(), electionId, { constituencies: '1, 3', pollOn: '2026-12-24' })
    scene.at(EVENING)
    const messageId = await toTheState()
    await move(phaseId, electionId, '2026-11-24')
    await scene.deliver()
    expect(await whereIs(messageId)).toMatchObject({ '1 waiting': 3, '2 delivered': 2, '3 waiting': 4 })
  })

  it('withdrawn, it holds nothing; moved without a reason, or as nobody saw it, it is not moved', async () => {
    await volunteersEverywhere()
    const electionId = await arrangeElection(ctx())
    const phaseId = await arrangePhase(ctx(), electionId, { constituencies: '1' })
    const again = { phaseId, pollOn: '2026-11-25', constituencies: '1' }
    await expect(arrangePhase(ctx(), electionId, { ...again, basedOn: 1 })).rejects.toMatchObject({
      fields: { why: 'elections_why_needed' },
    })
    await expect(arrangePhase(ctx(), electionId, { ...again, basedOn: 2, why: 'बाढ़' })).rejects.toMatchObject(
      { reason: 'elections_changed' },
    )
    scene.at(EVENING)
    const messageId = await toTheState()
    await scene.deliver()
    expect(await whereIs(messageId)).toMatchObject({ '1 waiting': 3 })
    await withdrawPhase(ctx(), { command: uuidv7(), phaseId, basedOn: 1, why: 'मतदान रद्द हुआ' })
    await deliverEvents(scene.platform, outreachReactions)
    await scene.deliver()
    expect(await whereIs(messageId)).toMatchObject({ '1 delivered': 3 })
  })
})

describe('what later rooms ask of the gate', () => {
  it('a kit to a volunteer is held like a message; a post to the whole state while any of it is silent; an advertisement needs its certificate', async () => {
    const { tree } = scene.network
    const electionId = await arrangeElection(ctx())
    await arrangePhase(ctx(), electionId, { constituencies: '1' })
    scene.at(EVENING)
    const ask = (asked: object) =>
      scene.job().transaction(async (tx) => (await openGate(tx, RULES))({ channel: 'kit', placeLft: 1, wing: 1, agrees: true, ...asked }))
    expect(await ask({ placeLft: tree.booth(0, 0, 0).lft })).toMatchObject({ kind: 'hold', until: CLOSE })
    expect(await ask({ placeLft: tree.booth(0, 1, 0).lft })).toEqual({ kind: 'release' })
    const whole = { placeLft: tree.state.lft, placeRgt: tree.state.rgt }
    expect(await ask({ channel: 'official', ...whole })).toMatchObject({ kind: 'hold', until: CLOSE })
    const beside = { placeLft: tree.district(1).lft, placeRgt: tree.district(1).rgt }
    expect(await ask({ channel: 'official', ...beside })).toEqual({ kind: 'release' })
    const material = 'ab'.repeat(32)
    const advertisement = { channel: 'advertisement_electronic', ...beside, material }
    expect(await ask(advertisement)).toEqual({ kind: 'refuse', reason: 'elections_refused_uncertified' })
    const { certificateId } = await addCertificate(ctx(), { command: uuidv7(), electionId, number: 'MCMC/1', authority: 'राज्य समिति', issuedOn: '2026-11-20', title: 'पोस्टर', material })
    expect(await ask(advertisement)).toEqual({ kind: 'release' })
    expect(await ask({ ...advertisement, material: 'cd'.repeat(32) })).toMatchObject({ kind: 'refuse' })
    await withdrawCertificate(ctx(), { command: uuidv7(), certificateId, why: 'समिति ने वापस लिया' })
    expect(await ask(advertisement)).toMatchObject({ kind: 'refuse' })
  }) // prettier-ignore
})

it('what a rule holds is found by its index when the rule changes, among thousands that wait for their turn', async () => {
  const { db } = scene.house.owner
  await scene.volunteers(10)
  const messageId = await scene.draft()
  await sql`insert into outreach.message
    select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
    from outreach.message m, generate_series(1, 600) where m.id = ${messageId}`.execute(db)
  await sql`insert into outreach.delivery
      (message_id, person_id, channel, language, place_id, place_lft, wing, state, reason, next_at, changed_at)
    select m.id, p.id, 'sms', 'hi', m.place_id, m.place_lft, 1, 'waiting', case when i = 1 then 'elections_held_silence' end, ${NOON}, ${NOON}
    from people.person p cross join (select *, row_number() over () as i from outreach.message) m`.execute(db)
  await sql`analyze outreach.delivery`.execute(db)
  const found = await sql<{ 'QUERY PLAN': string }>`
    explain update outreach.delivery set next_at = now()
    where state = 'waiting' and reason is not null and reason between 'elections_' and 'elections_zzzz'`.execute(
    db,
  )
  expect(found.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('delivery_held')
})
