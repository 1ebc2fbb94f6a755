import { createHash } from 'node:crypto'
import { z } from 'zod'
import { requirePerson } from '../access/authorise.ts'
import { requireScope } from '../accounts/apiKey.ts'
import type { ApiScope } from '../accounts/apiScopes.ts'
import { spend, type Spent } from '../accounts/budgets.ts'
import { isUuid } from '../clock/uuid.ts'
import type { Context, Locale } from '../context.ts'
import { isRefusal, Refusal } from '../errors/catalogue.ts'
import { parse } from '../errors/parse.ts'
import { askedLocale } from './askedLocale.ts'
import { openCursor, sealCursor } from './cursor.ts'
import { LIST_QUERY, type Asked, type Endpoint } from './endpoint.ts'
import { problemAnswer } from './problem.ts'

/** What an endpoint's door reads of a request. */
export interface ApiRequest {
  readonly locals: {
    readonly context: Context
    readonly locale: Locale
    readonly keyScopes: readonly ApiScope[] | undefined
  }
  readonly request: Request
  readonly url: URL
  readonly params: Readonly<Record<string, string | undefined>>
}

/**
 * An endpoint's door: who → scope → limit → parse → one verb → the fields of its view. Every refusal leaves as a problem in the asker's
 * language; what is unforeseen is thrown on.
 */
export const answer =
  (endpoint: Endpoint) =>
  async (event: ApiRequest): Promise<Response> => {
    const locale = askedLocale(event.request.headers.get('accept-language')) ?? event.locals.locale
    let spent: Spent | undefined
    try {
      const { context, keyScopes } = event.locals
      const { personId } = requirePerson(context.actor)
      requireScope(keyScopes, endpoint.scope)
      spent = await spend(context.platform, 'apiPerPerson', personId)
      if (endpoint.budget) await spend(context.platform, endpoint.budget, personId)
      const { asked, filter } = await read(endpoint, event)
      const view = await endpoint.run(context, asked)
      const output = endpoint.output.parse(view)
      return said(endpoint, event, output, filter, spent)
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown
      const response = problemAnswer(thrown, locale)
      if (spent) tell(response.headers, spent)
      return response
    }
  }

/** A name that is not asked for is refused, not passed over: a filter with a slip in its name would find everything. */
const only = (shape: z.ZodRawShape) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? 'api_field_unknown' : undefined),
  })

async function read(
  { id, params, query, body, isList }: Endpoint,
  { locals, request, url, params: given }: ApiRequest,
): Promise<{ asked: Asked; filter: object }> {
  const names = [...url.searchParams.keys()]
  if (new Set(names).size < names.length)
    throw new Refusal('badInput', { fields: { form: 'api_field_twice' } })
  const shape = isList ? { ...query, ...LIST_QUERY } : query
  const sent = parse(only(shape), Object.fromEntries(url.searchParams)) as Record<string, unknown>
  const { limit = 0, cursor, ...filter } = sent
  const asked: Asked = {
    params: parse(z.object(params), given),
    query: filter,
    body: {},
    command: '',
    limit: limit as number,
    after: typeof cursor === 'string' ? openCursor(locals.context, id, filter, cursor) : undefined,
    keyScopes: locals.keyScopes,
  }
  if (!body) return { asked, filter }
  const command = (request.headers.get('idempotency-key') ?? '').toLowerCase()
  if (!isUuid(command)) throw new Refusal('badInput', { reason: 'api_idempotency_key_needed' })
  const fields = await readJson(request)
  parse(only(body), fields)
  return { asked: { ...asked, body: fields, command }, filter }
}

/** @throws Refusal unsupportedType, tooLarge, or badInput for what is no JSON object */
async function readJson(request: Request): Promise<Record<string, unknown>> {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? ''))
    throw new Refusal('unsupportedType', { reason: 'api_json_needed' })
  const text = await request.text().catch((cause: unknown) => {
    const isLarge = (cause as { status?: unknown } | null)?.status === 413
    throw new Refusal(isLarge ? 'tooLarge' : 'badInput', { cause })
  })
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  } catch (cause) {
    throw new Refusal('badInput', { reason: 'api_json_needed', cause })
  }
}

function said(
  { id, status, isList }: Endpoint,
  { locals, request }: ApiRequest,
  output: unknown,
  filter: object,
  spent: Spent,
): Response {
  // Before a cursor is sealed, which never looks the same twice.
  const digest = createHash('sha256').update(JSON.stringify(output)).digest('base64url').slice(0, 27)
  const headers = new Headers({ 'content-type': 'application/json', etag: `W/"${digest}"` })
  tell(headers, spent)
  if (request.method === 'GET' && matches(request.headers.get('if-none-match'), digest))
    return new Response(null, { status: 304, headers })
  const { next } = output as { next?: string | null }
  const shown =
    isList && typeof next === 'string'
      ? { ...(output as object), next: sealCursor(locals.context, id, filter, next) }
      : output
  return new Response(JSON.stringify(shown), { status, headers })
}

const matches = (header: string | null, digest: string): boolean =>
  (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${digest}"`)

/** draft-ietf-httpapi-ratelimit-headers, in the form that clients know: what may be asked in a minute, and what is left of it. */
function tell(headers: Headers, { limit, left, resetSeconds }: Spent): void {
  headers.set('ratelimit-limit', String(limit))
  headers.set('ratelimit-remaining', String(left))
  headers.set('ratelimit-reset', String(resetSeconds))
}
