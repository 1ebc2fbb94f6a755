import { mayReachLoopback } from '#platform/webhooks/mayReachLoopback.ts'
import { ClosedAddress, outbound, OutboundFailure, type OutboundRequest } from '#platform/web/outbound.ts'
import type { Platform } from '#platform/context.ts'
import { keepable } from '#engines/typedtext/index.ts'

/** From the first step to the last byte, in milliseconds. */
export const PATIENCE_MS = 30_000
/** An answer that is longer is none of a platform's interface. */
const MOST_BYTES = 2 * 1024 * 1024

/** A line of the log of attempts: what was asked and what was answered, without secrets. */
export interface Line {
  readonly step: string
  readonly asked: string
  readonly status: number | null
  readonly answered: string
  readonly milliseconds: number
}

/**
 * What became of one request, as far as anybody can say.
 * - answered: the platform spoke its language.
 * - garbled: somebody answered, in another language (a gateway's page, a cut answer).
 * - lost: no answer; the request may have arrived.
 * - unsent: it certainly did not.
 */
export type Reply =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly json: Json
      readonly header: (name: string) => string | undefined
    }
  | {
      readonly kind: 'garbled'
      readonly status: number
      /** Without its marks, for people; `raw` as it came. */
      readonly text: string
      readonly raw: string
      readonly header: (name: string) => string | undefined
    }
  | { readonly kind: 'lost'; readonly fault: string }
  | { readonly kind: 'unsent'; readonly fault: string }

export type Json = { readonly [field: string]: unknown }

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly address: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  /** Bytes as they are; the caller says what they are by its headers. */
  readonly bytes?: Buffer
  readonly timeoutMs?: number
}

/** Talks with one platform about one thing and keeps what was said, for the log. */
export class Conversation {
  readonly lines: Line[] = []
  readonly #platform: Platform
  /** Words that must appear nowhere: tokens that travel in an address or a body. */
  readonly #secrets: readonly string[]
  #step = 'prepare'

  constructor(platform: Platform, secrets: readonly string[] = []) {
    this.#platform = platform
    this.#secrets = secrets.filter((secret) => secret.length > 3)
  }

  /** Names what is being done, for the log. */
  about(step: string): this {
    this.#step = step
    return this
  }

  async ask({
    method = 'GET',
    address,
    headers = {},
    json,
    form,
    bytes,
    timeoutMs = PATIENCE_MS,
  }: Ask): Promise<Reply> {
    const begun = performance.now()
    const request: OutboundRequest = {
      method,
      headers: { ...headers },
      timeoutMs,
      maxBytes: MOST_BYTES,
      allowLoopback: mayReachLoopback(this.#platform),
    }
    const said = bodyOf({ json, form, bytes })
    const reply = await outbound(address, {
      ...request,
      ...(said && { body: said.body }),
      headers: { accept: 'application/json', ...said?.headers, ...headers },
    }).then(
      ({ status, body, headers: given }) => readReply(status, body, (name) => [given[name]].flat()[0]),
      failed,
    )
    this.lines.push({
      step: this.#step,
      asked: this.hide(`${method} ${withoutQuery(address)}`)
        .slice(0, 300)
        .toWellFormed(),
      status: 'status' in reply ? reply.status : null,
      answered: this.hide(summaryOf(reply)).slice(0, 500).toWellFormed(),
      milliseconds: Math.round(performance.now() - begun),
    })
    return reply
  }

  hide(text: string): string {
    return this.#secrets.reduce((said, secret) => said.replaceAll(secret, '…'), text)
  }
}

function bodyOf({
  json,
  form,
  bytes,
}: {
  json: unknown
  form: Ask['form'] | undefined
  bytes: Buffer | undefined
}) {
  if (bytes) return { body: bytes, headers: {} }
  if (json !== undefined)
    return { body: JSON.stringify(json), headers: { 'content-type': 'application/json; charset=UTF-8' } }
  if (form)
    return {
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
  return undefined
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

function readReply(status: number, body: string, header: (name: string) => string | undefined): Reply {
  if (body === '') return { kind: 'answered', status, json: {}, header }
  try {
    const json: unknown = JSON.parse(body, (_, value: unknown) =>
      typeof value === 'string' ? keepable(value) : value,
    )
    if (isJson(json)) return { kind: 'answered', status, json, header }
  } catch {
    // Not the platform's own language: said below.
  }
  const raw = keepable(body)
  return { kind: 'garbled', status, text: textIn(raw), raw, header }
}

/** A page without its marks, of which people read the beginning: what is longer is looked at no further. */
const textIn = (page: string): string =>
  page
    .slice(0, 20_000)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed()

/** What nothing was sent for: an address or a header that is none, as a platform may have given it. */
const NO_REQUEST: ReadonlySet<unknown> = new Set([
  'ERR_INVALID_URL',
  'ERR_INVALID_CHAR',
  'ERR_UNESCAPED_CHARACTERS',
])

function failed(error: unknown): Reply {
  if (error instanceof ClosedAddress) return { kind: 'unsent', fault: 'closed' }
  if (error instanceof TypeError && NO_REQUEST.has((error as NodeJS.ErrnoException).code))
    return { kind: 'unsent', fault: 'no address' }
  if (error instanceof OutboundFailure) return { kind: error.sent ? 'lost' : 'unsent', fault: error.message }
  throw error
}

/** Queries may carry tokens: the log keeps where something was asked. */
const withoutQuery = (address: string): string => {
  if (!URL.canParse(address)) return 'no address'
  const { host, pathname } = new URL(address)
  return host + pathname
}

function summaryOf(reply: Reply): string {
  if (reply.kind === 'lost' || reply.kind === 'unsent') return `${reply.kind}: ${reply.fault}`
  if (reply.kind === 'garbled') return reply.text
  return JSON.stringify(reply.json, (field, value: unknown) =>
    /token|secret|upload_url|uploadUrl/i.test(field)
      ? '…'
      : typeof value === 'string'
        ? value.slice(0, 200)
        : value,
  )
}

/** A text field of an answer, wherever it is: `at(json, 'error', 'message')`. */
export function at(json: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (held, field) =>
      typeof held === 'object' && held !== null
        ? (held as Record<string | number, unknown>)[field]
        : undefined,
    json,
  )
}
/** Words or a number (then as words) at a path of somebody else’s answer; undefined for all else, whatever it sent. */
export const textAt = (json: unknown, ...path: readonly (string | number)[]): string | undefined => {
  const found = at(json, ...path)
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : undefined
}
/** A token of an answer; undefined for what no request could carry (RFC 6749, A.12 and A.17). */
export const tokenAt = (json: unknown, field: string): string | undefined => {
  const found = at(json, field)
  return typeof found === 'string' && /^[\x21-\x7e]{1,8192}$/.test(found) ? found : undefined
}
const MOST_SECONDS = 10 * 366 * 86_400
/** Seconds that something lasts; null for what is no time, or none that anybody lives to see. */
export const secondsAt = (json: unknown, field: string): number | null => {
  const found = Number(at(json, field))
  return found > 0 && found <= MOST_SECONDS ? found : null
}
/** Where people look at something; undefined for what is no address of the web. */
export const addressAt = (json: unknown, field: string, base?: string): string | undefined => {
  const found = textAt(json, field)
  if (found === undefined || !URL.canParse(found, base)) return undefined
  const { protocol, href } = new URL(found, base)
  return protocol === 'https:' ? href : undefined
}
/** A list at a path of somebody else’s answer; empty for all else. */
export const listAt = (json: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = at(json, ...path)
  return Array.isArray(found) ? found : []
}
