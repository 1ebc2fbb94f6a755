import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  lockFolder,
  removeCluster,
  StartRefused,
  type FolderLock,
} from '#platform/database/embedded/index.ts'
import { refusalOfFileError } from '#platform/database/embedded/refusals.ts'
import { EDITIONS } from '#platform/environment/environment.ts'
import { say } from '../say.ts'

/** Marks a folder as ours: without it nothing in a folder is ever removed or overwritten. */
const MARKER = 'karyakarta-home'

export interface Home {
  readonly folder: string
  /** Where the embedded PostgreSQL keeps its data. */
  readonly postgres: string
  readonly lock: FolderLock
}

/**
 * Opens (or makes) the folder in which a start keeps everything, and holds it against a second start.
 * @param fresh begin anew: what this software made there is removed first
 * @throws StartRefused
 */
export async function openHome(wanted: string, fresh: boolean): Promise<Home> {
  try {
    mkdirSync(wanted, { recursive: true })
  } catch (error) {
    throw refusalOfFileError(error, wanted)
  }
  const folder = realpathSync(wanted)
  const lock = await lockFolder(folder)
  try {
    if (!existsSync(join(folder, MARKER)) && readdirSync(folder).length > 0) throw notOurs(folder)
    const postgres = join(folder, 'postgres')
    if (fresh) await clear(folder, postgres)
    writeFileSync(join(folder, MARKER), 'Made by "karyakarta start"; "npm start -- --fresh" empties it.\n')
    return { folder, postgres, lock }
  } catch (error) {
    await lock.release()
    throw refusalOfFileError(error, folder)
  }
}

/** Only what we make is removed; anything a person put beside it stays. */
async function clear(folder: string, postgres: string): Promise<void> {
  await removeCluster(postgres, say)
  for (const name of ['secrets', ...EDITIONS]) rmSync(join(folder, name), { recursive: true, force: true })
}

function notOurs(folder: string): StartRefused {
  return new StartRefused(
    'home_not_ours',
    { folder },
    {
      en: `${folder} was not made by Karyakarta and is not empty; nothing was touched. Set KARYAKARTA_HOME to another folder.`,
      hi: `${folder} Karyakarta का बनाया हुआ नहीं है और ख़ाली नहीं है; कुछ नहीं छुआ गया। KARYAKARTA_HOME में दूसरा फ़ोल्डर दें।`,
    },
  )
}
