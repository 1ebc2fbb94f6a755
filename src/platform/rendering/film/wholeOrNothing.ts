import { mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../../errors/catalogue.ts'
import { isDiskFull } from '../../files/storeFault.ts'

/**
 * Makes a file in a folder of its own beside its place and moves it there when it is whole: killed at any moment, what stands at `output` is the old
 * file, the new one, or nothing.
 * @throws Refusal unavailable where the disk is full
 */
export async function wholeOrNothing(
  output: string,
  make: (folder: string, file: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(dirname(output), '.making-'))
  try {
    const file = join(folder, 'whole')
    await make(folder, file)
    await rename(file, output)
  } catch (cause) {
    if (!isDiskFull(cause)) throw cause
    throw new Refusal('unavailable', { reason: 'rendering_disk_full', cause })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
