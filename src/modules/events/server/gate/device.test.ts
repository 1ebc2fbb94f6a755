/** A phone at the gate: how it takes its place, what it holds, and that it is nobody without its secret. */
import { sql } from 'kysely'
import { createPublicKey, verify as verifyWithNode } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkPass, decodePass, passFromText, type PassKey, type Verify } from '#engines/passes/index.ts'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { newToken } from '#platform/accounts/token.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeEvent, settleEvents } from '#tests/builders/events.ts'
import { atGates, MINUTE, MORNING } from '#tests/builders/gates.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { revokedOf } from '../../domain/gate/decide.ts'
import { bookOf, byPhone } from '../../domain/gate/gateBook.ts'
import { openGateList } from '../../domain/gate/gateList.ts'
import { codeOfSerial } from '../../domain/gate/scan.ts'
import { tokenOf } from '../../../../routes/(organisation)/gate/deviceDoor.ts'
import { claimDevice, viewGateEvent } from './claimDevice.ts'
import { claimOf, enrolDevice } from './enrolDevice.ts'
import { fetchGateList } from './fetchGateList.ts'
import { myPass } from './myPass.ts'
import { standingOfPass } from './standingOfPass.ts'
import { viewGates } from './viewGates.ts'

const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const verify: Verify = (publicKey, message, signature) =>
  verifyWithNode(
    null,
    message,
    createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }),
    signature,
  )

let house: TestPlatform
let network: Network
let head: PersonActor
let at: ReturnType<typeof atGates>
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  head = await network.holder(network.tree.state, null)
  at = atGates(house, network, head)
})
beforeEach(() => house.clock.moveTo(MORNING))
afterAll(() => house.close())
const eventHere = () => arrangeEvent(house, { place: network.tree.state })
const keysOf = async (token: string): Promise<readonly PassKey[]> =>
  (await viewGateEvent(house.as(NOBODY), token)).keys.map(({ publicKey, ...days }) => ({ ...days, publicKey: Uint8Array.from(Buffer.from(publicKey, 'hex')) })) // prettier-ignore
const listFor = async (token: string, since?: number) =>
  (await openGateList(await fetchGateList(house.as(NOBODY), { token, since }), await keysOf(token), verify))!

