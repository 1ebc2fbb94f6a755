import { createHash } from 'node:crypto'
import { connect, createServer, type Server } from 'node:net'
import { alreadyRunning } from './refusals.ts'

/** Held for as long as this process uses the data folder. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Takes the data folder for this process, or refuses with the pid of the one that has it.
 * The lock is a socket in Linux's abstract namespace: taken in one atomic step, and given back by the kernel even
 * after kill -9, so that no lock can ever be stale.
 * @param folder the real path of the data folder @throws StartRefused already_running
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const name = `\0karyakarta-${createHash('sha256').update(folder).digest('hex')}`
  const server = createServer((asker) => {
    asker.on('error', () => {})
    asker.end(String(process.pid))
  })
  server.unref()
  try {
    await listen(server, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw alreadyRunning(folder, await pidOfHolder(name))
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
}

/** 0 when the holder does not answer within a second (stopped by a debugger, or just going away). */
function pidOfHolder(name: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(name)
    let said = ''
    socket.setTimeout(1000, () => socket.destroy())
    socket.on('data', (part) => (said += String(part)))
    socket.on('error', () => resolve(0))
    socket.on('close', () => resolve(Number(said) || 0))
  })
}
