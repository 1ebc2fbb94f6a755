import { writeFile } from 'node:fs/promises'

/**
 * Writes a file that somebody named, piece by piece, for her alone to read.
 * @throws the system's own error, with the file's name: of a write that fails, as where the disk is full, the kernel names none
 */
export async function writeNamed(path: string, text: string | AsyncIterable<string>): Promise<void> {
  await writeFile(path, text, { mode: 0o600 }).catch((error: unknown) => {
    if (error instanceof Error && 'syscall' in error && error.syscall === 'write')
      Object.assign(error, { path })
    throw error
  })
}
