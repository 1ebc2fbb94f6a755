/**
 * Keeps SQL in the rooms' stores (rule 7 of the style): a file of src/modules/ROOM/server that is no …Store.ts asks the database nothing itself,
 * neither by kysely's sql`…` nor by its query builder. No file is excepted; tests read what they wish.
 */
import { globSync, readFileSync } from 'node:fs'

const SQL = /\bsql(?:<[^`]*>)?`|\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|from 'pg'/

const faults = globSync('src/modules/*/server/**/*.ts')
  .filter((file) => !/Store\.ts$|\.test\.ts$/.test(file))
  .filter((file) => SQL.test(readFileSync(file, 'utf8')))

for (const file of faults) console.error(`${file}: SQL belongs into a …Store.ts of the room`)
process.exit(faults.length ? 1 : 0)
