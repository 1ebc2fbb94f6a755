import { createReadStream } from 'node:fs'
import { access, constants, copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { pathOf, type ByteStore } from './byteStore.ts'
import { sayStoreFault } from './storeFault.ts'

/**
 * Files in a folder: complete or not there at all, also after the power went. The folder is made once; one that is gone afterwards is not made
 * anew, since somebody took it away. An empty mount point is a folder like any other: whoever mounts a disk there begins the house after it.
 */
export function diskStore(folder: string): ByteStore {
  const at = (sha256: string) => join(folder, pathOf(sha256))
  let made: Promise<unknown> | undefined
  const stands = async () => {
    made ??= mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      made = undefined
      throw error
    })
    await made
    await access(folder)
  }
  const has = (sha256: string) =>
    access(at(sha256)).then(
      () => true,
      (error: unknown) => {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
        throw sayStoreFault(error)
      },
    )
  return {
    has,
    async adopt(sha256, path) {
      if (await has(sha256)) return
      const target = at(sha256)
      // Copied beside its place, forced to the disk, then named: whoever sees the name sees the whole file.
      const arriving = `${target}.${randomUUID()}.arriving`
      try {
        await stands()
        await makeLevels(folder, dirname(pathOf(sha256)))
        await copyFile(path, arriving, constants.COPYFILE_EXCL)
        await force(arriving)
        await rename(arriving, target)
      } catch (error) {
        await rm(arriving, { force: true }).catch(() => {})
        throw sayStoreFault(error)
      }
      await force(dirname(target))
    },
    async open(sha256) {
      if (await has(sha256)) return createReadStream(at(sha256))
      await stands().catch((error: unknown) => {
        throw sayStoreFault(error)
      })
      return undefined
    },
    remove: (sha256) => rm(at(sha256), { force: true }),
    async probe() {
      await stands()
      const probe = join(folder, `.probe-${randomUUID()}`)
      try {
        const handle = await open(probe, 'wx', 0o600)
        await handle.writeFile('probe')
        await handle.sync().finally(() => handle.close())
      } finally {
        await rm(probe, { force: true })
      }
    },
  }
}

/**
 * Folders within one that stands, one after the other: made all at once, Node says of a disk that is mounted to read only that something is not there
 * (ENOENT for EROFS).
 */
async function makeLevels(folder: string, within: string): Promise<void> {
  let at = folder
  for (const level of within.split('/')) {
    at = join(at, level)
    await mkdir(at, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function force(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
