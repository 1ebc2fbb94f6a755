import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeCluster } from '#platform/database/embedded/index.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { freePorts, runStart, type Ports } from '../faults/startProcess.ts'
import { furnish } from './furnishedHome.ts'

export interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly text: string
}

export interface Asked {
  readonly edition?: EditionName
  /** Posted as a browser posts a form without JavaScript; without it the page is read. */
  readonly form?: Readonly<Record<string, string>>
  readonly cookie?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The loopback address from which is asked: 127.0.0.2 has budgets of its own. */
  readonly from?: string
}

/** A newcomer's `karyakarta start` in a home of its own, and what a shell and a browser can do with it. */
export interface StartedHouse {
  readonly home: string
  readonly ports: Ports
  /** `karyakarta …` in the same home. */
  cli(...words: string[]): Promise<{ readonly code: number; readonly text: string }>
  ask(path: string, asked?: Asked): Promise<Answer>
  /** The Cookie header of a persona, by the link that the start prints. */
  cookieOf(persona: string): Promise<string>
  /** The superuser's address, database `postgres`. */
  superuserUrl(): string
  close(): Promise<void>
}

export async function startedHouse(): Promise<StartedHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-started-'))
  chmodSync(folder, 0o755) // run by root, PostgreSQL is `nobody` and must get through
  const home = join(folder, 'home')
  await furnish(home)
  const ports = await freePorts()
  const start = runStart(home, ports)
  await start.ready()
  const ask: StartedHouse['ask'] = (path, asked = {}) => answerTo(ports, path, asked)
  return {
    home,
    ports,
    ask,
    cli: (...words) => runCli(home, ports, words),
    async cookieOf(persona) {
      const { headers } = await ask(`/demo/sign-in/${persona}`)
      return [headers['set-cookie'] ?? []]
        .flat()
        .map((cookie) => cookie.split(';')[0])
        .join('; ')
    },
    superuserUrl() {
      const password = readFileSync(join(home, 'secrets/postgres.password'), 'utf8').trim()
      return `postgres://postgres:${password}@127.0.0.1:${ports.postgres}/postgres`
    },
    async close() {
      start.child.kill('SIGTERM')
      await start.ended
      await removeCluster(join(home, 'postgres'), () => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function runCli(home: string, ports: Ports, words: string[]): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../cli/karyakarta.mjs'), ...words], {
    env: {
      PATH: process.env.PATH ?? '',
      LANG: 'C.UTF-8',
      KARYAKARTA_HOME: home,
      PORT: String(ports.organisation),
      PROGRAMME_PORT: String(ports.programme),
      KARYAKARTA_PG_PORT: String(ports.postgres),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += String(part)))
  const [code] = (await once(child, 'close')) as [number]
  return { code, text }
}

async function answerTo(ports: Ports, path: string, asked: Asked): Promise<Answer> {
  const edition = asked.edition ?? 'organisation'
  const host = `${edition}.localhost:${ports[edition]}`
  const body = asked.form && new URLSearchParams(asked.form).toString()
  const sent = request({
    host: '127.0.0.1',
    port: ports[edition],
    path,
    method: body === undefined ? 'GET' : 'POST',
    localAddress: asked.from ?? '127.0.0.1',
    agent: false,
    headers: {
      host,
      accept: 'text/html',
      ...(asked.cookie ? { cookie: asked.cookie } : {}),
      ...(body === undefined
        ? {}
        : { origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' }),
      ...asked.headers,
    },
  })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let text = ''
  for await (const part of response) text += String(part)
  return { status: response.statusCode ?? 0, headers: response.headers, text }
}
