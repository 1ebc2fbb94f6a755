import { z } from 'zod'
import { API_SCOPES } from '../accounts/apiScopes.ts'
import { CATALOGUE, type RefusalId } from '../errors/catalogue.ts'
import type { PublishedEvent } from '../webhooks/event.ts'
import { LIST_QUERY, type Endpoint } from './endpoint.ts'

type Json = Record<string, unknown>

/** What every endpoint may refuse; `unavailable` and `broken` go without saying. */
const ALWAYS: readonly RefusalId[] = ['badInput', 'notSignedIn', 'forbidden', 'tooOften']
const OF_WRITES: readonly RefusalId[] = ['commandReused', 'tooLarge', 'unsupportedType']

export const refusalsOf = ({ refusals, body }: Endpoint): readonly RefusalId[] => [
  ...new Set([...ALWAYS, ...(body ? OF_WRITES : []), ...refusals]),
]

interface Said {
  readonly title: string
  readonly description: string
  readonly origin: string
  /** Words by the id of a message. */
  readonly words: (id: string) => string
}

const jsonOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json
  return json
}

/** The OpenAPI 3.1 document of a set of endpoints, made from the very schemas by which they read and answer. */
export function openApi(endpoints: readonly Endpoint[], events: readonly PublishedEvent[], said: Said): Json {
  const paths: Record<string, Json> = {}
  for (const each of endpoints)
    paths[each.path] = { ...paths[each.path], [each.method.toLowerCase()]: operation(each, said) }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: said.title,
      version: '1.0.0',
      description: said.description,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: `${said.origin}/api/v1` }],
    security: [{ apiKey: [] }],
    paths,
    webhooks: Object.fromEntries(events.map((event) => [event.name, webhook(event, said)])),
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: `kk_… · ${API_SCOPES.join(', ')}` },
      },
      schemas: { Problem: jsonOf(problemSchema, 'output') },
    },
  }
}

function operation(each: Endpoint, { words }: Said): Json {
  const { id, scope, params, query, body, output, status, isList } = each
  return {
    operationId: id,
    summary: words(each.words),
    ...(scope === undefined ? {} : { 'x-scope': scope }),
    parameters: [
      ...parameters(params, 'path'),
      ...parameters(isList ? { ...query, ...LIST_QUERY } : query, 'query'),
      ...(body ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonOf(z.strictObject(body), 'input') } },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: 'OK',
        headers: HEADERS,
        content: { 'application/json': { schema: jsonOf(output, 'output') } },
      },
      ...(each.method === 'GET' ? { 304: { description: 'Not Modified' } } : {}),
      ...problems(refusalsOf(each)),
    },
  }
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', format: 'uuid' },
}
const count = { schema: { type: 'integer' } }
const HEADERS = {
  ETag: { schema: { type: 'string' } },
  'RateLimit-Limit': count,
  'RateLimit-Remaining': count,
  'RateLimit-Reset': count,
}

function parameters(shape: z.ZodRawShape, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = jsonOf(z.object(shape), 'input') as {
    properties?: Record<string, Json>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema,
  }))
}

/** Several refusals may share a status; the description names them all. */
function problems(refusals: readonly RefusalId[]): Json {
  const byStatus = Map.groupBy(refusals, (id) => CATALOGUE[id].status)
  return Object.fromEntries(
    [...byStatus].map(([status, ids]) => [
      status,
      {
        description: ids.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

const webhook = ({ words, payload, name }: PublishedEvent, said: Said): Json => ({
  post: {
    operationId: name,
    summary: said.words(words),
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: jsonOf(
            z.strictObject({
              id: z.uuid(),
              type: z.literal(name),
              at: z.iso.datetime(),
              data: payload,
            }),
            'output',
          ),
        },
      },
    },
    responses: { '2XX': { description: 'OK' } },
  },
})

/** What `problemOf` makes. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  reason: z.string().optional(),
  fields: z.record(z.string(), z.strictObject({ code: z.string(), detail: z.string() })).optional(),
  trace: z.string().optional(),
})
