import { lstatSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DATA_OF_ROOT, MAJOR } from './dataFolder.ts'
import { lockFolder } from './folderLock.ts'
import { clearAfterCrash } from './postmaster.ts'
import type { Line } from './startRefused.ts'
import { passwordFileOf } from './superuserPassword.ts'

/**
 * Removes a cluster that startEmbedded made, with its password and log, wherever it lies; an orphaned server on it is
 * shut down first. Nothing happens where there is none. @throws StartRefused already_running
 */
export async function removeCluster(dataFolder: string, notice: (line: Line) => void): Promise<void> {
  const wanted = resolve(dataFolder)
  if (!lstatSync(wanted, { throwIfNoEntry: false })) return
  const folder = realpathSync(wanted)
  const lock = await lockFolder(folder)
  try {
    await clearAfterCrash(join(folder, MAJOR), notice)
    // A link that leads anywhere but to our own place was made by somebody else: only the link goes.
    if (folder === wanted || dirname(folder) === DATA_OF_ROOT) rmSync(folder, { recursive: true })
    rmSync(wanted, { recursive: true, force: true })
    for (const file of [passwordFileOf(wanted), `${wanted}.log`, `${wanted}.log.1`])
      rmSync(file, { force: true })
  } finally {
    await lock.release()
  }
}
