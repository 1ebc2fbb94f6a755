import type { RequestEvent } from '@sveltejs/kit'
import { cookieName, isLocale } from '#paraglide/runtime.js'

/** A year: a language is not asked twice. */
const MAX_AGE_SECONDS = 365 * 24 * 60 * 60

/** Keeps the choice of a language in a cookie; what is no language of ours changes nothing. */
export function setLanguage(
  { cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>,
  language: unknown,
): void {
  if (!isLocale(language)) return
  cookies.set(cookieName, language, {
    path: '/',
    maxAge: MAX_AGE_SECONDS,
    sameSite: 'lax',
    // The page's own script reads it, to speak the language the server spoke. It identifies nobody.
    httpOnly: false,
    secure: url.protocol === 'https:',
  })
}
