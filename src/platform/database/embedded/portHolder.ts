import { connect, createServer } from 'node:net'
import { portForbidden, portInUse } from './refusals.ts'

/** The SSLRequest packet of PostgreSQL's protocol: every PostgreSQL answers it with one letter, S or N. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** Asks the kernel whether the port on 127.0.0.1 is free. @throws StartRefused port_in_use, port_forbidden */
export async function assertPortFree(port: number): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)))
  })
  if (code === 'EACCES') throw portForbidden(port)
  if (code) throw portInUse(port, await whoListens(port))
}

/** Tells a foreign PostgreSQL from any other program, so that the refusal can say which. */
function whoListens(port: number): Promise<'postgresql' | 'program'> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(SSL_REQUEST))
    socket.setTimeout(500, () => socket.destroy())
    socket.once('data', (answer) => {
      resolve(answer.length === 1 && 'SN'.includes(String(answer)) ? 'postgresql' : 'program')
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve('program'))
  })
}
