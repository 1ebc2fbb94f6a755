import { resolve } from 'node:path'
import { StartRefused } from '#platform/database/embedded/index.ts'
import { EDITIONS, type EditionName } from '#platform/environment/environment.ts'

/** What `start` needs to know before anything runs. */
export interface StartSettings {
  readonly home: string
  readonly postgresPort: number
  readonly webPorts: Readonly<Record<EditionName, number>>
  readonly logLevel: string
}

/** The variable that moves each edition's port. */
export const PORT_VARIABLE: Readonly<Record<EditionName, string>> = {
  organisation: 'PORT',
  programme: 'PROGRAMME_PORT',
}

/**
 * Reads start's few variables. With a database configured it refuses: the made-up organisation and its sign-in links
 * exist only with the embedded database on loopback, and real people are served by `karyakarta serve`.
 * @throws StartRefused
 */
export function startSettings(env: NodeJS.ProcessEnv): StartSettings {
  const configured = ['DATABASE_URL', 'PROGRAMME_DATABASE_URL'].find((name) => env[name])
  if (configured) throw databaseConfigured(configured)
  const webPorts = {
    organisation: portFrom(env, PORT_VARIABLE.organisation, 3000),
    programme: portFrom(env, PORT_VARIABLE.programme, 3001),
  }
  const postgresPort = portFrom(env, 'KARYAKARTA_PG_PORT', 54320)
  const all = [...EDITIONS.map((edition) => webPorts[edition]), postgresPort]
  if (new Set(all).size < all.length) throw portsEqual(all.join(', '))
  return {
    // npm changes to the project's root; a relative path is meant from where the person stands.
    home: resolve(env.KARYAKARTA_HOME ? (env.INIT_CWD ?? '.') : '.', env.KARYAKARTA_HOME ?? '.karyakarta'),
    postgresPort,
    webPorts,
    logLevel: env.LOG_LEVEL ?? 'info',
  }
}

function portFrom(env: NodeJS.ProcessEnv, name: string, usual: number): number {
  const text = env[name] || String(usual)
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535) throw notAPort(name, text)
  return Number(text)
}

function notAPort(name: string, text: string): StartRefused {
  return new StartRefused(
    'not_a_port',
    { name },
    {
      en: `${name}=${text} is not a port; give a number from 1 to 65535.`,
      hi: `${name}=${text} पोर्ट नहीं है; 1 से 65535 तक की संख्या दें।`,
    },
  )
}

function portsEqual(ports: string): StartRefused {
  return new StartRefused(
    'ports_equal',
    { ports },
    {
      en: `PORT, PROGRAMME_PORT and KARYAKARTA_PG_PORT must differ (now ${ports}).`,
      hi: `PORT, PROGRAMME_PORT और KARYAKARTA_PG_PORT अलग-अलग होने चाहिए (अभी ${ports})।`,
    },
  )
}

function databaseConfigured(variable: string): StartRefused {
  return new StartRefused(
    'database_configured',
    { variable },
    {
      en: `${variable} is set: start makes a demonstration on a database of its own; use "karyakarta serve", or unset ${variable}.`,
      hi: `${variable} दिया गया है: start अपना ही डेटाबेस लेकर नमूना चलाता है; "karyakarta serve" चलाएँ, या ${variable} हटाएँ।`,
    },
  )
}
