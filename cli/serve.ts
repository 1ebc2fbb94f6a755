import { assertOwnDatabase } from '#platform/database/belongsTo.ts'
import { openDatabase } from '#platform/database/pool.ts'
import { EnvironmentFault, readEnvironment, type Environment } from '#platform/environment/environment.ts'
import { openWeb } from './openWeb.ts'
import { say } from './say.ts'
import { untilTold } from './untilTold.ts'

/** Serves one edition's pages until told to end. @throws EnvironmentFault, StartRefused */
export async function serve(): Promise<void> {
  const environment = readEnvironment(process.env)
  await refuseForeignDatabase(environment)
  const web = await openWeb(environment)
  untilTold(() => web.close())
  const { edition, HOST: host, origin } = environment
  say({
    en: `The ${edition} edition serves ${origin} on ${host}:${web.port}.`,
    hi: `${edition} संस्करण ${origin} पर चल रहा है (${host}:${web.port})।`,
  })
}

/** A database that is away or not migrated yet is told by /readyz, not here: pages come up and wait for it. */
async function refuseForeignDatabase({ databaseUrl, edition }: Environment): Promise<void> {
  const database = openDatabase(databaseUrl, 1)
  try {
    await assertOwnDatabase(database.db, edition)
  } catch (error) {
    if (error instanceof EnvironmentFault) throw error
  } finally {
    await database.close()
  }
}