const signedTimes = async (eventId: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from audit.entry where verb = 'events.signGateList' and subject = ${`event:${eventId}`}`.execute(house.owner.db)).rows[0]!.n // prettier-ignore
const offices = (personId: string) =>
  sql`update people.appointment set to_at = ${house.clock.now()} where person_id = ${personId}`.execute(house.owner.db) // prettier-ignore

describe('the whole list', () => {
  it('is signed once for twenty phones that ask at one time, and again only when something changed', async () => {
    const event = await eventHere()
    const first = await at.guest(event)
    const { token } = await at.gate(event.id)
    const all = await Promise.all(Array.from({ length: 20 }, () => listFor(token)))
    expect(new Set(all.map(({ total }) => total))).toEqual(new Set([1]))
    expect(await signedTimes(event.id)).toBe(1)
    // Nothing changed in an hour: the same list, which says when it was made.
    house.clock.moveTo(new Date(MORNING.getTime() + 60 * MINUTE))
    expect((await listFor(token)).madeAt).toBe(MORNING.getTime())
    expect(await signedTimes(event.id)).toBe(1)
    await at.suspend(first)
    await settleEvents(house)
    expect((await listFor(token)).passes.map(({ standing }) => standing)).toEqual(['barred'])
    expect(await signedTimes(event.id)).toBe(2)
    // A moment later the same one is handed out, and what changed meanwhile is told by the changes since it was made.
    house.clock.moveTo(new Date(MORNING.getTime() + 60 * MINUTE + 20_000))
    const late = await at.guest(event)
    const whole = await listFor(token)
    expect([whole.passes.length, await signedTimes(event.id)]).toEqual([1, 2])
    const book = bookOf([whole, await listFor(token, whole.madeAt)])!
    expect([book.isWhole, book.passes.has(late.serial)]).toEqual([true, true])
    house.clock.moveTo(new Date(MORNING.getTime() + 62 * MINUTE))
    expect((await listFor(token)).passes).toHaveLength(2)
    expect(await signedTimes(event.id)).toBe(3)
  })

  it('is none of another event’s', async () => {
    const [one, other] = [await eventHere(), await eventHere()]
    await at.guest(one)
    const [here, there] = [await at.gate(one.id), await at.gate(other.id)]
    expect((await listFor(here.token)).passes).toHaveLength(1)
    expect((await listFor(there.token)).passes).toHaveLength(0)
  })
})

describe('a phone whose adder runs the event no more', () => {
  const adder = async () => network.holder(network.tree.state, null)
  it('gets no list from its next word on; what it still sends waits for somebody’s ruling', async () => {
    const event = await eventHere()
    const guest = await at.guest(event)
    const [leaves, stays] = [await adder(), await adder()]
    const [hers, others] = [await at.gate(event.id, 'द्वार 1', leaves), await at.gate(event.id, 'द्वार 2', stays)]
    await expect(listFor(hers.token)).resolves.toBeDefined()
    await offices(leaves.personId)
    house.clock.moveTo(new Date(MORNING.getTime() + MINUTE))
    await expect(fetchGateList(house.as(NOBODY), { token: hers.token })).rejects.toMatchObject({ id: 'forbidden' })
    await expect(fetchGateList(house.as(NOBODY), { token: hers.token, since: MORNING.getTime() })).rejects.toMatchObject({ id: 'forbidden' })
    await expect(listFor(others.token)).resolves.toBeDefined()
    const devices = (await viewGates(house.as(stays), { eventId: event.id })).devices
    expect(devices.map(({ id, removedAt }) => [id === hers.deviceId, removedAt !== null]).sort()).toEqual([[false, false], [true, true]])
    expect(await at.send(hers.token, [at.scan(guest.serial)])).toMatchObject({ removed: true })
    const { rows } = await sql<{ standing: string }>`select standing from events.scan where device_id = ${hers.deviceId}`.execute(house.owner.db)
    expect(rows).toEqual([{ standing: 'late' }])
  }) // prettier-ignore

  it('is taken off with an organiser’s end, a suspension, and its link is over too', async () => {
    const event = await eventHere()
    const organises = async () => {
      const person = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state: 'vouched' })
      await network.appoint(person, { role: 'volunteer' })
      await sql`insert into events.organiser (id, event_id, person_id, added_at) values (${uuidv7()}, ${event.id}, ${person.id}, ${MORNING})`.execute(house.owner.db)
      return network.actor(person, 2)
    }
    const [ended, suspended] = [await organises(), await organises()]
    const phones = [await at.gate(event.id, 'द्वार 3', ended), await at.gate(event.id, 'द्वार 4', suspended)]
    for (const { token } of phones) await expect(listFor(token)).resolves.toBeDefined()
    const { deviceId } = await enrolDevice(house.as(ended), { command: uuidv7(), eventId: event.id, name: 'द्वार 5' })
    await sql`update events.organiser set ended_at = ${MORNING} where person_id = ${ended.personId}`.execute(house.owner.db)
    await sql`update people.person set state = 'suspended' where id = ${suspended.personId}`.execute(house.owner.db)
    for (const { token } of phones)
      await expect(fetchGateList(house.as(NOBODY), { token })).rejects.toMatchObject({ id: 'forbidden' })
    await expect(
      claimDevice(house.as(NOBODY), { claim: claimOf(house.platform, deviceId), token: newToken() }),
    ).rejects.toMatchObject({ id: 'notFound' })
  }) // prettier-ignore
})

describe('a phone at the gate', () => {
  it('takes its place by a link that works for one phone, and again for the same', async () => {
    const event = await eventHere()
    const { deviceId } = await enrolDevice(house.as(head), {
      command: uuidv7(),
      eventId: event.id,
      name: 'द्वार 1',
    })
    const shown = await viewGates(house.as(head), { eventId: event.id })
    const claim = shown.devices[0]!.claimAddress!.split('#')[1]!
    const [mine, other] = [newToken(), newToken()]
    const taken = await claimDevice(house.as(NOBODY), { claim, token: mine })
    expect(taken).toMatchObject({
      device: { id: deviceId },
      event: { id: event.id, title: { en: 'Training camp' } },
    })
    await expect(claimDevice(house.as(NOBODY), { claim, token: mine })).resolves.toBeDefined()
    for (const wrong of [
      { claim, token: other },
      { claim: claim.slice(0, -1) + (claim.endsWith('A') ? 'B' : 'A'), token: other },
      { claim: claimOf(house.platform, uuidv7()), token: other },
      { claim: 'nonsense', token: other },
    ])
      await expect(claimDevice(house.as(NOBODY), wrong)).rejects.toMatchObject({ id: 'notFound' })
    // One secret is one phone's: with hers nobody takes a second place.
    const second = await enrolDevice(house.as(head), { command: uuidv7(), eventId: event.id, name: 'द्वार 2' })
    await expect(
      claimDevice(house.as(NOBODY), { claim: claimOf(house.platform, second.deviceId), token: mine }),
    ).rejects.toMatchObject({ id: 'notFound' })
    const devices = (await viewGates(house.as(head), { eventId: event.id })).devices
    expect(devices.find(({ id }) => id === deviceId)!.claimAddress).toBeUndefined()
  })

  it('is nobody without its secret', async () => {
    for (const token of [newToken(), '', 'x'.repeat(5000)]) {
      await expect(fetchGateList(house.as(NOBODY), { token })).rejects.toMatchObject({ id: 'notSignedIn' })
      await expect(at.send(token, [])).rejects.toMatchObject({ id: 'notSignedIn' })
    }
  })

  it('holds the whole list, then what changed, with whom nobody lets in any more', async () => {
    const event = await eventHere()
    const [one, two, three] = [await at.guest(event), await at.guest(event, 'waiting'), await at.guest(event)]
    const { token } = await at.gate(event.id)
    const whole = await listFor(token)
    expect(whole).toMatchObject({ since: null, total: 3 })
    expect(whole.passes.map(({ serial, standing }) => [serial, standing])).toEqual([
      [one.serial, 'coming'],
      [two.serial, 'waiting'],
      [three.serial, 'coming'],
    ])
    const phone = await sql<{
      phone: string
    }>`select phone_mark::text as phone from events.registration where id = ${one.registrationId}`.execute(
      house.owner.db,
    )
    expect(phone.rows[0]!.phone).toMatch(/^\d+$/)
    expect(whole.passes.every(({ mark }) => mark !== null)).toBe(true)

    house.clock.moveTo(new Date(MORNING.getTime() + 60 * MINUTE))
    expect((await listFor(token, house.clock.now().getTime())).passes).toEqual([])
    await at.suspend(one)
    await settleEvents(house)
    const late = await at.guest(event)
    const change = await listFor(token, MORNING.getTime() + 30 * MINUTE)
    expect(change.passes.map(({ serial, standing }) => [serial, standing])).toEqual([
      [one.serial, 'barred'],
      [late.serial, 'coming'],
    ])
    const book = bookOf([whole, change])!
    expect(book.isWhole).toBe(true)
    expect(byPhone(book, '0000', 'कोई')).toEqual([])
  })

  it('carries no name, place or phone of whoever withdrew or is barred, and no list at all once the event is over', async () => {
    const event = await eventHere()
    const [comes, barred] = [await at.guest(event), await at.guest(event)]
    const gone = await at.guest(event, 'withdrawn')
    const { token } = await at.gate(event.id)
    await listFor(token)
    // A whole list may be a minute old: its phone asks for what changed since at once.
    house.clock.moveTo(new Date(house.clock.now().getTime() + 61_000))
    await at.suspend(barred)
    await settleEvents(house)
    const bare = { place: '', name: '', nameLatin: '', mark: null }
    expect((await listFor(token)).passes).toMatchObject([
      { serial: comes.serial, name: 'सुनीता मीणा', mark: expect.any(Number) as unknown },
      { serial: barred.serial, standing: 'barred', ...bare },
      { serial: gone.serial, standing: 'withdrawn', ...bare },
    ])
    expect((await listFor(token, 0)).since).toBeNull()
    house.clock.moveTo(new Date('2026-12-06T18:00:00Z'))
    await listFor(token)
    house.clock.moveTo(new Date('2026-12-06T19:00:00Z'))
    await expect(listFor(token)).rejects.toMatchObject({ reason: 'events_gate_over' })
  })

  it('judges the pass on a volunteer’s own phone by key and list, without the house', async () => {
    const event = await eventHere()
    const { person, serial, registrationId } = await at.guest(event)
    await network.appoint(person, { role: 'volunteer' })
    const self = await network.actor(person, 1)
    const pass = (await myPass(house.as(self), event.id))!
    const { token } = await at.gate(event.id)
    const book = bookOf([await listFor(token)])!
    const against = { keys: await keysOf(token), list: revokedOf(book), now: MORNING.getTime(), verify }
    const answer = await checkPass(passFromText(pass.address), against)
    expect(answer).toMatchObject({
      answer: 'valid',
      pass: { kind: 'event', serial, about: book.about, name: 'सुनीता मीणा' },
    })
    expect(codeOfSerial(serial)).toBe(pass.code)
    await sql`update events.registration set state = 'waiting' where id = ${registrationId}`.execute(
      house.owner.db,
    )
    expect(await myPass(house.as(self), event.id)).toBeUndefined()
  })
})

it('tells anybody who holds an entry pass whether its seat still holds, and of which event it is', async () => {
  const event = await eventHere()
  const { person, registrationId } = await at.guest(event)
  await network.appoint(person, { role: 'volunteer' })
  const { address } = (await myPass(house.as(await network.actor(person, 1)), event.id))!
  const { pass } = decodePass(passFromText(address))
  const asked = () => house.as(NOBODY).transaction((tx) => standingOfPass(tx, pass))
  expect(await asked()).toMatchObject({
    revoked: false,
    event: { titleEn: 'Training camp', startsOn: '2026-12-05' },
  })
  const changes = {
    withdrawn: sql`update events.registration set state = 'withdrawn' where id = ${registrationId}`,
    barred: sql`update events.registration set state = 'registered', barred = true where id = ${registrationId}`,
    cancelled: sql`with free as (update events.registration set barred = false where id = ${registrationId})
      update events.event set state = 'cancelled', cancelled_why = 'बाढ़' where id = ${event.id}`,
    gone: sql`delete from events.registration where id = ${registrationId}`,
  }
  for (const [what, change] of Object.entries(changes)) {
    await change.execute(house.owner.db)
    expect({ what, revoked: (await asked()).revoked }).toEqual({ what, revoked: true })
  }
})

it('what changed of a long list, and the scans of a pass, are read by index', async () => {
  const event = await eventHere()
  const { registrationId } = await at.guest(event)
  const { deviceId } = await at.gate(event.id)
  const { db } = house.owner
  await sql`
    with many as (insert into people.person (id, name, name_latin, name_devanagari, name_folded, phone_sealed, phone_index, place_id, place_lft, wing, state,
        applied_at, changed_at)
      select gen_random_uuid(), name, name_latin, name_devanagari, name_folded, phone_sealed, phone_index, place_id, place_lft, wing, state, applied_at, changed_at
      from people.person, generate_series(1, 3000) where id = (select person_id from events.registration where id = ${registrationId}) returning *)
    insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, state, code, queued_at, changed_at)
    select gen_random_uuid(), ${event.id}, ${event.quotaId}, id, place_id, place_lft, wing, 'waiting', lpad((row_number() over ())::text, 6, '0'), ${MORNING}::timestamptz,
      ${MORNING}::timestamptz - (row_number() over ()) * interval '1 minute' from many`.execute(db)
  await sql`
    insert into events.scan (id, event_id, device_id, serial, way, at, clock_at, nth, how, decided, standing, arrived_at)
    select gen_random_uuid(), ${event.id}, ${deviceId}, n, 'entry', now(), now(), n, 'code', 'ok', 'counts', now() from generate_series(1, 5000) as n`.execute(
    db,
  )
  await sql`analyze events.registration, events.scan`.execute(db)
  const plan = async (query: ReturnType<typeof sql>) =>
    (await sql<Record<string, string>>`explain ${query}`.execute(db)).rows
      .map((row) => row['QUERY PLAN'])
      .join('\n')
  const since = new Date(MORNING.getTime() - 20 * MINUTE)
  expect(
    await plan(
      sql`select 1 from events.registration r where r.event_id = ${event.id} and greatest(r.changed_at, r.gate_at) >= ${since}`,
    ),
  ).toContain('registration_gate')
  expect(
    await plan(
      sql`select 1 from events.scan where event_id = ${event.id} and serial = any (${[1, 2]}::int[])`,
    ),
  ).toContain('scan_pass')
})

describe('a secret that no phone has', () => {
  it('spends one budget of its address and leaves nothing else; a phone behind the same address goes on', async () => {
    const { token } = await at.gate((await eventHere()).id)
    const ask = (secret: string | undefined, from = '203.0.113.7') =>
      tokenOf({
        request: new Request('http://localhost/gate/list', {
          headers: secret ? { authorization: `Bearer ${secret}` } : {},
        }),
        locals: { context: house.as(NOBODY) },
        getClientAddress: () => from,
      }).catch(({ id }: { id: string }) => id)
    const budgets = async (name: string) =>
      (await sql<{ n: number }>`select count(*)::int as n from accounts.budget where key like ${`${name}%`}`.execute(house.owner.db)).rows[0]!.n // prettier-ignore
    for (let nth = 0; nth < 40; nth++) expect(await ask(newToken())).toBe('notSignedIn')
    expect([await budgets('gatePerDevice'), await budgets('gateStranger')]).toEqual([0, 1])
    await sql`update accounts.budget set points = 120 where key like 'gateStranger%'`.execute(house.owner.db)
    expect([await ask(newToken()), await ask(undefined)]).toEqual(['tooOften', 'tooOften'])
    expect(await ask(token)).toBe(token)
    expect(await ask(newToken(), '203.0.113.8')).toBe('notSignedIn')
  })
})
