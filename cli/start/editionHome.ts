import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Provision, ProvisionedEdition } from '#platform/database/provision.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import type { StartSettings } from './startSettings.ts'

/** An edition's own folder: its keys, its files, its roles' passwords; nothing of the other's. */
export const editionFolder = (home: string, edition: EditionName): string => join(home, edition)

/** The passwords of an edition's roles, made at the first start. */
export function passwordsOf(home: string, edition: EditionName): Provision {
  const folder = join(editionFolder(home, edition), 'passwords')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    edition,
    ownerPassword: keptSecret(join(folder, 'owner')),
    servingPassword: keptSecret(join(folder, 'serving')),
  }
}

/** What `start` and its embedded cluster alone know; made at the first start, so that each home has its own. */
export function demonstrationSecret(home: string): string {
  const folder = join(home, 'secrets')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return keptSecret(join(folder, 'demonstration'))
}

/** The organisation's own apps at the platforms, for whoever tries official channels on the made-up organisation; its edition alone gets them. */
const CHANNEL_APPS = ['CHANNELS_AT', 'YOUTUBE_CLIENT_ID', 'YOUTUBE_CLIENT_SECRET', 'META_APP_ID', 'META_APP_SECRET', 'X_CLIENT_ID', 'X_CLIENT_SECRET'] // prettier-ignore
const given = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))

/** The whole environment of an edition's process: its own serving role, its own keys, and nothing of the other. */
export function environmentOf(
  { home, webPorts, logLevel }: StartSettings,
  { edition, servingUrl }: ProvisionedEdition,
): Record<string, string> {
  const folder = editionFolder(home, edition)
  const own =
    edition === 'programme'
      ? { PROGRAMME_DATABASE_URL: servingUrl, PROGRAMME_PORT: String(webPorts.programme) }
      : { DATABASE_URL: servingUrl, PORT: String(webPorts.organisation), ...given(CHANNEL_APPS) }
  return {
    ...own,
    KARYAKARTA_EDITION: edition,
    KARYAKARTA_KEYS: join(folder, 'keys'),
    KARYAKARTA_FILES: join(folder, 'files'),
    LOG_LEVEL: logLevel,
    NODE_ENV: 'production',
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    TZ: 'UTC',
    ...(process.env.NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } : {}),
  }
}

function keptSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(24).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return secret
}
