import { createHash, randomUUID } from 'node:crypto'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../errors/catalogue.ts'
import { HEAD_BYTES, TAIL_BYTES } from './fileKind.ts'
import { sayStoreFault } from './storeFault.ts'
import { isWorkFolder } from './workFolder.ts'

const ARRIVING = '.arriving'

/** A stream that has arrived whole, on this machine's disk. */
export interface Received {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly head: Buffer
  readonly tail: Buffer
  discard(): Promise<void>
}

/**
 * Writes a stream to a temporary file while counting and hashing it; memory stays flat.
 * @param limit bytes; the stream is left as soon as it is passed
 * @throws Refusal tooLarge, badInput (empty), unavailable where this machine's disk is full or cannot be written
 */
export async function receive(source: AsyncIterable<Uint8Array>, limit: number): Promise<Received> {
  const path = join(tmpdir(), `karyakarta-${randomUUID()}${ARRIVING}`)
  const discard = () => rm(path, { force: true })
  // Of the disk's own faults only: what the source throws is another matter.
  const onDisk = <T>(done: Promise<T>): Promise<T> =>
    done.catch((error: unknown) => {
      throw sayStoreFault(error)
    })
  const file = await onDisk(open(path, 'wx+', 0o600))
  try {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const part of source) {
      bytes += part.length
      if (bytes > limit) throw new Refusal('tooLarge', { reason: 'files_too_large' })
      hash.update(part)
      // Not `write`: on a disk that is nearly full it writes a part of it, and says no more than how much.
      await onDisk(file.writeFile(part))
    }
    if (bytes === 0) throw new Refusal('badInput', { reason: 'files_empty' })
    const piece = async (length: number, from: number) =>
      (await file.read(Buffer.alloc(length), 0, length, from)).buffer
    const head = await piece(Math.min(HEAD_BYTES, bytes), 0)
    const tailBytes = Math.min(TAIL_BYTES, bytes)
    const tail = await piece(tailBytes, bytes - tailBytes)
    return { path, sha256: hash.digest('hex'), bytes, head, tail, discard }
  } catch (error) {
    await discard()
    throw error
  } finally {
    await file.close()
  }
}

/** The same for a file of the machine that somebody named. @throws the system's own error where it cannot be opened */
export async function receiveFile(path: string, limit: number): Promise<Received> {
  const file = await open(path)
  return receive(file.createReadStream(), limit)
}

/** No upload takes this long, and no film; what is older was left by a process that was killed. */
const LEFT_BEHIND_MS = 60 * 60_000

/**
 * Removes what killed processes left of uploads and of what they made: a list of people must not lie about because the power failed, nor films fill the
 * disk. Asked when the web and when a worker begins.
 */
export async function removeLeftBehind(now = Date.now()): Promise<void> {
  const names = await readdir(tmpdir())
  const isUpload = (name: string) => name.startsWith('karyakarta-') && name.endsWith(ARRIVING)
  const ours = names.filter((name) => isUpload(name) || isWorkFolder(name))
  await Promise.all(
    ours.map(async (name) => {
      const path = join(tmpdir(), name)
      // Another process may have removed it meanwhile, and another user's is not ours to remove.
      const found = await stat(path).catch(() => undefined)
      if (found && found.uid === process.getuid?.() && now - found.mtimeMs > LEFT_BEHIND_MS)
        await rm(path, { recursive: true, force: true })
    }),
  )
}
