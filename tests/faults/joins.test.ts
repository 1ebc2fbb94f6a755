/** kill -9 in the middle of 200 joins at once: whatever was acknowledged is there afterwards, and the audit chain holds. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { removeCluster } from '#platform/database/embedded/index.ts'
import { editionPid, freePorts, postgresPid, runStart, type Ports } from './startProcess.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const JOINS = 200
let folder: string
let home: string
let ports: Ports

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'karyakarta-joins-'))
  chmodSync(folder, 0o755)
  home = join(folder, 'home')
  ports = await freePorts()
})
afterAll(async () => {
  await removeCluster(join(home, 'postgres'), () => {})
  rmSync(folder, { recursive: true, force: true })
})

it.each([
  ['the application', 1, (start: ReturnType<typeof runStart>) => editionPid(start, 'organisation')],
  ['PostgreSQL', 2, () => postgresPid(home)],
] as const)(
  'killing %s loses no acknowledged join and leaves the audit chain valid',
  async (_what, round, victimOf) => {
    const start = runStart(home, ports)
    await start.ready()
    let answered = 0
    const joining = Array.from({ length: JOINS }, (_, number) =>
      joinAs(number, round).finally(() => answered++),
    )
    const killed = (async () => {
      while (answered < JOINS / 4) await sleep(2)
      process.kill(victimOf(start), 'SIGKILL')
    })()
    const commands = (await Promise.all(joining)).filter((command) => command !== undefined)
    await killed
    // Some were acknowledged before the kill, and it came before all were.
    expect(commands.length).toBeGreaterThan(0)
    expect(commands.length).toBeLessThan(JOINS)
    expect(await start.ended).not.toBe(0)

    const again = runStart(home, ports)
    await again.ready()
    try {
      const kept = await asOwner<{ id: string }>(
        `select command.id from platform.command join people.person on person.id::text = answer ->> 'personId' where command.id = any($1::uuid[])`,
        [commands],
      )
      expect(kept.map(({ id }) => id).sort()).toEqual([...commands].sort())
      expect(await asOwner('select * from audit.fault', [])).toEqual([])
      const halfDone = await asOwner('select id from platform.command where answer is null', [])
      expect(halfDone).toEqual([])
    } finally {
      again.child.kill('SIGTERM')
      await again.ended
    }
  },
)

/** Sends one join form; the command's id when the answer was the redirect to the code, else nothing. */
function joinAs(number: number, round: number): Promise<string | undefined> {
  const command = uuidv7()
  const body = new URLSearchParams({
    command,
    name: `परीक्षा ${'कखगघचछजझटठडढणतथदधनपफबभमयरल'[number % 27]} ${'कखगघचछजझटठडढणतथदधनपफबभमयरल'[Math.floor(number / 27)]}`,
    phone: `99990${round}${String(number).padStart(4, '0')}`,
    adult: 'on',
    membership: 'on',
  }).toString()
  const host = `127.0.0.1:${ports.organisation}`
  return new Promise((resolve) => {
    const sending = request(
      {
        host: '127.0.0.1',
        port: ports.organisation,
        path: '/join?/join',
        method: 'POST',
        // Many visitors, so that no address spends its whole budget: all of 127.0.0.0/8 is this machine.
        localAddress: `127.0.${round}.${2 + (number % 50)}`,
        headers: {
          host,
          origin: `http://${host}`,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.resume()
        const isAcknowledged =
          answer.statusCode === 303 && answer.headers.location?.startsWith('/sign-in/code')
        resolve(isAcknowledged ? command : undefined)
      },
    )
    sending.on('error', () => resolve(undefined))
    sending.end(body)
  })
}

async function asOwner<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: ports.postgres,
    database: 'karyakarta_organisation',
    user: 'karyakarta_organisation_owner',
    password: readFileSync(join(home, 'organisation/passwords/owner'), 'utf8').trim(),
  })
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows as Row[]
  } finally {
    await client.end()
  }
}
