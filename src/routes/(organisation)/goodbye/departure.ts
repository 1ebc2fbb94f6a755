import type { Cookies } from '@sveltejs/kit'

/** How somebody went: by leaving, whose name stays a while, or erased at once. */
export type Departure = 'left' | 'erased'

const COOKIE = 'karyakarta_departure'
/** Long enough to read the page and come back to it once. */
const LASTS_S = 10 * 60

/** Remembers in the browser alone how its owner went: after an erasure the house has nobody left to remember it of. */
export function noteDeparture(event: { cookies: Cookies; url: URL }, how: Departure): void {
  event.cookies.set(COOKIE, how, {
    path: '/goodbye',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.url.protocol === 'https:',
    maxAge: LASTS_S,
  })
}

/** @returns undefined for a visitor who neither left nor was erased just now */
export function departureOf(event: { cookies: Cookies }): Departure | undefined {
  const noted = event.cookies.get(COOKIE)
  return noted === 'left' || noted === 'erased' ? noted : undefined
}
