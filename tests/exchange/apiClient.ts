import { NOBODY } from '#platform/access/actor.ts'
import { answer } from '#platform/api/answer.ts'
import type { Endpoint } from '#platform/api/endpoint.ts'
import { resolveApiKey, createApiKey } from '#platform/accounts/apiKey.ts'
import type { ApiScope } from '#platform/accounts/apiScopes.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { membershipOf } from '#modules/people/server/index.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'

export interface Call {
  readonly params?: Record<string, string>
  readonly query?: Record<string, string | undefined>
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** A real key of somebody, as the database knows it. @returns its token */
export async function keyOf(
  house: TestPlatform,
  personId: string,
  scopes: readonly ApiScope[],
): Promise<string> {
  const made = await createApiKey(house.asSystem(), { personId, name: 'जाँच', scopes: [...scopes] })
  return made.token
}

/** Calls an endpoint's own door with a key (or none), as the hooks would after they have read who acts. */
export async function call(
  house: TestPlatform,
  endpoint: Endpoint,
  token: string | undefined,
  { params = {}, query = {}, body, headers = {} }: Call = {},
): Promise<Response> {
  const key = token && (await resolveApiKey(house.platform, `Bearer ${token}`, membershipOf))
  const url = new URL(`http://organisation.localhost/api/v1${endpoint.path}`)
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value)
  const isWrite = endpoint.body !== undefined
  const request = new Request(url, {
    method: endpoint.method,
    headers: {
      'accept-language': 'en',
      ...(isWrite ? { 'content-type': 'application/json', 'idempotency-key': uuidv7() } : {}),
      ...headers,
    },
    ...(isWrite ? { body: typeof body === 'string' ? body : JSON.stringify(body ?? {}) } : {}),
  })
  return answer(endpoint)({
    locals: key
      ? { context: house.as(key.actor), locale: 'hi', keyScopes: key.scopes }
      : { context: house.as(NOBODY), locale: 'hi', keyScopes: undefined },
    request,
    url,
    params,
  })
}
