import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { openLog } from '#platform/telemetry/log.ts'
import type { Door } from './door.ts'

/** The newest part of a log that is looked through, in bytes. */
const LOOKED_THROUGH = 5_000_000

/** A line says whose it is; where the logs are files of ours, they are two, and neither holds a line or an address of the other. */
export const log: Door = {
  id: 'log',
  name: { en: 'Log', hi: 'लॉग' },
  async tryToCross(own, other) {
    const [mine, theirs] = [own.platform.environment, other.platform.environment]
    let line = ''
    const write = (text: string) => void (line += text)
    openLog('info', { edition: mine.edition }, { write }).info({ databaseUrl: mine.databaseUrl }, 'the wall')
    const { edition } = JSON.parse(line) as { edition: string }
    const atHome = edition === mine.edition && !line.includes(mine.databaseUrl)
    const [ownFile, otherFile] = [own.installation.logFile, other.installation.logFile]
    if (ownFile && otherFile && existsSync(ownFile) && existsSync(otherFile)) {
      const one =
        realpathSync(ownFile) === realpathSync(otherFile) || statSync(ownFile).ino === statSync(otherFile).ino
      const strangers = strangersIn(otherFile, mine.edition, new URL(mine.databaseUrl).pathname.slice(1))
      const seen = one ? 'one file for both' : `${strangers} strange lines in ${otherFile}`
      return { atHome, crossed: one || strangers > 0, seen }
    }
    return {
      atHome,
      crossed: mine.edition === theirs.edition,
      seen: 'each line bears its edition; no address in it',
    }
  },
}

/** Lines that bear the edition's name as theirs, or speak of its database. */
function strangersIn(file: string, edition: string, database: string): number {
  const text = readFileSync(file, 'utf8').slice(-LOOKED_THROUGH)
  return text.split('\n').filter((line) => line.includes(`"edition":"${edition}"`) || line.includes(database))
    .length
}
