import { z } from 'zod'
import { LIST_QUERY, type Endpoint } from '#platform/api/endpoint.ts'
import { refusalsOf } from '#platform/api/openApi.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'

export interface DescribedField {
  readonly name: string
  readonly isNeeded: boolean
  /** As JSON Schema says it, in short: `integer 1…100`, `applied | placed`. */
  readonly kind: string
}

interface Json {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly anyOf?: readonly Json[]
  readonly items?: Json
  readonly properties?: Readonly<Record<string, Json>>
  readonly required?: readonly string[]
}

const jsonOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json

function kindOf(json: Json): string {
  if (json.anyOf) return [...new Set(json.anyOf.map(kindOf))].filter(Boolean).join(' | ')
  if (json.enum) return json.enum.join(' | ')
  if (json.const !== undefined) return JSON.stringify(json.const)
  const bounds = json.minimum !== undefined && json.maximum !== undefined && Math.abs(json.maximum) < 1e6
  return [json.format ?? json.type ?? '', bounds ? `${json.minimum}…${json.maximum}` : '']
    .filter(Boolean)
    .join(' ')
}

const fieldsOf = (shape: z.ZodRawShape): readonly DescribedField[] => {
  const { properties = {}, required = [] } = jsonOf(z.object(shape), 'input')
  return Object.entries(properties).map(([name, json]) => ({
    name,
    isNeeded: required.includes(name),
    kind: kindOf(json),
  }))
}

/** An answer as it looks, made from the schema that it is checked by. */
export const exampleBody = (schema: z.ZodType): string =>
  JSON.stringify(exampleOf(jsonOf(schema, 'output')), null, 2)

function exampleOf(json: Json): unknown {
  if (json.anyOf) return exampleOf(json.anyOf[0]!)
  if (json.enum) return json.enum[0]
  if (json.const !== undefined) return json.const
  if (json.type === 'object')
    return Object.fromEntries(
      Object.entries(json.properties ?? {}).map(([name, each]) => [name, exampleOf(each)]),
    )
  if (json.type === 'array') return [exampleOf(json.items ?? {})]
  if (json.type === 'integer' || json.type === 'number') return 1
  if (json.type === 'boolean') return true
  if (json.format === 'uuid' || json.format === 'guid') return '0197f0aa-0000-7000-8000-000000000001'
  if (json.format === 'date-time') return '2026-11-22T06:30:00.000Z'
  return json.format === 'date' ? '2026-11-22' : '…'
}

/** An endpoint as its page tells it. */
export function described(endpoint: Endpoint) {
  const { id, method, path, scope, words, params, query, body, output, status, isList } = endpoint
  return {
    ...{ id, method, path, status, isList, scope },
    words: wordsOf(words),
    params: fieldsOf(params),
    query: fieldsOf(isList ? { ...query, ...LIST_QUERY } : query),
    body: body ? fieldsOf(body) : undefined,
    example: exampleBody(output),
    refusals: refusalsOf(endpoint),
  }
}
export type DescribedEndpoint = ReturnType<typeof described>
