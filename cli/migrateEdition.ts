import { editions } from '#editions/index.ts'
import { migrate } from '#platform/database/migrate.ts'
import { EnvironmentFault, readEnvironment } from '#platform/environment/environment.ts'
import { say } from './say.ts'

/** Brings the edition of this environment to this version's tables and says what ran. @throws EnvironmentFault */
export async function migrateEdition(): Promise<void> {
  const { edition, databaseUrl, ownerUrl } = readEnvironment(process.env)
  if (!ownerUrl)
    throw new EnvironmentFault(
      `${edition === 'programme' ? 'PROGRAMME_DATABASE_OWNER_URL' : 'DATABASE_OWNER_URL'}: is not set`,
    )
  const servingRole = decodeURIComponent(new URL(databaseUrl).username)
  const ran = await migrate(ownerUrl, {
    edition,
    servingRole,
    rooms: editions[edition].rooms,
    jobs: editions[edition].jobs,
  })
  for (const name of ran) say({ en: `ran ${name}`, hi: `${name} हुआ` })
  say({ en: `The ${edition} database is up to date.`, hi: `${edition} का डेटाबेस नवीनतम है।` })
}
