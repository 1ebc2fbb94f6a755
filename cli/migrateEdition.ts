import { editions } from '#editions/index.ts'
import { migrate } from '#platform/database/migrate.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { createMissingSigningKey } from '#platform/keys/changeSigningKeys.ts'
import { EnvironmentFault, readEnvironment } from '#platform/environment/environment.ts'
import { bringCourses } from './operate/bringCourses.ts'
import { say } from './say.ts'

/** Brings the edition of this environment to this version's tables and says what ran. @throws EnvironmentFault */
export async function migrateEdition(): Promise<void> {
  const environment = readEnvironment(process.env)
  const { edition, databaseUrl, ownerUrl, KARYAKARTA_KEYS } = environment
  if (!ownerUrl)
    throw new EnvironmentFault(
      `${edition === 'programme' ? 'PROGRAMME_DATABASE_OWNER_URL' : 'DATABASE_OWNER_URL'}: is not set`,
    )
  if (createMissingSigningKey(KARYAKARTA_KEYS, systemClock.now()))
    say({
      en: `Made ${KARYAKARTA_KEYS}/signing.1.key: copy it to every machine of this edition and to where the keys are kept safe.`,
      hi: `${KARYAKARTA_KEYS}/signing.1.key बनाई गई: उसे इस संस्करण की हर मशीन पर और कुंजियों की सुरक्षित जगह पर कॉपी करें।`,
    })
  const servingRole = decodeURIComponent(new URL(databaseUrl).username)
  const ran = await migrate(ownerUrl, {
    edition,
    servingRole,
    rooms: editions[edition].rooms,
    jobs: editions[edition].jobs,
  })
  for (const name of ran) say({ en: `ran ${name}`, hi: `${name} हुआ` })
  say({ en: `The ${edition} database is up to date.`, hi: `${edition} का डेटाबेस नवीनतम है।` })
  await bringCourses(environment)
}
