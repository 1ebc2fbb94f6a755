import type { Endpoint } from '#platform/api/endpoint.ts'
import type { Locale } from '#platform/context.ts'

export interface Tried {
  readonly endpoint: string
  readonly address: string
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly typed: Readonly<Record<string, string>>
}

const TOLD_HEADERS = ['content-type', 'etag', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset']
/** More than this nobody reads on a page. */
const LONGEST = 20_000

/** Asks an endpoint through its own door, as any program would. */
export async function tryOut(
  fetch: typeof globalThis.fetch,
  endpoint: Endpoint,
  fields: Readonly<Record<string, string>>,
  locale: Locale,
): Promise<Tried> {
  const typed = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => name.startsWith('value.') && value !== ''),
  )
  const given = (name: string): string => (typed[`value.${name}`] ?? '').slice(0, 1000)
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(given(name) || '-'),
  )
  const inPath = new Set(Object.keys(endpoint.params))
  const query = new URLSearchParams(
    Object.keys(typed)
      .map((name) => name.slice('value.'.length))
      .filter((name) => !inPath.has(name))
      .map((name) => [name, given(name)]),
  )
  const address = `/api/v1${path}${query.size > 0 ? `?${query}` : ''}`
  const key = fields.key?.trim()
  const answer = await fetch(address, {
    headers: {
      'accept-language': locale,
      ...(key && /^[\w-]{1,200}$/.test(key) ? { authorization: `Bearer ${key}` } : {}),
    },
  })
  const text = await answer.text()
  return {
    endpoint: endpoint.id,
    address,
    status: answer.status,
    headers: TOLD_HEADERS.flatMap((name) => {
      const value = answer.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    }),
    body: pretty(text).slice(0, LONGEST),
    typed,
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
