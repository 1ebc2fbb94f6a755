import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { openLog } from '#platform/telemetry/log.ts'
import type { Door, Side } from './door.ts'

/** The newest part of a log that is looked through, in characters. */
const LOOKED_THROUGH = 5_000_000

/**
 * A line says whose it is and holds no address. Where the logs are files of ours, a line with a mark nobody else knows is written into one,
 * as its edition would write it, and looked for in the other, which must not speak of this edition anywhere else either. The line stays.
 */
export const log: Door = {
  id: 'log',
  name: { en: 'Log', hi: 'लॉग' },
  async tryToCross(own, other) {
    const { edition, databaseUrl } = own.platform.environment
    const mark = `wall-${randomUUID()}`
    const line = lineOf(own, mark)
    const said = (JSON.parse(line) as { edition: string }).edition
    const isOwn = said === edition && !line.includes(databaseUrl)
    const [ownFile, otherFile] = [own.installation.logFile, other.installation.logFile]
    if (!ownFile || !otherFile) {
      const crossed = edition === other.platform.environment.edition
      const seen = 'each line bears its edition; the logs are collected elsewhere and were not looked into'
      return { atHome: isOwn, crossed, seen }
    }
    const missing = [ownFile, otherFile].filter((file) => !existsSync(file))
    if (missing.length > 0) throw new Error(`there is no ${missing.join(', ')}`)
    appendFileSync(ownFile, line)
    const [mine, theirs] = [newest(ownFile), newest(otherFile)]
    const carried = theirs.includes(mark)
    const strangers = strangersIn(theirs, edition, new URL(databaseUrl).pathname.slice(1))
    return {
      atHome: isOwn && mine.includes(mark),
      crossed: carried || strangers > 0,
      seen: carried
        ? `what is written into ${ownFile} stands in ${otherFile}`
        : `${strangers} strange lines in ${otherFile}`,
    }
  },
}

/** A line as the edition's own process writes it; the address in it must not come through. */
function lineOf({ platform }: Side, mark: string): string {
  const { edition, databaseUrl } = platform.environment
  let line = ''
  const write = (text: string) => void (line += text)
  openLog('info', { edition }, { write }).info({ databaseUrl, mark }, 'doctor --wall')
  return line
}

const newest = (file: string): string => readFileSync(file, 'utf8').slice(-LOOKED_THROUGH)

/** Lines that bear the edition's name as theirs, or speak of its database. */
const strangersIn = (text: string, edition: string, database: string): number =>
  text.split('\n').filter((line) => line.includes(`"edition":"${edition}"`) || line.includes(database)).length
