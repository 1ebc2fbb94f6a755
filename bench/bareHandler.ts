/**
 * The bare limit: node:http and pg, answering with the rows of the last question. It has no session, no policy, no schema, no framework: it
 * repeats the statements it was given, in their order, on one connection. Its own process, told what to run by its first argument.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

interface Task {
  readonly url: string
  readonly statements: readonly Statement[]
  /** Parsed and planned once a connection, which the product's statements are not. */
  readonly prepared: boolean
  readonly connections: number
}

const task = JSON.parse(process.argv[2]!) as Task
const pool = new pg.Pool({ connectionString: task.url, max: task.connections })

async function answer(): Promise<unknown> {
  const client = await pool.connect()
  try {
    const rows: unknown[] = []
    for (const [nth, { text, values }] of task.statements.entries()) {
      const name = task.prepared && values.length > 0 ? { name: `bare ${nth}` } : {}
      rows.push((await client.query<object>({ ...name, text, values: [...values] })).rows)
    }
    return rows
  } finally {
    client.release()
  }
}

const server = createServer((_request, response) => {
  answer()
    .then((rows) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(rows))
    })
    .catch((error: unknown) => {
      response.statusCode = 500
      response.end(String(error))
    })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.once('disconnect', () => process.exit(0))
