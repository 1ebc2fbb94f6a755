import { z } from 'zod'
import type { ApiScope } from '../accounts/apiScopes.ts'
import type { BudgetName } from '../accounts/budgets.ts'
import type { Context } from '../context.ts'
import type { RefusalId } from '../errors/catalogue.ts'

/** Rows of one part of a list, unless a program asks for fewer or more. */
export const USUAL_PART = 50
export const LARGEST_PART = 100

type Shape = z.ZodRawShape
type Read<Given extends Shape> = z.output<z.ZodObject<Given>>

/** What a program asked, read by the endpoint's own schemas. */
export interface Asked<Params extends Shape = Shape, Query extends Shape = Shape> {
  readonly params: Read<Params>
  readonly query: Read<Query>
  /** As it was sent: the verb reads it with the very schema that it reads a page's form with. */
  readonly body: Readonly<Record<string, unknown>>
  /** The write's own id (`Idempotency-Key`); empty where nothing is written. */
  readonly command: string
  /** Rows asked for, and where the part before ended, as `next` said it; for lists. */
  readonly limit: number
  readonly after: string | undefined
  readonly keyScopes: readonly ApiScope[] | undefined
}

/** One thing that programs may ask: what it takes, what it answers, which scope it needs. The documents are made from it. */
export interface Endpoint {
  /** Unique and stable: programs are generated from it (OpenAPI's operationId). */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Below /api/v1, with parameters in braces: `/people/{id}`. */
  readonly path: string
  /** What a key needs; undefined: any key will do. */
  readonly scope: ApiScope | undefined
  /** Id of the message that says what it is for. */
  readonly words: string
  readonly params: Shape
  readonly query: Shape
  /** A write's fields; undefined where nothing is written. */
  readonly body: Shape | undefined
  readonly output: z.ZodType
  readonly status: 200 | 201
  /** The answer is `{ data, next }`, in parts. */
  readonly isList: boolean
  /** Refusals beyond those that every endpoint knows. */
  readonly refusals: readonly RefusalId[]
  /** A budget beside the one that all requests share. */
  readonly budget: BudgetName | undefined
  /** Calls one verb and shows its answer by the fields of `output`. */
  run(ctx: Context, asked: Asked): Promise<unknown>
}

interface Wishes<Params extends Shape, Query extends Shape> {
  readonly id: string
  readonly method?: Endpoint['method']
  readonly path: string
  readonly scope?: ApiScope
  readonly words: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Shape
  readonly output: z.ZodType
  readonly status?: 200 | 201
  readonly isList?: boolean
  readonly refusals?: readonly RefusalId[]
  readonly budget?: BudgetName
  run(ctx: Context, asked: Asked<Params, Query>): Promise<unknown>
}

/**
 * Describes an endpoint; what is left out has its usual value.
 * @example export const viewOne = endpoint({ id: 'viewTask', path: '/tasks/{id}', params: { id: z.guid() }, … })
 */
export const endpoint = <
  const Params extends Shape = Record<never, never>,
  const Query extends Shape = Record<never, never>,
>(
  wishes: Wishes<Params, Query>,
): Endpoint =>
  Object.freeze({
    method: 'GET',
    scope: undefined,
    params: {},
    query: {},
    body: undefined,
    status: 200,
    isList: false,
    refusals: [],
    budget: undefined,
    ...wishes,
  } as Endpoint)

/** A part of a list; `next` is null at its end. */
export const partOf = (line: z.ZodType) =>
  z.strictObject({ data: z.array(line), next: z.string().nullable() })

/** How a list is asked for in parts. */
export const LIST_QUERY = {
  limit: z.coerce.number({ error: 'api_limit_wrong' }).int().min(1).max(LARGEST_PART).default(USUAL_PART),
  cursor: z.string().max(1000).optional(),
} as const
