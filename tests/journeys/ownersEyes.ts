import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Asks the journeys' installation as the owner of an edition's database, for what no page shows. */
export async function ask<Row extends object>(
  edition: 'organisation' | 'programme',
  query: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(process.env.JOURNEY_POSTGRES),
    database: `karyakarta_${edition}`,
    user: `karyakarta_${edition}_owner`,
    password: readFileSync(join(process.env.JOURNEY_HOME_FOLDER!, edition, 'passwords/owner'), 'utf8').trim(),
  })
  await client.connect()
  try {
    return (await client.query<Row>(query, [...values])).rows
  } finally {
    await client.end()
  }
}
