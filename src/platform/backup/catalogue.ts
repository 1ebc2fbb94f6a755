import type pg from 'pg'

/** What a database holds of ours, read from PostgreSQL's own catalogue so that no new table is ever forgotten. */
export interface Table {
  /** Quoted where needed, as SQL wants it. */
  readonly name: string
  readonly columns: readonly string[]
  readonly forced: boolean
}

/** The job engine's tables are made anew and its jobs are asked for again; migrations are run, not copied. */
const OURS = `n.nspname not in ('jobs', 'information_schema') and n.nspname !~ '^pg_'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`
const MIGRATION_TABLES = ['platform.migration', 'platform.migration_lock']

/** Every table of ours with the columns that can be written (generated ones make themselves). What is unlogged is to be forgotten, not kept. */
export async function ourTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.oid::regclass::text as name, c.relforcerowsecurity as forced,
       array_agg(quote_ident(a.attname) order by a.attnum)::text[] as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and c.relpersistence = 'p' and not c.relispartition and ${OURS}
       and n.nspname || '.' || c.relname <> all($1)
     group by c.oid order by 1`,
    [MIGRATION_TABLES],
  )
  return rows
}

export async function ourSequences(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${OURS} order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** Foreign keys of our tables, with the statement that makes each again. */
export async function ourForeignKeys(
  client: pg.ClientBase,
): Promise<{ table: string; name: string; definition: string }[]> {
  const { rows } = await client.query(
    `select c.oid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and ${OURS} order by 1, 2`,
  )
  return rows
}

/** Whether there is nothing of ours, nor of anybody else's, in the database. */
export async function isEmpty(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(
    `select not exists (
       select from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')) as empty`,
  )
  return rows[0]!.empty
}

/** So that both sides read and write values alike, and no time limit for pages cuts a large table short. */
export const PLAIN_TEXT = `set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set timezone = 'UTC';
  set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set extra_float_digits = 3; set bytea_output = 'hex'`
