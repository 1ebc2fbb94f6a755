/** The API as it is documented: every route in the registry, every endpoint called with a real key, every answer as its schema says. */
import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API_SCOPES, type ApiScope } from '#platform/accounts/apiScopes.ts'
import { createApiKey, revokeApiKey } from '#platform/accounts/apiKey.ts'
import { LARGEST_PART, type Endpoint } from '#platform/api/endpoint.ts'
import { problemSchema } from '#platform/api/openApi.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { PersonActor } from '#platform/access/actor.ts'
import { editions } from '#editions/index.ts'
import { settingsChanged } from '#platform/settings/currentSettings.ts'
import { saveSettings, settingsSchema } from '#platform/settings/settings.ts'
import { arrangeEvent, arrangeRegistration } from '#tests/builders/events.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { describe as describeApi } from '../../src/routes/api/v1/describe.ts'
import { endpointsOf, ENDPOINTS, routeOf } from '../../src/routes/api/v1/registry.ts'
import { call, keyOf, type Call } from './apiClient.ts'

const HOUSE = { nameHi: 'मंच', nameEn: 'Forum', titleHi: 'साथी', titleEn: 'Companion', accent: '#0b5d5b', grievanceName: 'अनीता', grievanceContact: 'help@example.org' } // prettier-ignore
let house: TestPlatform
let network: Network
let coordinator: PersonActor
let stranger: PersonActor
let volunteer: MadeUpPerson
let token: string
let strange: string
let taskId: string
let eventId: string
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  coordinator = await network.holder(tree.district(0), null)
  stranger = await network.holder(tree.district(1), null)
  volunteer = await network.person({ place: tree.booth(0, 0, 1), state: 'vouched', name: 'सुनीता अनोखी' })
  token = await keyOf(house, coordinator.personId, ['read', 'write'])
  strange = await keyOf(house, stranger.personId, ['read', 'write'])
  const event = await arrangeEvent(house, { place: tree.district(0), wing: null })
  await arrangeRegistration(house, event, volunteer)
  eventId = event.id
  taskId = ((await (await by('giveTask')(token, TASK())).json()) as { id: string }).id
})
afterAll(() => house.close())

const of = (id: string): Endpoint => ENDPOINTS.find((each) => each.id === id)!
const by = (id: string) => (key: string, asked?: Call) => call(house, of(id), key, asked)
const words = {
  titleHi: 'घर-घर जाना',
  wordsHi: 'अपने बूथ के घरों में जाएँ',
  dueOn: '2026-12-01',
  confirmer: 'above',
}
const TASK = (placeId = network.tree.district(0).id): Call => ({
  body: { placeId, wing: null, proof: 'words', ...words },
})

/** How each endpoint is asked for something of the first district; `open` where it tells everybody the same. */
const CASES: Readonly<Record<string, { readonly asked: () => Call; readonly open?: string }>> = {
  me: { asked: () => ({}), open: 'one’s own' },
  listPeople: { asked: () => ({ query: { placeId: network.tree.district(0).id } }) },
  viewPerson: { asked: () => ({ params: { id: volunteer.id } }) },
  findPlaces: { asked: () => ({ query: { text: 'jaipur' } }), open: 'places are public' },
  viewPlace: { asked: () => ({ params: { id: 'root' } }), open: 'places are public' },
  listPlacesUnder: { asked: () => ({ params: { id: network.tree.state.id } }), open: 'places are public' },
  coverage: { asked: () => ({ query: { placeId: network.tree.district(0).id } }) },
  nextVacantBooths: { asked: () => ({ query: { placeId: network.tree.district(0).id, limit: '5' } }) },
  offices: { asked: () => ({ query: { placeId: network.tree.district(0).id, on: '2026-11-22' } }) },
  wings: { asked: () => ({}), open: 'the names of wings are public words' },
  ranks: { asked: () => ({}), open: 'the names of ranks are public words' },
  listTasks: { asked: () => ({}) },
  viewTask: { asked: () => ({ params: { id: taskId } }) },
  giveTask: { asked: () => TASK() },
  changeTask: { asked: () => ({ params: { id: taskId }, body: { ...words, dueOn: '2026-12-02' } }) },
  listEvents: { asked: () => ({}) },
  listRegistrations: { asked: () => ({ params: { id: eventId } }) },
  listTracks: {
    asked: () => ({}),
    open: 'which tracks there are is the whole organisation’s; the counts are of one’s own people',
  },
  endTask: { asked: () => ({ params: { id: taskId }, body: { reason: 'पूरा हो गया है' } }) },
}

