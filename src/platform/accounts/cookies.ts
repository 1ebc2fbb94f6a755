import type { Cookies } from '@sveltejs/kit'
import type { EditionName } from '../environment/environment.ts'
import { newToken } from './token.ts'

/** A year, in seconds: browsers keep no cookie longer than 400 days. */
const YEAR = 365 * 24 * 60 * 60
const CODE_FLOW = 60 * 60

/**
 * Each edition has names of its own: on one host the ports would not keep their cookies apart. Over https the browser itself vouches by the
 * prefix that this very host set the cookie, with Secure and for all paths (RFC 6265bis §4.1.3.2): no neighbour under the same domain, and
 * nobody on the line, can plant one. Over http it would refuse such a name.
 */
export const cookieNames = (edition: EditionName, isHttps = false) => {
  const name = `${isHttps ? '__Host-' : ''}karyakarta_${edition}`
  return { session: name, challenge: `${name}_challenge`, device: `${name}_device` } as const
}

type CookieKind = keyof ReturnType<typeof cookieNames>

const LASTS: Record<CookieKind, number> = { session: YEAR, challenge: CODE_FLOW, device: YEAR }

const isHttps = ({ url }: CookieHolder): boolean => url.protocol === 'https:'
const nameOf = (event: CookieHolder, edition: EditionName, kind: CookieKind): string =>
  cookieNames(edition, isHttps(event))[kind]

/** What a door has of a request: SvelteKit's event fits. */
export interface CookieHolder {
  readonly cookies: Cookies
  readonly url: URL
}

/**
 * Host-only, out of scripts' reach, sent along when a link in WhatsApp is opened (Lax), over https only where the request came by https.
 */
export function setCookie(event: CookieHolder, edition: EditionName, kind: CookieKind, token: string): void {
  event.cookies.set(nameOf(event, edition, kind), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(event),
    maxAge: LASTS[kind],
  })
}

export const readCookie = (event: CookieHolder, edition: EditionName, kind: CookieKind): string | undefined =>
  event.cookies.get(nameOf(event, edition, kind))

export function clearCookie(event: CookieHolder, edition: EditionName, kind: CookieKind): void {
  event.cookies.delete(nameOf(event, edition, kind), { path: '/', secure: isHttps(event) })
}

/** The browser's own token, made at its first visit to a door that counts. */
export function deviceToken(event: CookieHolder, edition: EditionName): string {
  const known = readCookie(event, edition, 'device')
  if (known && known.length <= 64) return known
  const token = newToken()
  setCookie(event, edition, 'device', token)
  return token
}
