import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { StartRefused, startEmbedded } from '#platform/database/embedded/index.ts'
import { databaseOf, provisionEditions } from '#platform/database/provision.ts'
import { EDITIONS, type EditionName } from '#platform/environment/environment.ts'
import { say } from '../say.ts'
import { openHome } from '../start/home.ts'
import { editionFolder, passwordsOf } from '../start/editionHome.ts'
import { startSettings } from '../start/startSettings.ts'

export interface SetAside {
  /** Undoes it: what was set aside stands in its place again, and what was made meanwhile is removed. */
  putBack(): Promise<void>
}

/**
 * Makes room in the embedded database: what an edition has is renamed, not removed, and an empty database stands in its place. Refuses while
 * `npm start` runs (the home's lock) and with a configured database, whose administrator makes the room.
 * @param keysToo also the keys: others come with the backup
 */
export async function setAside(edition: EditionName | undefined, keysToo: boolean): Promise<SetAside> {
  if (!edition) throw whichEdition()
  const mark = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const database = databaseOf(edition)
  const keys = join(editionFolder(startSettings(process.env).home, edition), 'keys')
  await withEmbedded(async (client) => {
    await renameDatabase(client, database, `${database}_aside_${mark}`)
    if (keysToo && existsSync(keys)) await rename(keys, `${keys}_aside_${mark}`)
  })
  say({
    en: `What the ${edition} edition had is set aside as ${database}_aside_${mark}.`,
    hi: `${edition} संस्करण का पुराना सब कुछ ${database}_aside_${mark} नाम से अलग रख दिया गया।`,
  })
  return {
    async putBack() {
      await withEmbedded(async (client) => {
        await client.query(`drop database if exists ${client.escapeIdentifier(database)} with (force)`)
        await renameDatabase(client, `${database}_aside_${mark}`, database)
        if (!existsSync(`${keys}_aside_${mark}`)) return
        await rm(keys, { recursive: true, force: true })
        await rename(`${keys}_aside_${mark}`, keys)
      })
      say({ en: 'What was set aside is back in its place.', hi: 'जो अलग रखा गया था, वह फिर अपनी जगह पर है।' })
    },
  }
}

/** The superuser's hand on the embedded database; afterwards every edition has a database again, be it an empty one. */
async function withEmbedded(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const settings = startSettings(process.env)
  const home = await openHome(settings.home, false)
  try {
    const postgres = await startEmbedded({ dataFolder: home.postgres, port: settings.postgresPort })
    try {
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      await work(client).finally(() => client.end())
      await provisionEditions(
        postgres.url,
        EDITIONS.map((name) => passwordsOf(home.folder, name)),
      )
    } finally {
      await postgres.stop()
    }
  } finally {
    await home.lock.release()
  }
}

async function renameDatabase(client: pg.Client, from: string, to: string): Promise<void> {
  const { rows } = await client.query('select from pg_database where datname = $1', [from])
  if (rows.length === 0) return
  await client.query(
    `alter database ${client.escapeIdentifier(from)} rename to ${client.escapeIdentifier(to)}`,
  )
}

const whichEdition = () =>
  new StartRefused(
    'which_edition',
    {},
    {
      en: '--set-aside needs --edition organisation or programme.',
      hi: '--set-aside के साथ --edition organisation या programme दें।',
    },
  )
