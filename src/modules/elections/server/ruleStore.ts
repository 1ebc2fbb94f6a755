import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Rule } from '../domain/rule.ts'

const RULE = sql`key, version, effect, ways, matter, extent, kinds, from_anchor as "fromAnchor", from_minutes as "fromMinutes", until_anchor as "untilAnchor",
  until_minutes as "untilMinutes", name_hi as "nameHi", name_en as "nameEn", text_hi as "textHi", text_en as "textEn", law, source,
  source_url as "sourceUrl", read_on::text as "readOn", confirmed_by as "confirmedBy", confirmed_on::text as "confirmedOn", is_on as "isOn"`

/** Every rule in its newest version. */
export async function rulesOf(tx: Transaction): Promise<readonly Rule[]> {
  const found = await sql<Rule>`
    select ${RULE} from (select distinct on (key) * from elections.rule order by key, version desc) as newest order by position`.execute(
    tx.db,
  )
  return found.rows
}

/** A new version of a rule: what may be changed from the first, the rest as it was. @returns false when somebody made one meanwhile */
export async function insertVersion(
  tx: Transaction,
  { key, version, ...rule }: Pick<
    Rule,
    | 'key' | 'version' | 'ways' | 'fromMinutes' | 'untilMinutes' | 'law' | 'source' | 'sourceUrl' | 'readOn' | 'confirmedBy' | 'confirmedOn' | 'isOn'
  >,
): Promise<boolean> {
  const written = await sql`
    insert into elections.rule (key, version, position, effect, ways, matter, extent, kinds, from_anchor, from_minutes, until_anchor, until_minutes,
      name_hi, name_en, text_hi, text_en, law, source, source_url, read_on, confirmed_by, confirmed_on, is_on, at)
    select key, version + 1, position, effect, ${rule.ways}::text[], matter, extent, kinds, from_anchor, ${rule.fromMinutes}, until_anchor,
      ${rule.untilMinutes}, name_hi, name_en, text_hi, text_en, ${rule.law}, ${rule.source}, ${rule.sourceUrl}, ${rule.readOn}::date,
      ${rule.confirmedBy}, ${rule.confirmedOn}::date, ${rule.isOn}, ${tx.now}
    from elections.rule where key = ${key} and version = ${version}
    on conflict (key, version) do nothing`.execute(tx.db)
  return Number(written.numAffectedRows ?? 0) > 0
} // prettier-ignore
