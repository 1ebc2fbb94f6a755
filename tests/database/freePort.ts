import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Below those that the kernel gives to connections that begin (32768 and up on Linux): none of the run's own can take one away. */
const [LOWEST, COUNT] = [20_000, 12_000]
const NAME = `karyakarta-ports-${process.getuid?.() ?? 'all'}-`

/**
 * A loopback port that is free and that no other test of this day was given, in whichever process: the kernel's own free ports came twice, to one
 * test before it used the first, and to two tests at once. What was given lies in a folder, a file a port, made by whoever is first.
 */
export async function freePort(): Promise<number> {
  const given = folderOfToday()
  for (let tries = 0; tries < COUNT; tries++) {
    const port = LOWEST + randomInt(COUNT)
    if (isFirst(join(given, String(port))) && (await isFree(port))) return port
  }
  throw new Error(`no port is left that was not given today: ${given} may be removed`)
}

function folderOfToday(): string {
  const name = `${NAME}${new Date().toISOString().slice(0, 10)}`
  for (const old of readdirSync(tmpdir()))
    if (old.startsWith(NAME) && old < name) rmSync(join(tmpdir(), old), { recursive: true, force: true })
  const folder = join(tmpdir(), name)
  mkdirSync(folder, { recursive: true })
  return folder
}

function isFirst(file: string): boolean {
  try {
    writeFileSync(file, '', { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return false
  }
  await once(server.close(), 'close')
  return true
}
