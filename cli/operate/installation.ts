import { existsSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { editions } from '#editions/index.ts'
import { StartRefused, startEmbedded } from '#platform/database/embedded/index.ts'
import type { MigrationPlan } from '#platform/database/migrate.ts'
import { databaseOf, ownerRoleOf, provisionEditions, servingRoleOf } from '#platform/database/provision.ts'
import {
  EDITIONS,
  readEnvironment,
  refuseDemoSwitch,
  type EditionName,
  type Environment,
} from '#platform/environment/environment.ts'
import { openHome } from '../start/home.ts'
import { editionFolder, environmentOf, passwordsOf } from '../start/editionHome.ts'
import { startSettings, type StartSettings } from '../start/startSettings.ts'

/** One edition as an operator holds it. */
export interface Installation {
  readonly environment: Environment
  /** Undefined when the environment names no owner: then only what the serving role may do can be done. */
  readonly ownerUrl: string | undefined
  readonly plan: MigrationPlan
  /** Where this edition's process writes its log, when that is a file of ours. */
  readonly logFile: string | undefined
}

/**
 * Finds what this command is to work on and works on it: the edition that the environment names, or the editions of the embedded database
 * that `npm start` made here. That database is used when it runs, and started for as long as the work takes when it does not.
 * @param wanted one edition of the embedded database; the others are left alone
 * @throws EnvironmentFault, StartRefused
 */
export async function withInstallations<T>(
  wanted: EditionName | undefined,
  work: (installations: readonly Installation[]) => Promise<T>,
): Promise<T> {
  refuseDemoSwitch(process.env)
  if (process.env.DATABASE_URL || process.env.PROGRAMME_DATABASE_URL) return work([configured()])
  const settings = startSettings(process.env)
  const names = EDITIONS.filter((edition) => wanted === undefined || edition === wanted)
  if (!names.every((edition) => existsSync(join(editionFolder(settings.home, edition), 'passwords'))))
    throw nothingHere(settings.home)
  const close = (await listens(settings.postgresPort)) ? undefined : await startHere(settings)
  try {
    return await work(names.map((edition) => embedded(settings, edition)))
  } finally {
    await close?.()
  }
}

/** The same for commands that need exactly one. */
export async function withInstallation<T>(
  wanted: EditionName | undefined,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  return withInstallations(wanted, ([first, ...others]) => {
    if (others.length > 0 || !first) throw whichEdition()
    return work(first)
  })
}

/** @throws EnvironmentFault naming the variable that holds the owner's address */
export function ownerOf({ ownerUrl, environment }: Installation): string {
  if (ownerUrl) return ownerUrl
  const variable = environment.edition === 'programme' ? 'PROGRAMME_DATABASE_OWNER_URL' : 'DATABASE_OWNER_URL'
  throw new StartRefused(
    'owner_missing',
    { variable },
    {
      en: `${variable}: is not set; this command works as the owner.`,
      hi: `${variable} नहीं दिया गया; यह आदेश मालिक भूमिका से चलता है।`,
    },
  )
}

/** The edition that an environment file describes, as systemd reads it: NAME=value lines. @throws EnvironmentFault */
export const installationFrom = (file: string): Installation =>
  configured(parseEnv(readFileSync(file, 'utf8')))

function configured(variables: NodeJS.ProcessEnv = process.env): Installation {
  const environment = readEnvironment(variables)
  const servingRole = decodeURIComponent(new URL(environment.databaseUrl).username)
  return installation(environment, environment.ownerUrl, servingRole, undefined)
}

function embedded(settings: StartSettings, edition: EditionName): Installation {
  const { ownerPassword, servingPassword } = passwordsOf(settings.home, edition)
  const address = (role: string, password: string) =>
    `postgres://${role}:${password}@127.0.0.1:${settings.postgresPort}/${databaseOf(edition)}`
  const ownerUrl = address(ownerRoleOf(edition), ownerPassword)
  const servingUrl = address(servingRoleOf(edition), servingPassword)
  const environment = readEnvironment(environmentOf(settings, { edition, ownerUrl, servingUrl }))
  const logFile = join(editionFolder(settings.home, edition), 'log', 'serve.log')
  return installation(environment, ownerUrl, servingRoleOf(edition), logFile)
}

function installation(
  environment: Environment,
  ownerUrl: string | undefined,
  servingRole: string,
  logFile: string | undefined,
): Installation {
  const { rooms, jobs } = editions[environment.edition]
  return { environment, ownerUrl, plan: { edition: environment.edition, servingRole, rooms, jobs }, logFile }
}

async function startHere(settings: StartSettings): Promise<() => Promise<void>> {
  const home = await openHome(settings.home, false)
  try {
    const postgres = await startEmbedded({ dataFolder: home.postgres, port: settings.postgresPort })
    await provisionEditions(
      postgres.url,
      EDITIONS.map((edition) => passwordsOf(home.folder, edition)),
    )
    return async () => {
      await postgres.stop()
      await home.lock.release()
    }
  } catch (error) {
    await home.lock.release()
    throw error
  }
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const answer = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })

const nothingHere = (home: string) =>
  new StartRefused(
    'nothing_here',
    { home },
    {
      en: `There is no installation here: set KARYAKARTA_EDITION and DATABASE_URL, or run "npm start" first (it keeps its data in ${home}).`,
      hi: `यहाँ कोई स्थापना नहीं है: KARYAKARTA_EDITION और DATABASE_URL दें, या पहले "npm start" चलाएँ (वह अपना डेटा ${home} में रखता है)।`,
    },
  )

const whichEdition = () =>
  new StartRefused(
    'which_edition',
    {},
    {
      en: 'Two editions live here: say which one, --edition organisation or --edition programme.',
      hi: 'यहाँ दो संस्करण हैं: बताएँ कौन-सा, --edition organisation या --edition programme।',
    },
  )
