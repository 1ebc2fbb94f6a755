import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { AppointedRole } from '../domain/appointment.ts'

/** An office with its holder. */
export interface Office {
  readonly id: string
  readonly personId: string
  readonly nameHi: string
  readonly nameEn: string
  readonly role: AppointedRole
  readonly placeId: string
  readonly wing: number | null
  readonly fromAt: Date
  readonly toAt: Date | null
  readonly acting: boolean
  /** It does not count yet, because its holder has not declared; only today is that asked. */
  readonly awaitsDeclaration: boolean
  /** Whether the asker may open the holder's record. */
  readonly open: boolean
  /** Whether the asker may hand it over; only today is that asked. */
  readonly mayHandOver: boolean
}

/** Offices in force at these places at a moment, whoever holds them; `open` where the holder lies in the actor's own scope. */
export async function officesAt(
  tx: Transaction,
  placeIds: readonly string[],
  at: Date,
): Promise<readonly Omit<Office, 'mayHandOver'>[]> {
  const found = await sql<Omit<Office, 'mayHandOver'>>`
    select office.appointment_id as id, office.person_id as "personId", office.name_hi as "nameHi", office.name_en as "nameEn", office.role,
      office.place_id as "placeId", office.wing, office.from_at as "fromAt", office.to_at as "toAt", office.acting,
      office.awaits_declaration as "awaitsDeclaration",
      exists (select from people.person where person.id = office.person_id) as open
    from people.offices_at(${placeIds}::uuid[], ${at}) as office`.execute(tx.db)
  return found.rows
}

interface NearestCoordinator {
  readonly person_id: string
  readonly name_hi: string
  readonly name_en: string
  readonly place_id: string
  /** Only of one who agreed to be called. */
  readonly phone_sealed: Buffer | null
}

/** The nearest coordinator above whoever asks, in her own wing; undefined where nobody is appointed yet. */
export async function nearestCoordinator(tx: Transaction): Promise<NearestCoordinator | undefined> {
  const found = await sql<NearestCoordinator>`select * from people.my_coordinator(${tx.now})`.execute(tx.db)
  return found.rows[0]
}
