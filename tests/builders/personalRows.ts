import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { TestPlatform } from '../database/testPlatform.ts'
import { arrangeNetwork } from './network.ts'

/**
 * At least one row in every personal table, written with the owner's hand, so that "nobody sees a row" can fail. A new personal table gets
 * its line here; rowSecurity.test.ts fails until it has one.
 */
export async function plantPersonalRows(house: TestPlatform): Promise<void> {
  const network = await arrangeNetwork(house)
  const { tree, wings } = network
  const booth = tree.booth(0, 0, 0)
  const seat = tree.constituency(0, 0)
  const coordinator = await network.person({ place: seat, wing: wings.youth })
  await network.appoint(coordinator)
  const person = await network.person({ place: booth, wing: wings.youth })
  const now = house.clock.now()
  const later = new Date(now.getTime() + 86_400_000)
  const id = () => uuidv7()
  const reportId = id()
  for (const row of [
    sql`invitation (id, code_hash, code_sealed, place_id, place_lft, wing, made_by, made_at, expires_at, uses_allowed)
      values (${id()}, 'a hash', 'sealed', ${booth.id}, ${booth.lft}, ${wings.youth}, ${coordinator.id}, ${now}, ${later}, 5)`,
    sql`vouch (id, person_id, vouched_by, place_id, wing, at, same_hand)
      values (${id()}, ${person.id}, ${coordinator.id}, ${booth.id}, ${wings.youth}, ${now}, false)`,
    sql`consent (id, person_id, purpose, notice_version, language, given_at)
      values (${id()}, ${person.id}, 'membership', '1', 'hi', ${now})`,
    sql`sighting (person_id, seen_by, what, at) values (${person.id}, ${coordinator.id}, 'phone', ${now})`,
    sql`activity (id, person_id, kind, source, place_id, happened_on, confirmed_by, at)
      values (${id()}, ${person.id}, 'task', ${id()}, ${booth.id}, '2026-11-20', ${coordinator.id}, ${now})`,
    sql`card (token_hash, token_sealed, person_id, made_at) values ('a hash', 'sealed', ${person.id}, ${now})`,
    sql`decision (id, person_id, decision, reason, decided_by, at)
      values (${id()}, ${person.id}, 'suspended', 'misuse', ${coordinator.id}, ${now})`,
    sql`missing_booth (id, reported_by, place_id, place_lft, wing, described, at)
      values (${id()}, ${person.id}, ${seat.id}, ${seat.lft}, ${wings.youth}, 'पुराना स्कूल', ${now})`,
    sql`harassment_report (id, reported_by, kind, told, place_lft, at)
      values (${reportId}, ${person.id}, 'calls', 'बार-बार फ़ोन', ${tree.state.lft}, ${now})`,
    sql`nominee (person_id, name_sealed, phone_sealed, named_at) values (${person.id}, 'sealed', 'sealed', ${now})`,
    sql`harassment_sighting (report_id, seen_by, at) values (${reportId}, ${coordinator.id}, ${now})`,
  ])
    await sql`insert into people.${row}`.execute(house.owner.db)
}
