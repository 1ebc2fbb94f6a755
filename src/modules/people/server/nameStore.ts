import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { matchKeysOf } from '../domain/matchKeys.ts'
import type { NameKnown } from '../domain/nameCorrection.ts'
import type { TwoScriptName } from '../domain/person.ts'
import { searchableName } from '../domain/searchableName.ts'

/** Saves a name in both scripts, and what is left of the one somebody vouched for. */
export async function saveName(
  tx: Transaction,
  personId: string,
  name: TwoScriptName,
  known: NameKnown,
): Promise<void> {
  const match = matchKeysOf(name.name)
  await sql`
    update people.person set match_given = ${match.given}, match_family = ${match.family}, match_name = ${match.name}, name = ${name.name}, name_latin = ${name.latin}, name_devanagari = ${name.devanagari},
      name_folded = ${searchableName(name)}, name_flags = ${[...name.flags]}::text[], known_as = ${known.knownAs},
      name_changed_at = ${known.changed ? tx.now : null}, changed_at = ${tx.now}
    where id = ${personId}`.execute(tx.db)
}

/** Whoever vouches, corrects or confirms knows the person by the name she has now. */
export async function nameIsKnown(tx: Transaction, personId: string): Promise<void> {
  await sql`
    update people.person set known_as = null, name_changed_at = null
    where id = ${personId} and known_as is not null`.execute(tx.db)
}
