import { createReadStream } from 'node:fs'
import { access, constants, copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { pathOf, type ByteStore } from './byteStore.ts'
import { sayDiskFull } from './isDiskFull.ts'

/** Files in a folder: complete or not there at all, also after the power went. */
export function diskStore(folder: string): ByteStore {
  const at = (sha256: string) => join(folder, pathOf(sha256))
  const has = (sha256: string) =>
    access(at(sha256)).then(
      () => true,
      () => false,
    )
  return {
    has,
    async adopt(sha256, path) {
      if (await has(sha256)) return
      const target = at(sha256)
      // Copied beside its place, forced to the disk, then named: whoever sees the name sees the whole file.
      const arriving = `${target}.${randomUUID()}.arriving`
      try {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 })
        await copyFile(path, arriving, constants.COPYFILE_EXCL)
        await force(arriving)
        await rename(arriving, target)
      } catch (error) {
        await rm(arriving, { force: true })
        throw sayDiskFull(error)
      }
      await force(dirname(target))
    },
    async open(sha256) {
      return (await has(sha256)) ? createReadStream(at(sha256)) : undefined
    },
    remove: (sha256) => rm(at(sha256), { force: true }),
    async probe() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const probe = join(folder, `.probe-${randomUUID()}`)
      const handle = await open(probe, 'wx', 0o600)
      await handle.sync()
      await handle.close()
      await rm(probe)
    },
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
