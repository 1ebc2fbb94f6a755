import { sql } from 'kysely'
import type { Membership } from '#platform/access/actor.ts'
import type { Authority } from '#platform/access/scope.ts'
import type { Platform } from '#platform/context.ts'

/**
 * What a person is to the organisation, read anew at every request: the appointments in force, where authority comes from, so that one that
 * ended no longer counts; and whether she has left. A suspended person has none, and an office counts once its holder has declared
 * (domain/declaration.ts). Answers before anybody acts, hence no context.
 */
export async function membershipOf(platform: Platform, personId: string): Promise<Membership> {
  const found = await sql<Membership>`
    select people.has_left(${personId}) as "hasLeft", people.offices_of(${personId}, ${platform.clock.now()}) as authorities`.execute(
    platform.db,
  )
  return found.rows[0]!
}

/** The appointments in force of a person alone. */
export const authorityOf = async (platform: Platform, personId: string): Promise<readonly Authority[]> =>
  (await membershipOf(platform, personId)).authorities
