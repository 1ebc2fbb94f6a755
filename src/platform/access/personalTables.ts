import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'

/**
 * Schemas whose tables hold nobody's record: who acts (0009), the log and the outbox (ids only), the machinery, the organising tree. Every
 * other schema is a room, and its tables are personal unless they are named below.
 */
const NO_PERSONAL_SCHEMAS = ['access', 'accounts', 'audit', 'jobs', 'outbox', 'places', 'platform', 'public']
/** Of elections: when and where polls are, what the law asks, and the registers of offices and committees. */
const ELECTIONS = ['election', 'phase', 'polling_area', 'rule', 'certificate', 'handle', 'expense_head']
/** Of links: what they lead to and how often they were opened; who opened one is a digest whose salt is gone the next day (migration 1020). */
const LINKS = ['link', 'click', 'total', 'salt', 'visitor', 'caller']
/** The organisation's own accounts and posts; two columns say whom the house tells, and nothing else of anybody. */
const CHANNELS = ['channel', 'connecting', 'target', 'attempt']
const NO_PERSONAL_TABLES = [
  // What of a piece is public, as everybody reads it.
  'studio.publication',
  'studio.scheme_fact',
  'studio.scheme_reading',
  'credentials.award',
  'people.card_gone',
  'people.wing',
  'people.wing_user',
  ...CHANNELS.map((table) => `channels.${table}`),
  ...ELECTIONS.map((table) => `elections.${table}`),
  ...LINKS.map((table) => `links.${table}`),
]

export interface PersonalTable {
  /** schema.table */
  readonly name: string
  /** Row-level security is enabled, forced on the owner too, and says something. */
  readonly guarded: boolean
}

/** Every personal table of an edition's database, from the catalogue: a new table is among them without anybody thinking of it. */
export async function personalTables(db: Database): Promise<readonly PersonalTable[]> {
  const found = await sql<PersonalTable>`
    select n.nspname || '.' || c.relname as name,
      c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid) as guarded
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f', 'm') and n.nspname !~ '^(pg_|information_schema$)'
      and n.nspname <> all(${NO_PERSONAL_SCHEMAS}) and n.nspname || '.' || c.relname <> all(${NO_PERSONAL_TABLES})
    order by 1`.execute(db)
  return found.rows
}
