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
import {
  answers,
  editionPid,
  endAll,
  freePorts,
  postgresPid,
  runKaryakarta,
  type Ports,
  type StartProcess,
} from './startProcess.ts'
import { furnish } from '../started/furnishedHome.ts'

// A round takes 10 s on an idle machine, ten times that beside other work.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 })

const JOINS = 200
/** First names of the newcomers, so that the rounds are told apart. */
const ROUND_NAMES = ['', 'परीक्षा', 'सत्यवती']
let folder: string
let home: string
let ports: Ports
/** All that was started; ended at last, whatever became of it. */
const running: StartProcess[] = []

const begin = (words: string[] = ['start']): StartProcess => {
  const started = runKaryakarta(home, ports, words)
  running.push(started)
  return started
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'karyakarta-joins-'))
  chmodSync(folder, 0o755)
  home = join(folder, 'home')
  await furnish(home)
  ports = await freePorts()
  start = begin()
  await start.ready()
})
afterAll(async () => {
  await endAll(running)
  await removeCluster(join(home, 'postgres'), () => {})
  rmSync(folder, { recursive: true, force: true })
})

/** What is killed, and what the start that it ends says last and the next one says first, where it has something to say. */
const VICTIMS: readonly {
  readonly what: string
  readonly pid: (start: StartProcess) => number
  readonly last: RegExp
  readonly first?: RegExp
}[] = [
  {
    what: 'the application',
    pid: (start: StartProcess) => editionPid(start, 'organisation'),
    last: /The organisation edition ended unexpectedly \(SIGKILL\)/,
  },
  {
    what: 'PostgreSQL',
    pid: () => postgresPid(home),
    last: /PostgreSQL ended unexpectedly/,
    first: /recovers from its own log/,
  },
]

/** What runs after a kill is what the next is tried on. */
let start: StartProcess

it.each(VICTIMS.map((victim, at) => [victim.what, at + 1, victim] as const))(
  'killing %s stops all and loses no acknowledged join, leaves the audit chain valid, and every form may be sent again',
  async (_what, round, { pid, last, first }) => {
    const forms = Array.from({ length: JOINS }, (_, number) => joinForm(number, round))
    const acknowledged: string[] = []
    let answered = 0
    const sending = forms.map(async (form) => {
      if (await isAcknowledged(form)) acknowledged.push(form.command)
      answered++
    })
    while (acknowledged.length < JOINS / 4 && answered < JOINS) await sleep(2)
    process.kill(pid(start), 'SIGKILL')
    await Promise.all(sending)
    // Some were acknowledged before the kill, and it came before all were.
    expect(acknowledged.length).toBeGreaterThanOrEqual(JOINS / 4)
    expect(acknowledged.length).toBeLessThan(JOINS)
    expect(await start.ended).toBe(1)
    expect(start.said().at(-1)).toMatch(last)
    for (const port of Object.values(ports) as number[]) expect(await answers(port)).toBe(false)

    start = begin()
    await start.ready()
    if (first) expect(start.said()[0]).toMatch(first)
    const kept = await personOf(acknowledged)
    expect([...kept.keys()].sort()).toEqual([...acknowledged].sort())
    expect(await asOwner('select id from platform.command where answer is null', [])).toEqual([])
    await auditHolds()

    // Who saw no answer sends the form once more, and so may who did: each is one person, the acknowledged ones the same as before.
    for (const form of forms) expect(await isAcknowledged(form)).toBe(true)
    const commands = forms.map(({ command }) => command)
    const all = await personOf(commands)
    expect(new Set(all.values()).size).toBe(JOINS)
    for (const [command, person] of kept) expect(all.get(command)).toBe(person)
    expect(await personsNamedIn(round)).toBe(JOINS)
    await auditHolds()
  },
)

/** What each command answered with, as far as that person stands in the organisation. */
async function personOf(commands: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await asOwner<{ command: string; person: string }>(
    `select command.id as command, person.id as person from platform.command
     join people.person on person.id::text = answer ->> 'personId' where command.id = any($1::uuid[])`,
    [commands],
  )
  return new Map(rows.map(({ command, person }) => [command, person]))
}

async function personsNamedIn(round: number): Promise<number> {
  const rows = await asOwner<{ persons: number }>(
    `select count(*)::int as persons from people.person where starts_with(name, $1)`,
    [`${ROUND_NAMES[round]} `],
  )
  return rows[0]!.persons
}

/** Asks as an operator would: by the command, which also gives the exit code that a timer looks at. */
async function auditHolds(): Promise<void> {
  const verify = begin(['audit', 'verify', '--edition', 'organisation'])
  expect([await verify.ended, verify.said()]).toEqual([0, [expect.stringContaining('unbroken')]])
}

interface JoinForm {
  readonly command: string
  readonly body: string
  readonly localAddress: string
}

function joinForm(number: number, round: number): JoinForm {
  const command = uuidv7()
  const letters = 'कखगघचछजझटठडढणतथदधनपफबभमयरल'
  const fields = {
    command,
    name: `${ROUND_NAMES[round]} ${letters[number % 27]}${letters[Math.floor(number / 27)]}`,
    phone: `99990${round}${String(number).padStart(4, '0')}`,
    adult: 'on',
    membership: 'on',
  }
  // Many visitors, so that no address spends its whole budget: all of 127.0.0.0/8 is this machine.
  const localAddress = `127.0.${round}.${2 + (number % 50)}`
  return { command, body: new URLSearchParams(fields).toString(), localAddress }
}

/** Sends a join form as a browser does; true when the answer was the redirect to the code. */
function isAcknowledged({ body, localAddress }: JoinForm): Promise<boolean> {
  const host = `127.0.0.1:${ports.organisation}`
  return new Promise((resolve) => {
    const sending = request(
      {
        host: '127.0.0.1',
        port: ports.organisation,
        path: '/join?/join',
        method: 'POST',
        localAddress,
        headers: {
          host,
          origin: `http://${host}`,
          // Without it SvelteKit takes us for its own script and answers 200 with the redirect inside.
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode === 303 && answer.headers.location?.startsWith('/sign-in/code') === true)
      },
    )
    sending.on('error', () => resolve(false))
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
