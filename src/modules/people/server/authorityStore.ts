import { sql } from 'kysely'
import type { Authority, Role } from '#platform/access/scope.ts'
import type { Platform } from '#platform/context.ts'

/**
 * The appointments in force of a person: where authority comes from. Read anew at every request, so that an appointment that ended no
 * longer counts; a suspended person has none, and an office counts once its holder has declared (domain/declaration.ts). Answers before anybody acts, hence no context.
 */
export async function authorityOf(platform: Platform, personId: string): Promise<readonly Authority[]> {
  const found = await sql<{
    appointment_id: string
    role: Role
    place_id: string
    level: string
    lft: number
    rgt: number
    wing: number | null
  }>`select * from people.authority_of(${personId}, ${platform.clock.now()})`.execute(platform.db)
  return found.rows.map(({ appointment_id, place_id, ...row }) => ({
    appointmentId: appointment_id,
    placeId: place_id,
    ...row,
  }))
}
