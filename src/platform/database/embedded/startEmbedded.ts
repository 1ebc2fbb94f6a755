import { mkdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { prepareBinaries } from './binaries.ts'
import { MAJOR, isInitialised, prepareDataFolder } from './dataFolder.ts'
import { lockFolder, type FolderLock } from './folderLock.ts'
import { initialiseCluster } from './initialise.ts'
import { operatingUser } from './operatingUser.ts'
import { assertPortFree } from './portHolder.ts'
import { clearAfterCrash, shutDown } from './postmaster.ts'
import { refusalOfFileError } from './refusals.ts'
import { runServer } from './runServer.ts'
import type { Line } from './startRefused.ts'
import { superuserPassword } from './superuserPassword.ts'

export interface EmbeddedPostgres {
  /** The superuser's address on loopback, database `postgres`. A secret. */
  readonly url: string
  readonly port: number
  /** The cluster itself (PGDATA), a folder `18` within the data folder asked for. */
  readonly dataFolder: string
  /** Resolves when the server has ended, asked for or not, with one line saying how. */
  readonly ended: Promise<string>
  /** Fast shutdown; waits until the server is gone and the folder is free for the next start. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Kept between starts. Its password and log lie beside it: `secrets/<name>.password`, `<name>.log`. */
  dataFolder: string
  port: number
  /** Further settings of postgresql.conf, for this start only. */
  settings?: Record<string, string>
  /** false: a throw-away cluster that may forget everything when the machine stops (tests). Default true. */
  durable?: boolean
  /** Hears what was put right on the way (recovery after a crash, data placed elsewhere). */
  notice?: (line: Line) => void
}

/**
 * Starts a real PostgreSQL 18 of our own on 127.0.0.1, making its cluster first if there is none.
 * @throws StartRefused with one clear line for everything the person at the keyboard can mend
 * @example const postgres = await startEmbedded({ dataFolder: '.karyakarta/postgres', port: 54320 })
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const notice = options.notice ?? (() => {})
  const durable = options.durable ?? true
  const wanted = placeOf(resolve(options.dataFolder))
  const user = operatingUser()
  const locks: FolderLock[] = [await lockFolder(wanted)]
  const release = async () => void (await Promise.all(locks.map((lock) => lock.release())))

  try {
    const folder = prepareDataFolder(wanted, user, notice)
    // Reached by another path, the same folder must still be found taken.
    if (folder !== wanted) locks.push(await lockFolder(folder))
    const cluster = join(folder, MAJOR)
    const initialised = isInitialised(folder)
    const password = superuserPassword(wanted, initialised)
    await clearAfterCrash(cluster, notice)
    await assertPortFree(options.port)
    const binaries = prepareBinaries(user, notice)
    if (!initialised) initialiseCluster({ binaries, folder, user, password, durable })
    const logFile = `${wanted}.log`
    const { port, settings = {} } = options
    const server = await runServer({ binaries, cluster, user, port, settings, durable, logFile })
    let stopping: Promise<void> | undefined
    const stop = async () => {
      await shutDown(server.pid, server.hasEnded)
      await release()
    }
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      port,
      dataFolder: cluster,
      ended: server.ended,
      stop: () => (stopping ??= stop()),
    }
  } catch (error) {
    await release()
    throw error
  }
}

/** The wanted path with its parents made and resolved, so that one folder has one name to lock. */
function placeOf(wanted: string): string {
  try {
    mkdirSync(dirname(wanted), { recursive: true })
    return join(realpathSync(dirname(wanted)), basename(wanted))
  } catch (error) {
    throw refusalOfFileError(error, wanted)
  }
}
