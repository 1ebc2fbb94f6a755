import { readFileSync } from 'node:fs'
import { request as send } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { queued, type Entry } from '#offline/outbox.ts'
import { sendWaiting, type OutboxStore } from '#offline/send.ts'
import type { OwnerAnswer } from '#offline/wire.ts'
import { phoneUuid } from '#offline/uuid.ts'
import { cutProxy } from '../cutProxy.ts'
import { cookieOf, installation, type Installation } from '../installation.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const COMMANDS = 500
/** Commands a request: fewer than a phone sends, so that more requests are cut. */
const BATCH = 10
/** Twice as many rounds as are needed. */
const MOST_ROUNDS = (4 * COMMANDS) / BATCH
/** The same cuts each time; another seed: `OUTBOX_SEED=… npm run bench -- outbox`. */
const SEED = Number(process.env.OUTBOX_SEED ?? 20_261_125)

export const outbox: Measure = {
  title: 'Outbox over a connection that breaks',
  about: `${COMMANDS} reports of one volunteer, queued by the phone's own code (src/offline) and sent to a newcomer's installation through a TCP proxy that tears the connection of every request apart after a random number of bytes, by turns on the way there and on the way back; then each is sent again, unharmed (bench/cutProxy.ts). Afterwards the whole outbox is sent once more, as a phone would that had lost every answer. Effects are counted in the database: reports, their history and the audit log.`,
  async run() {
    const bench = await installation()
    try {
      await bench.start()
      return await measure(bench)
    } finally {
      await bench.stop()
      await bench.remove()
    }
  },
}

async function measure(bench: Installation): Promise<readonly Line[]> {
  const cookie = await cookieOf(bench.ports, 'booth-volunteer')
  const house = `http://127.0.0.1:${bench.ports.organisation}`
  const { owner } = (await (await fetch(`${house}/sync`, { headers: { cookie } })).json()) as OwnerAnswer
  const { personId } = (await (await fetch(`${house}/api/me`, { headers: { cookie } })).json()) as {
    personId: string
  }
  const database = await ownerClient(bench)
  try {
    const tasks = await giveTasks(database, personId)
    const entries = tasks.map((taskId, at) => entryOf(owner, taskId, at))
    const store = memoryStore(entries)
    const random = seeded(SEED)
    // Every request is cut once; its repetition is not.
    let isRepetition = true
    let number = 0
    const proxy = await cutProxy(bench.ports.organisation, () => {
      isRepetition = !isRepetition
      if (isRepetition) return undefined
      const way = number++ % 2 === 0 ? ('sending' as const) : ('answering' as const)
      const about = way === 'sending' ? requestBytes : ANSWER_BYTES
      return { way, after: Math.floor(random() * about) }
    })
    const address = `http://127.0.0.1:${proxy.port}/sync`
    let requests = 0
    let requestBytes = 0
    const post = async (form: FormData): Promise<Response> => {
      requests++
      const body = new Response(form)
      const bytes = Buffer.from(await body.arrayBuffer())
      requestBytes = bytes.length
      return posted(address, house, cookie, body.headers.get('content-type')!, bytes)
    }
    const began = performance.now()
    let rounds = 0
    while ([...store.now.values()].some(({ state }) => state === 'waiting') && rounds < MOST_ROUNDS) {
      rounds++
      await sendWaiting(store, owner, post, { isHopeful: true, most: BATCH })
    }
    const took = performance.now() - began
    const once = await effects(database, personId)
    const states = [...store.now.values()].map(({ state }) => state)
    const again = memoryStore(entries)
    for (
      let more = 0;
      more < MOST_ROUNDS && [...again.now.values()].some(({ state }) => state === 'waiting');
      more++
    )
      await sendWaiting(again, owner, post, { isHopeful: true, most: BATCH })
    const twice = await effects(database, personId)
    await proxy.close()
    const arrived = states.filter((state) => state === 'sent').length
    const exactly = (found: Effects) =>
      found.reports === COMMANDS && found.history === COMMANDS && found.audited === COMMANDS
    const told = (found: Effects) =>
      `${found.reports} reports, ${found.history} in their history, ${found.audited} in the log`
    return [
      {
        what: `effects of ${COMMANDS} commands, every request cut and repeated`,
        measured: told(once),
        promised: `exactly ${COMMANDS}`,
        holds: exactly(once),
      },
      {
        what: 'commands that the phone knows to have arrived',
        measured: `${arrived}`,
        promised: `${COMMANDS}`,
        holds: arrived === COMMANDS,
      },
      {
        what: 'effects after the whole outbox came a second time',
        measured: told(twice),
        promised: `exactly ${COMMANDS}`,
        holds: exactly(twice),
      },
      {
        what: 'requests; cut on the way there, cut on the way back',
        measured: `${requests}; ${proxy.cuts.sending}, ${proxy.cuts.answering}`,
        promised: 'both ways cut',
        holds: proxy.cuts.sending > 0 && proxy.cuts.answering > 0,
      },
      {
        what: 'from the first request to the last answer, of the first time',
        measured: `${milliseconds(took)}, ${milliseconds(took / COMMANDS)} a command`,
        promised: '',
      },
    ]
  } finally {
    await database.end()
  }
}