describe('the registry', () => {
  it('holds every route of /api/v1 with its methods, and every endpoint has its route', async () => {
    const found: string[] = []
    for (const file of globSync('src/routes/api/v1/**/+server.ts')) {
      if (file.includes('openapi.json')) continue
      const route = dirname(file).replace('src/routes', '')
      for (const method of Object.keys((await import(/* @vite-ignore */ `../../${file}`)) as object))
        found.push(`${method} ${route}`)
    }
    expect(found.sort()).toEqual(ENDPOINTS.map((each) => `${each.method} ${routeOf(each)}`).sort())
  })

  it('has each endpoint tried below, and each scope in use', () => {
    expect(Object.keys(CASES).sort()).toEqual(ENDPOINTS.map(({ id }) => id).sort())
    const used = new Set<string>(['read', 'write', ...ENDPOINTS.flatMap(({ scope }) => scope ?? [])])
    expect([...used].sort()).toEqual([...API_SCOPES].sort())
  })

  it('shows an edition what its doors open: no tasks, no coverage beyond the wall', () => {
    const ids = endpointsOf(editions.programme).map(({ id }) => id)
    expect(ids).toContain('listPeople')
    expect(ids.filter((id) => /task|coverage|vacant/i.test(id))).toEqual([])
    expect(endpointsOf(editions.organisation)).toEqual(ENDPOINTS)
  })
})

