import { expect, test, type APIRequestContext, type APIResponse } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { addressOf, builtDoors, type Door } from './doors.ts'
import { organisation, programme, signInAs } from './personas.ts'

/**
 * Every door of the build is given garbage by everybody. No answer may be a 500, and none may show the inside of the house. A door that
 * appears in the build is tried without being listed anywhere.
 */
const VISITORS = [
  'nobody',
  'booth-volunteer',
  'constituency-coordinator',
  'district-coordinator',
  'womens-coordinator',
  'state-coordinator',
] as const

const UNPRINTABLE = '\u0000\u0001\u202E\uFEFF'
const GARBAGE = [
  '',
  ' ',
  "' or 1=1; drop table people.person; --",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00%ff',
  UNPRINTABLE,
  'क'.repeat(5000),
  '-1',
  '99999999999999999999',
  '1e309',
  'NaN',
  'null',
  '[object Object]',
  '{"__proto__":{"admin":true}}',
  randomUUID(),
]

/** What no answer to garbage may hold: stack traces, file paths, SQL, addresses of databases, E.164 numbers. */
const INSIDE = [
  /\bat \S+ \(?(?:file:|\/)\S+:\d+:\d+/,
  /node_modules/,
  /postgres(?:ql)?:\/\//,
  /syntax error at or near/,
  /violates .* constraint/,
]

const FIELDS = [
  'command',
  'name',
  'phone',
  'code',
  'place',
  'placeId',
  'boothId',
  'personId',
  'wing',
  'role',
  'reason',
  'q',
  'next',
]

test.describe('garbage', () => {
  test.setTimeout(240_000)
  let doors: readonly Door[]
  test.beforeAll(async () => {
    doors = await builtDoors()
    expect(doors.length).toBeGreaterThan(10)
  })

  for (const visitor of VISITORS)
    test(`at every door by ${visitor} breaks nothing and shows nothing of the inside`, async ({ page }) => {
      if (visitor !== 'nobody') await signInAs(page, visitor)
      const faults: string[] = []
      for (const door of doors) faults.push(...(await tryDoor(page.context().request, door)))
      expect(faults).toEqual([])
    })

  test('at every door of the programme breaks nothing and shows nothing of the inside', async ({
    request,
  }) => {
    const faults: string[] = []
    for (const door of doors) faults.push(...(await tryDoor(request, door, programme)))
    expect(faults).toEqual([])
  })
})

async function tryDoor(
  request: APIRequestContext,
  door: Door,
  origin: (path: string) => string = organisation,
): Promise<string[]> {
  // Signing out by garbage would make every later door a stranger's.
  if (door.id.endsWith('/sign-out')) return []
  const faults: string[] = []
  const tell = async (what: string, answer: APIResponse) => {
    const fault = await faultOf(answer)
    if (fault) faults.push(`${what}: ${fault}`)
  }
  const queries = door.methods.includes('GET') ? GARBAGE : []
  for (const [index, garbage] of queries.entries()) {
    const address = addressOf(door, () => garbage || 'x')
    const query = FIELDS.map(
      (field, at) => `${field}=${encodeURIComponent(GARBAGE[(index + at) % GARBAGE.length]!)}`,
    ).join('&')
    const target = origin(`${address}?${query}`)
    await tell(`GET ${door.id} ${index}`, await request.get(target, { maxRedirects: 0 }))
    if (door.params.length === 0 && index >= 4) break
  }
  for (const action of door.actions)
    for (const index of [0, 2, 6, 7, 15]) {
      const form = Object.fromEntries(
        FIELDS.map((field, at) => [field, GARBAGE[(index + at * 3) % GARBAGE.length]!]),
      )
      const address = addressOf(door, () => randomUUID())
      const target = origin(action === 'default' ? address : `${address}?/${action}`)
      const headers = { origin: new URL(target).origin }
      await tell(
        `POST ${door.id}?/${action} ${index}`,
        await request.post(target, { form, headers, maxRedirects: 0 }),
      )
    }
  for (const method of door.methods.filter((name) => name !== 'GET'))
    for (const data of ['', '{', '{"a":', '[[[[', UNPRINTABLE, JSON.stringify({ command: 1, phone: {} })]) {
      const target = origin(addressOf(door, () => randomUUID()))
      const headers = { origin: new URL(target).origin, 'content-type': 'application/json' }
      await tell(
        `${method} ${door.id}`,
        await request.fetch(target, { method, data, headers, maxRedirects: 0 }),
      )
    }
  return faults
}

async function faultOf(answer: APIResponse): Promise<string | undefined> {
  // 503 is an honest answer of /readyz; anything else from 500 on is ours.
  if (answer.status() >= 500 && answer.status() !== 503) return `status ${answer.status()}`
  const body = (await answer.body()).toString('utf8')
  return INSIDE.find((pattern) => pattern.test(body))?.source
}