/** Bytes that every answer has at least, its head included. */
const ANSWER_BYTES = 900

/** One request on a connection of its own, as a browser sends it. @throws when the connection breaks */
function posted(
  address: string,
  origin: string,
  cookie: string,
  type: string,
  body: Buffer,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = send(
      address,
      {
        method: 'POST',
        agent: false,
        headers: {
          host: new URL(origin).host,
          origin,
          cookie,
          accept: 'application/json',
          'content-type': type,
          'content-length': body.length,
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          answer.complete
            ? resolve(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 500 }))
            : reject(new Error('cut')),
        )
        answer.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function entryOf(owner: string, taskId: string, at: number): Entry {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date())
  return queued({
    id: phoneUuid(),
    owner,
    verb: 'tasks.sendReport',
    about: 'काम',
    fields: { taskId, told: `${at} घरों में पानी की जाँच की`, spot: '', happenedOn: today },
    madeAt: Date.now() + at,
    photoBytes: 0,
  })
}

function memoryStore(entries: readonly Entry[]): OutboxStore & { readonly now: Map<string, Entry> } {
  const now = new Map(entries.map((entry) => [entry.id, entry]))
  return {
    now,
    all: async () => [...now.values()],
    photoOf: async () => undefined,
    change: async (id, how) => {
      const entry = now.get(id)
      if (entry) now.set(id, how(entry))
    },
  }
}

interface Effects {
  readonly reports: number
  readonly history: number
  readonly audited: number
}

/** What stands in the database, on the bench's own tasks only. */
async function effects(database: pg.Client, personId: string): Promise<Effects> {
  const { rows } = await database.query<Effects>(
    `with mine as (
       select report.id from tasks.report join tasks.task on task.id = report.task_id
       where report.person_id = $1 and task.title_hi like 'जाँच %')
     select (select count(*)::int from mine) as reports,
       (select count(*)::int from tasks.report_change where report_id in (select id from mine)) as history,
       (select count(*)::int from audit.entry where verb = 'tasks.sendReport'
          and subject in (select 'report:' || id from mine)) as audited`,
    [personId],
  )
  return rows[0]!
}

/** As many tasks as commands, for the volunteer's own booth: one report stands for each. */
async function giveTasks(database: pg.Client, personId: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ id: string }>(
    `insert into tasks.task (id, place_id, place_lft, place_rgt, wing, title_hi, words_hi, due_on, proof, confirmer, given_at)
     select gen_random_uuid(), place.id, place.lft, place.rgt, null, 'जाँच ' || n, 'पानी देखें', current_date + 20, 'words', 'above', now() - interval '1 day'
     from people.person join places.place on place.id = person.place_id, generate_series(1, ${COMMANDS}) as n
     where person.id = $1 returning id`,
    [personId],
  )
  if (rows.length !== COMMANDS) throw new Error(`${rows.length} tasks instead of ${COMMANDS}`)
  return rows.map(({ id }) => id)
}

async function ownerClient(bench: Installation): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: bench.ports.postgres,
    database: 'karyakarta_organisation',
    user: 'karyakarta_organisation_owner',
    password: readFileSync(join(bench.home, 'organisation/passwords/owner'), 'utf8').trim(),
  })
  await client.connect()
  return client
}

/** Mulberry32: the same seed, the same cuts. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
