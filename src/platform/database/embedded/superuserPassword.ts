import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { passwordLost, refusalOfFileError } from './refusals.ts'

/** The file beside the data folder that keeps the superuser's password, readable by its owner alone. */
export function passwordFileOf(dataFolder: string): string {
  return join(dirname(dataFolder), 'secrets', `${basename(dataFolder)}.password`)
}

/** Reads the superuser's password, or makes one for a cluster that does not exist yet. Never printed or logged. */
export function superuserPassword(dataFolder: string, initialised: boolean): string {
  const file = passwordFileOf(dataFolder)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (initialised) throw passwordLost(file)
  const password = randomBytes(24).toString('base64url')
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    throw refusalOfFileError(error, dirname(file))
  }
  return password
}
