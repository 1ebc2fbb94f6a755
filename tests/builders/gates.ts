import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'

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
