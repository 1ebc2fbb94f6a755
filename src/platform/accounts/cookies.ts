import type { Cookies } from '@sveltejs/kit'
import type { EditionName } from '../environment/environment.ts'
import { newToken } from './token.ts'

/** A year, in seconds: browsers keep no cookie longer than 400 days. */
const YEAR = 365 * 24 * 60 * 60
const CODE_FLOW = 60 * 60

/** Each edition has names of its own: on one host the ports would not keep their cookies apart. */
export const cookieNames = (edition: EditionName) =>
  ({
    session: `karyakarta_${edition}`,
    challenge: `karyakarta_${edition}_challenge`,
    device: `karyakarta_${edition}_device`,
  }) as const

type CookieKind = keyof ReturnType<typeof cookieNames>

const LASTS: Record<CookieKind, number> = { session: YEAR, challenge: CODE_FLOW, device: YEAR }

/** What a door has of a request: SvelteKit's event fits. */
export interface CookieHolder {
  readonly cookies: Cookies
  readonly url: URL
}

/**
 * Host-only, out of scripts' reach, sent along when a link in WhatsApp is opened (Lax), over https only where the request came by https.
 */
export function setCookie(event: CookieHolder, edition: EditionName, kind: CookieKind, token: string): void {
  event.cookies.set(cookieNames(edition)[kind], token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.url.protocol === 'https:',
    maxAge: LASTS[kind],
  })
}

export const readCookie = (event: CookieHolder, edition: EditionName, kind: CookieKind): string | undefined =>
  event.cookies.get(cookieNames(edition)[kind])

export function clearCookie(event: CookieHolder, edition: EditionName, kind: CookieKind): void {
  event.cookies.delete(cookieNames(edition)[kind], { path: '/', secure: event.url.protocol === 'https:' })
}

/** The browser's own token, made at its first visit to a door that counts. */
export function deviceToken(event: CookieHolder, edition: EditionName): string {
  const known = readCookie(event, edition, 'device')
  if (known && known.length <= 64) return known
  const token = newToken()
  setCookie(event, edition, 'device', token)
  return token
}
