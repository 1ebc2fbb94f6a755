import type { Locale } from '../context.ts'
import { CATALOGUE, isRefusal, type Refusal, type RefusalId } from '../errors/catalogue.ts'
import { wordsIfAny, wordsOfRefusal } from '../i18n/wordsOf.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** A refusal as programs get it (RFC 9457). `code` is stable; title and detail are in the asker's language. */
export interface Problem {
  /** Where it is explained. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: RefusalId
  readonly detail?: string
  readonly reason?: string
  readonly fields?: Readonly<Record<string, { readonly code: string; readonly detail: string }>>
  /** What an operator finds in the log. */
  readonly trace?: string
}

type Told = Pick<Refusal, 'id'> & Partial<Pick<Refusal, 'reason' | 'fields' | 'retryAfterSeconds'>>

/** The words of a refusal, whole and field by field; a fault that has no words of its own is called wrong. */
export function problemOf(refusal: Told, locale: Locale, trace?: string): Problem {
  const { id, reason, fields = {}, retryAfterSeconds = 60 } = refusal
  const detail = reason === undefined ? undefined : wordsOfRefusal({ reason, retryAfterSeconds }, locale)
  const faults = Object.entries(fields).map(([field, fault]) => {
    const words = wordsIfAny(fault, locale)
    const code = words === undefined ? 'api_field_wrong' : fault
    return [field, { code, detail: words ?? wordsIfAny('api_field_wrong', locale)! }] as const
  })
  return {
    type: `/developers#${id}`,
    title: wordsIfAny(`api_problem_${id}`, locale)!,
    status: CATALOGUE[id].status,
    code: id,
    ...(detail === undefined ? {} : { detail }),
    ...(reason === undefined ? {} : { reason }),
    ...(faults.length === 0 ? {} : { fields: Object.fromEntries(faults) }),
    ...(trace === undefined ? {} : { trace }),
  }
}

/** The whole answer. Nobody keeps a refusal, and a program is told when to come again and how to say who it is. */
export function problemAnswer(refusal: Told, locale: Locale, trace?: string): Response {
  const problem = problemOf(refusal, locale, trace)
  const headers = new Headers({
    'content-type': PROBLEM_TYPE,
    'content-language': locale,
    'cache-control': 'no-store',
  })
  if (refusal.retryAfterSeconds !== undefined)
    headers.set('retry-after', String(Math.max(1, refusal.retryAfterSeconds)))
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer')
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

const BY_STATUS: Readonly<Record<number, RefusalId>> = {
  401: 'notSignedIn',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  413: 'tooLarge',
  415: 'unsupportedType',
}
const idOfStatus = (status: number): RefusalId => BY_STATUS[status] ?? (status >= 500 ? 'broken' : 'badInput')

/** An answer that the framework made (no such address, a method that is not there, something broken) in the same form as ours. */
export async function asProblem(answer: Response, locale: Locale): Promise<Response> {
  if (answer.status < 400 || answer.headers.get('content-type')?.startsWith(PROBLEM_TYPE)) return answer
  const said = answer.headers.get('content-type')?.includes('json')
    ? ((await answer.json().catch(() => undefined)) as { id?: string; trace?: string } | undefined)
    : undefined
  const id =
    said?.id !== undefined && said.id in CATALOGUE ? (said.id as RefusalId) : idOfStatus(answer.status)
  const problem = problemAnswer({ id }, locale, said?.trace)
  const allow = answer.headers.get('allow')
  if (allow) problem.headers.set('allow', allow)
  return problem
}

/** What was thrown before an endpoint was reached, as an answer; undefined for what is no refusal. */
export function thrownAsProblem(thrown: unknown, locale: Locale): Response | undefined {
  if (isRefusal(thrown)) return problemAnswer(thrown, locale)
  const { status, body } = (thrown ?? {}) as { status?: unknown; body?: { id?: string } }
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined
  const id = body?.id !== undefined && body.id in CATALOGUE ? (body.id as RefusalId) : idOfStatus(status)
  return problemAnswer({ id }, locale)
}
