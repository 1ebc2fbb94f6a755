/**
 * The bare limit: node:http and pg, answering with the rows of one statement. It has no session, no policy, no schema, no framework; who
 * acts is set once a connection, so row-level security costs it the same. Its own process, told what to run by its first argument.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

interface Task {
  readonly url: string
  readonly statement: string
  readonly values: readonly unknown[]
  readonly settings: Readonly<Record<string, string>>
  readonly connections: number
}

const task = JSON.parse(process.argv[2]!) as Task
const pool = new pg.Pool({ connectionString: task.url, max: task.connections })
pool.on('connect', (client) => {
  const [names, values] = [Object.keys(task.settings), Object.values(task.settings)]
  void client.query(
    'select set_config(name, value, false) from unnest($1::text[], $2::text[]) as own (name, value)',
    [names, values],
  )
})
const server = createServer((_request, response) => {
  pool
    .query({ name: 'bare', text: task.statement, values: [...task.values] })
    .then(({ rows }) => {
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
