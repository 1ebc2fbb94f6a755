import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { RequestEvent } from '@sveltejs/kit'
import { seal, unseal } from '#platform/keys/sealed.ts'

type Visit = Pick<RequestEvent, 'cookies' | 'locals' | 'url'>

/** Seconds in which a form that was left for a moment is found again: to look through the list, not to come back tomorrow. */
const LIVES = 30 * 60
/** Browsers drop a cookie of more than 4096 bytes, name and all. */
const MOST = 3800
/** In the address of a page that gives it back: whoever opens the plain form on a shared phone finds it empty. */
export const KEPT = 'kept'

const nameOf = ({ locals }: Visit) => `karyakarta_${locals.edition.name}_draft`
const BINDING = 'join.draft'

/**
 * Keeps what was typed into the join form while its visitor is at the list of booths, or changes the language: sealed, in her own browser
 * only, so that the house holds nothing about somebody who has not joined.
 */
export function keepDraft(event: Visit, typed: Readonly<Record<string, string>>): void {
  const text = JSON.stringify({ until: event.locals.context.now.getTime() + LIVES * 1000, typed })
  const packed = deflateRawSync(Buffer.from(text, 'utf8')).toString('base64')
  const sealed = seal(event.locals.context.platform.keys, packed, BINDING).toString('base64url')
  if (sealed.length > MOST) return forgetDraft(event)
  event.cookies.set(nameOf(event), sealed, {
    path: '/join',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.url.protocol === 'https:',
    maxAge: LIVES,
  })
}

/** What was kept, where the address asks for it; undefined for anything old, made up or not there. */
export function keptDraft(event: Visit): Readonly<Record<string, string>> | undefined {
  const sealed = event.cookies.get(nameOf(event))
  if (!sealed || !event.url.searchParams.has(KEPT)) return undefined
  try {
    const packed = unseal(event.locals.context.platform.keys, Buffer.from(sealed, 'base64url'), BINDING)
    const text = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: 64_000 }).toString('utf8')
    const { until, typed } = JSON.parse(text) as { until: number; typed: Record<string, string> }
    return until > event.locals.context.now.getTime() ? typed : undefined
  } catch {
    return undefined
  }
}

export function forgetDraft(event: Visit): void {
  event.cookies.delete(nameOf(event), { path: '/join', secure: event.url.protocol === 'https:' })
}
