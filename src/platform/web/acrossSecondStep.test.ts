import type { RequestEvent } from '@sveltejs/kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { personActor, type PersonActor } from '#platform/access/actor.ts'
import { cleanUpAccounts } from '#platform/accounts/cleanUp.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { acrossSecondStep } from './acrossSecondStep.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

const ADDRESS = 'address=https%3A%2F%2Fa.example%2Ffeed&command=c&wings=1&wings=2'
const PAGE = 'https://house.example/studio/schemes?place=7'

/** Somebody signed in whose session stands in the database, as a kept form's must. */
async function somebody(): Promise<PersonActor> {
  const [personId, accountId, sessionId] = [uuidv7(), uuidv7(), uuidv7()]
  const mark = Buffer.from(sessionId)
  await sql`insert into accounts.account (id, phone_sealed, phone_index, made_at) values (${accountId}, ${mark}, ${mark}, now())`.execute(house.owner.db) // prettier-ignore
  await sql`insert into accounts.session (token_hash, id, account_id, person_id, device_label, made_at, seen_at, expires_at)
    values (${mark}, ${sessionId}, ${accountId}, ${personId}, 'Test', now(), now(), now() + interval '1 day')`.execute(house.owner.db) // prettier-ignore
  return personActor({ personId, accountId, sessionId, assurance: 1, authorities: [] })
}
const proved = (actor: PersonActor): PersonActor => ({ ...actor, assurance: 2 })

interface Posted {
  readonly url: string
  readonly method: string
  readonly type: string | null
  readonly body: string
}

/** One request through the hook; `answer` stands for the doors behind it, and what it posts again comes back in `posted`. */
async function through(actor: PersonActor, request: Request, answer: Response, again = answer) {
  const posted: Posted[] = []
  const url = new URL(request.url)
  const event = {
    ...{ request, url, isDataRequest: false, locals: { context: house.as(actor) } },
    fetch: async (to: string, init: RequestInit) => {
      const sent = new Request(new URL(to, url), init)
      const { method, headers } = sent
      posted.push({ url: sent.url, method, type: headers.get('content-type'), body: await sent.text() })
      return again
    },
  } as unknown as RequestEvent
  return { response: await acrossSecondStep({ event, resolve: () => Promise.resolve(answer) }), posted }
}

const post = (body = ADDRESS, type = 'application/x-www-form-urlencoded', to = `${PAGE}&/keep`) =>
  new Request(to, {
    method: 'POST',
    body,
    headers: { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) },
  })
const stepFor = (next = '/studio/schemes?place=7#list') =>
  `/sign-in/second-step?next=${encodeURIComponent(next)}`
const toStep = (next?: string) => new Response(null, { status: 303, headers: { location: stepFor(next) } })
const page = () => new Response('the page', { headers: { 'content-type': 'text/html' } })
/** The page that comes back after the step. */
const backFrom = (location: string | null) =>
  new URL(new URL(location ?? '', PAGE).searchParams.get('next')!, PAGE)
async function keptAt(actor: PersonActor): Promise<URL> {
  return backFrom((await through(actor, post(), toStep())).response.headers.get('location'))
}

it('a form that leads to the second step goes on after it as it was sent, every value of it, and its address tells nothing', async () => {
  const actor = await somebody()
  const back = await keptAt(actor)
  expect(back.href).toMatch(/^https:\/\/house\.example\/studio\/schemes\?place=7&kept=[0-9a-f-]{36}#list$/)
  const saved = new Response(null, { status: 303, headers: { location: '/studio/schemes?done=kept' } })
  const { response, posted } = await through(proved(actor), new Request(back), page(), saved)
  expect(posted).toEqual([
    {
      url: `${PAGE}&/keep`,
      method: 'POST',
      type: 'application/x-www-form-urlencoded',
      body: ADDRESS,
    },
  ])
  expect(response.headers.get('location')).toBe('/studio/schemes?done=kept')
  // What went on is over: the same address is a page like any other.
  expect((await through(proved(actor), new Request(back), page())).posted).toEqual([])
})

it('a page’s script is told the same way there and back', async () => {
  const actor = await somebody()
  const told = Response.json({ type: 'redirect', status: 303, location: stepFor() })
  const answer = (await (await through(actor, post(), told)).response.json()) as { location: string }
  const { posted } = await through(proved(actor), new Request(backFrom(answer.location)), page())
  expect(posted[0]?.body).toBe(ADDRESS)
})

it('what was refused after the step stays for a page that is loaded again', async () => {
  const actor = await somebody()
  const back = await keptAt(actor)
  for (let visit = 0; visit < 2; visit++) {
    const refused = new Response('with what was typed', { status: 400 })
    const { response } = await through(proved(actor), new Request(back), page(), refused)
    expect([response.status, await response.text()]).toEqual([400, 'with what was typed'])
  }
})

it('nobody goes on with another’s form, without the step, at another page, late, or with a made-up name', async () => {
  const actor = await somebody()
  const back = await keptAt(actor)
  const elsewhere = new URL(back)
  elsewhere.pathname = '/people'
  const householdMember = { ...proved(actor), personId: uuidv7() }
  const madeUp = new URL(`${PAGE}&kept=${uuidv7()}`)
  for (const [who, where] of [
    [actor, back],
    [proved(await somebody()), back],
    [householdMember, back],
    [proved(actor), elsewhere],
    [proved(actor), madeUp],
    [proved(actor), new URL(`${PAGE}&kept=x`)],
  ] as const)
    expect((await through(who, new Request(where), page())).posted).toEqual([])
  const present = house.clock.now()
  house.clock.moveTo(new Date(present.getTime() + 31 * 60_000))
  expect((await through(proved(actor), new Request(back), page())).posted).toEqual([])
  expect((await cleanUpAccounts(house.platform)).keptForms).toBeGreaterThan(0)
  house.clock.moveTo(present)
})

it('kept is only what leads to the step and back to its own page, and no long file', async () => {
  const actor = await somebody()
  const led = async (request: Request, answer: Response, as = actor) =>
    (await through(as, request, answer)).response.headers.get('location')
  expect(await led(post(), toStep('/people'))).toBe(stepFor('/people'))
  expect(await led(post('x'.repeat(300_000)), toStep())).toBe(stepFor())
  expect(await led(post('{}', 'application/json'), toStep())).toBe(stepFor())
  expect(await led(post(), toStep(), proved(actor))).toBe(stepFor())
  expect(await (await through(actor, post(), page())).response.text()).toBe('the page')
})

it('of many forms of one session the newest four wait, and nothing of them lies in clear', async () => {
  const actor = await somebody()
  const first = await keptAt(actor)
  for (let tab = 1; tab <= 4; tab++) {
    house.clock.moveTo(new Date(house.clock.now().getTime() + 1000))
    await keptAt(actor)
  }
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from accounts.kept_form where session_id = ${actor.sessionId}`.execute(house.owner.db)
  expect(rows).toHaveLength(4)
  expect(rows.some(({ sealed }) => sealed.includes('a.example'))).toBe(false)
  expect((await through(proved(actor), new Request(first), page())).posted).toEqual([])
})