describe.each(ENDPOINTS.map(({ id }) => id))('%s', (id) => {
  const endpoint = of(id)
  const { asked, open } = CASES[id]!

  it('answers its key’s owner as its schema says, and tells no phone', async () => {
    const response = await call(house, endpoint, token, asked())
    const text = await response.text()
    expect([response.status, text.slice(0, 300)]).toEqual([endpoint.status, expect.any(String)])
    expect(endpoint.output.safeParse(JSON.parse(text)).error).toBeUndefined()
    expect(Number(response.headers.get('ratelimit-remaining'))).toBeGreaterThan(0)
    expect(text).not.toContain(volunteer.phone.slice(3))
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('shows somebody else nothing of it', async () => {
    const response = await call(house, endpoint, strange, asked())
    const text = await response.text()
    if (open) expect(response.status).toBe(endpoint.status)
    // A list below one thing is as closed as the thing.
    else if (endpoint.isList && !asked().params) expect(JSON.parse(text)).toEqual({ data: [], next: null })
    else expect(response.status).toBeOneOf([403, 404])
    expect(text).not.toContain('अनोखी')
  })

  it('is closed to a key without its scope, and to nobody', async () => {
    const nobody = await call(house, endpoint, undefined, asked())
    expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    if (endpoint.scope) {
      const others = API_SCOPES.filter(
        (scope) => scope.includes(':') && scope.split(':')[0] !== endpoint.scope!.split(':')[0],
      )
      const narrow = await keyOf(house, coordinator.personId, others)
      const refused = await call(house, endpoint, narrow, asked())
      expect(refused.status).toBe(403)
      expect(problemSchema.parse(await refused.json())).toMatchObject({ reason: 'accounts_api_key_closed' })
      const own = await keyOf(house, coordinator.personId, [endpoint.scope])
      const tried = await call(house, endpoint, own, asked())
      // A task that is ended once stays so: then the door was open, and the verb refused.
      expect(tried.status).toBeOneOf([endpoint.status, 409])
    }
  })

  it('refuses what nobody asks for, by name, in both languages', async () => {
    const spoilt = { ...asked(), query: { ...asked().query, plcaeId: 'x' } }
    const english = problemSchema.parse(await (await call(house, endpoint, token, spoilt)).json())
    expect(english).toMatchObject({ code: 'badInput', fields: { form: { code: 'api_field_unknown' } } })
    const hindi = await call(house, endpoint, token, { ...spoilt, headers: { 'accept-language': 'hi' } })
    expect(problemSchema.parse(await hindi.json()).title).toMatch(/\p{Script=Devanagari}/u)
    expect(hindi.headers.get('content-type')).toBe('application/problem+json')
  })
})

it('answers an ended place by its old id, with the day and who took over', async () => {
  const [ends, heir] = [network.tree.booth(1, 1, 0), network.tree.booth(1, 1, 1)]
  const ask = async (id: string) =>
    (await (await by('viewPlace')(token, { params: { id } })).json()) as object
  expect(await ask(ends.id)).toMatchObject({ endedOn: null, heirs: [] })
  const admin = house.as(await network.holder(network.tree.state, null, 'admin'))
  const plan = [{ what: 'merge', oldConstituency: '4', oldBooth: '1', newBooth: '2' }]
  await applyAsSeen(admin, await uploadPlan(admin, plan))
  expect(await ask(ends.id)).toMatchObject({ id: ends.id, code: 1, endedOn: '2026-11-01', heirs: [{ id: heir.id, code: 2, level: 'booth' }] }) // prettier-ignore
  const document = JSON.stringify(describeApi(editions.organisation, 'https://x.example', 'en'))
  for (const field of ['endedOn', 'heirs']) expect(document).toContain(field)
})

it('names wings and ranks as the organisation does, beside every office that it tells', async () => {
  const own = { coordinator: { hi: 'प्रभारी', en: 'In charge' }, coordinator_district: { hi: 'ज़िला प्रभारी', en: 'District head' } } // prettier-ignore
  await house.asSystem().transaction((tx) => saveSettings(tx, settingsSchema.parse({ ...HOUSE, ranks: own })))
  settingsChanged(house.platform)
  const ask = async (id: string, asked?: Call) => (await (await by(id)(token, asked)).json()) as never
  const district = network.tree.district(0)
  const head = { hi: 'ज़िला प्रभारी', en: 'District head' }
  expect(await ask('me')).toMatchObject({ appointments: [{ role: 'coordinator', rank: head }] })
  expect(await ask('viewPerson', { params: { id: coordinator.personId } })).toMatchObject({ appointments: [{ rank: head }] }) // prettier-ignore
  const { levels } = (await ask('offices', { query: { placeId: district.id } })) as { levels: { offices: object[] }[] } // prettier-ignore
  expect(levels[0]!.offices).toContainEqual(expect.objectContaining({ personId: coordinator.personId, rank: head })) // prettier-ignore
  const { data } = (await ask('ranks')) as { data: { role: string; level: string | null; rank: object }[] }
  const called = (role: string, level: string | null) => data.find((each) => each.role === role && each.level === level)!.rank // prettier-ignore
  expect([called('coordinator', null), called('coordinator', 'district')]).toEqual([own.coordinator, head])
  // A level without a name of its own has the role's; a role without one the built-in word.
  expect(called('coordinator', 'state')).toEqual(own.coordinator)
  expect(called('trainer', null)).toEqual({ hi: 'प्रशिक्षक', en: 'Trainer' })
  expect(await ask('wings')).toMatchObject({ data: [{ number: 0, key: 'parent', retired: false }, { number: 1, nameHi: 'युवा प्रकोष्ठ' }, {}] }) // prettier-ignore
})

describe('a key', () => {
  it('has its owner’s scope of this moment: an appointment that ends is out with the next request', async () => {
    const passing = await network.holder(network.tree.district(0), null)
    const key = await keyOf(house, passing.personId, ['people:read' as ApiScope])
    const asked = { query: { placeId: network.tree.district(0).id } }
    expect((await by('listPeople')(key, asked)).status).toBe(200)
    await sql`update people.appointment set to_at = ${new Date(house.clock.now().getTime() - 1000)}
      where person_id = ${passing.personId}`.execute(house.owner.db)
    expect((await by('listPeople')(key, asked)).status).toBe(403)
  })

  it('that is ended is refused', async () => {
    const { id, token: ended } = await createApiKey(house.asSystem(), {
      personId: coordinator.personId,
      name: 'जाँच',
      scopes: ['people:read'],
    })
    expect((await by('listPeople')(ended)).status).toBe(200)
    await revokeApiKey(house.asSystem(), { id })
    await expect(by('listPeople')(ended)).rejects.toMatchObject({ id: 'notSignedIn' })
  })

  it('opens records one by one, each noted for its person, and not by the thousand', async () => {
    const reader = await network.holder(network.tree.district(0), null)
    const key = await keyOf(house, reader.personId, ['people:read'])
    await by('viewPerson')(key, { params: { id: volunteer.id } })
    const seen = await sql`select what from people.sighting where person_id = ${volunteer.id}
      and seen_by = ${reader.personId}`.execute(house.owner.db)
    expect(seen.rows).toEqual([{ what: 'record' }])
    await sql`update accounts.budget set points = 300 where key like 'apiRecordsPerPerson%'`.execute(
      house.owner.db,
    )
    const refused = await by('viewPerson')(key, { params: { id: volunteer.id } })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await sql`delete from accounts.budget`.execute(house.owner.db)
  })

  it('spends one budget a minute with all of its owner’s keys, whichever process answers', async () => {
    const busy = await network.holder(network.tree.district(0), null)
    const [one, other] = [
      await keyOf(house, busy.personId, ['read']),
      await keyOf(house, busy.personId, ['read']),
    ]
    const left = async (key: string) => Number((await by('me')(key)).headers.get('ratelimit-remaining'))
    expect([await left(one), await left(other)]).toEqual([599, 598])
    await sql`update accounts.budget set points = 600`.execute(house.owner.db)
    const refused = await by('me')(one)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([
      429,
      expect.stringMatching(/^\d+$/),
    ])
    await sql`delete from accounts.budget`.execute(house.owner.db)
  })
})

describe('a list', () => {
  it('comes in parts that hold everybody once, also when people join, move and leave between them', async () => {
    const place = network.tree.constituency(0, 1)
    const key = await keyOf(house, coordinator.personId, ['people:read'])
    const booths = [0, 1, 2].map((booth) => network.tree.booth(0, 1, booth))
    const made: string[] = []
    for (let nth = 0; nth < 12; nth++)
      made.push((await network.person({ place: booths[nth % 3]!, state: 'vouched' })).id)
    const part = async (cursor?: string) =>
      (await (await by('listPeople')(key, { query: { placeId: place.id, limit: '5', cursor } })).json()) as {
        data: { id: string }[]
        next: string | null
      }
    const first = await part()
    expect(first.data).toHaveLength(5)
    expect(Buffer.from(first.next!, 'base64url').toString('latin1')).not.toContain(first.data[4]!.id)
    await network.person({ place: booths[0]!, state: 'vouched' })
    await sql`update people.person set place_id = ${booths[2]!.id}, place_lft = ${booths[2]!.lft}, name = 'अअअ'
      where id = ${made[7]}`.execute(house.owner.db)
    const second = await part(first.next!)
    const third = await part(second.next!)
    const ids = [first, second, third].flatMap(({ data }) => data.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(made))
    expect(third.next).toBeNull()
  })

  it('refuses a cursor of another list, another person or nobody, and more than a hundred', async () => {
    const place = network.tree.constituency(0, 1)
    const asked = { placeId: place.id, limit: '5' }
    const { next } = (await (await by('listPeople')(token, { query: asked })).json()) as { next: string }
    const status = async (key: string, query: Record<string, string>, id = 'listPeople') =>
      (await by(id)(key, { query })).status
    expect(await status(token, { ...asked, cursor: next })).toBe(200)
    expect(await status(token, { limit: '5', cursor: next })).toBe(400)
    expect(await status(token, { cursor: next }, 'listTasks')).toBe(400)
    expect(await status(strange, { ...asked, cursor: next })).toBe(400)
    expect(await status(token, { ...asked, cursor: `${next.slice(0, -4)}AAAA` })).toBe(400)
    for (const limit of ['0', String(LARGEST_PART + 1), 'many', '-1', '1e9'])
      expect([limit, await status(token, { limit })]).toEqual([limit, 400])
    expect(await status(token, { limit: String(LARGEST_PART) })).toBe(200)
  })

  it('says with an ETag that nothing changed, also where its cursor never looks the same twice', async () => {
    const query = { placeId: network.tree.constituency(0, 1).id, limit: '5' }
    const first = await by('listPeople')(token, { query })
    const headers = { 'if-none-match': first.headers.get('etag')! }
    const again = await by('listPeople')(token, { query, headers })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const other = await by('listPeople')(token, { query: { ...query, limit: '4' }, headers })
    expect(other.status).toBe(200)
  })
})

describe('a write', () => {
  it('sent twice happens once; the key with another body, verb or person is refused by name', async () => {
    const headers = { 'idempotency-key': uuidv7() }
    const first = await by('giveTask')(token, { ...TASK(), headers })
    const again = await by('giveTask')(token, { ...TASK(), headers })
    expect([again.status, await again.json()]).toEqual([201, await first.json()])
    const other = { ...(TASK().body as object), titleHi: 'कुछ और काम' }
    for (const refused of [
      await by('giveTask')(token, { body: other, headers }),
      await by('giveTask')(strange, { ...TASK(), headers }),
      await by('endTask')(token, { params: { id: taskId }, body: { reason: 'पूरा हो गया है' }, headers }),
    ])
      expect([refused.status, problemSchema.parse(await refused.json()).code]).toEqual([409, 'commandReused'])
  })

  it('needs a key of its own, JSON, and says field by field what is wrong', async () => {
    const bare = await by('giveTask')(token, { ...TASK(), headers: { 'idempotency-key': 'x' } })
    expect(problemSchema.parse(await bare.json())).toMatchObject({ reason: 'api_idempotency_key_needed' })
    const form = await by('giveTask')(token, { ...TASK(), headers: { 'content-type': 'text/plain' } })
    expect(form.status).toBe(415)
    for (const body of ['', '[]', 'null', '{"a":', '"x"'])
      expect([body, (await by('giveTask')(token, { body })).status]).toEqual([body, 400])
    const past = await by('giveTask')(token, { body: { ...(TASK().body as object), dueOn: '2020-01-01' } })
    expect(problemSchema.parse(await past.json())).toMatchObject({
      fields: { dueOn: { code: 'tasks_due_past', detail: expect.stringMatching(/\w/) as string } },
    })
    const loud = { ...(TASK().body as object), command: uuidv7() }
    expect((await by('giveTask')(token, { body: loud })).status).toBe(400)
  })

  it('is not for a key that only reads', async () => {
    const reading = await keyOf(house, coordinator.personId, ['read'])
    expect((await by('giveTask')(reading, TASK())).status).toBe(403)
  })
})
