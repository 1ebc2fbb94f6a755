import { sql } from 'kysely'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { newToken } from '#platform/accounts/token.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { codeOfSerial, type Scan } from '#modules/events/domain/gate/scan.ts'
import { claimDevice } from '#modules/events/server/gate/claimDevice.ts'
import { claimOf, enrolDevice } from '#modules/events/server/gate/enrolDevice.ts'
import { sendScans } from '#modules/events/server/gate/sendScans.ts'
import { suspendPerson } from '#modules/people/server/suspendPerson.ts'
import type { MadeUpPerson, Network } from './network.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'

/** When the gates open in the tests. */
export const MORNING = new Date('2026-12-05T04:00:00Z')
export const MINUTE = 60_000

interface Guest {
  readonly person: MadeUpPerson
  readonly serial: number
  readonly registrationId: string
}
/** What a test does at gates: registers somebody, adds a phone, scans and sends. */
export function atGates(house: TestPlatform, network: Network, head: PersonActor) {
  let codes = 1_000_000
  let nth = 0
  return {
    /** Somebody registered, under a code of her own; each code is above the one before. */
    async guest(event: { id: string; quotaId: string }, state = 'registered'): Promise<Guest> {
      const place = network.tree.booth(0, 0, 1)
      const person = await network.person({ place, wing: 1, state: 'vouched' })
      const serial = (codes += 7919)
      const registrationId = uuidv7()
      const now = house.clock.now()
      await sql`
        insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at)
        values (${registrationId}, ${event.id}, ${event.quotaId}, ${person.id}, ${place.id}, ${place.lft}, 1, 'सुनीता मीणा', 'Sunita Meena', ${state},
          ${codeOfSerial(serial)}, ${now}, ${now})`.execute(house.owner.db)
      return { person, serial, registrationId }
    },
    async gate(eventId: string, name = 'द्वार 1', by = head): Promise<{ token: string; deviceId: string }> {
      const { deviceId } = await enrolDevice(house.as(by), { command: uuidv7(), eventId, name })
      const token = newToken()
      await claimDevice(house.as(NOBODY), { claim: claimOf(house.platform, deviceId), token })
      return { token, deviceId }
    },
    suspend: ({ person }: Guest) =>
      suspendPerson(house.as(head), { command: uuidv7(), personId: person.id, reason: 'misuse' }),
    scan: (serial: number, said: Partial<Scan> = {}): Scan => ({
      id: uuidv7(),
      serial,
      hall: null,
      way: 'entry',
      at: MORNING.getTime(),
      clock: MORNING.getTime(),
      nth: nth++,
      how: 'camera',
      decided: 'ok',
      list: MORNING.getTime() - 5 * MINUTE,
      by: null,
      undoes: null,
      ...said,
    }),
    send: (token: string, scans: readonly unknown[], sentAt = house.clock.now().getTime()) =>
      sendScans(house.as(NOBODY), { token, sentAt, waiting: scans.length, scans: [...scans] }),
  }
}

/** A gate device of an event, a scan of it and a question about that, with the owner's hand. */
export async function arrangeGate(
  house: TestPlatform,
  event: { readonly id: string; readonly registrationId: string },
): Promise<{ deviceId: string; scanId: string }> {
  const [deviceId, scanId] = [uuidv7(), uuidv7()]
  const now = house.clock.now()
  const { db } = house.owner
  await sql`
    insert into events.gate_device (id, event_id, name, added_at) values (${deviceId}, ${event.id}, 'द्वार 1', ${now})`.execute(db)
  await sql`
    insert into events.scan (id, event_id, device_id, registration_id, serial, way, at, clock_at, nth, how, decided, standing, arrived_at)
    values (${scanId}, ${event.id}, ${deviceId}, ${event.registrationId}, 7, 'entry', ${now}, ${now}, 0, 'code', 'old_key', 'counts', ${now})`.execute(db)
  await sql`
    insert into events.gate_question (event_id, serial, registration_id, scan_id, kind, at, settled)
    values (${event.id}, 7, ${event.registrationId}, ${scanId}, 'question', ${now}, false)`.execute(db)
  return { deviceId, scanId }
} // prettier-ignore
