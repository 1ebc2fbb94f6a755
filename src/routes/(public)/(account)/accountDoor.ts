import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit'
import { m } from '#paraglide/messages.js'
import { membershipOf } from '#modules/people/server/index.ts'
import { awaitsDeclaration } from '#modules/people/server/awaitsDeclaration.ts'
import { actorOfSession } from '#platform/accounts/actorOfSession.ts'
import { deviceToken, setCookie } from '#platform/accounts/cookies.ts'
import type { Asker } from '#platform/accounts/household.ts'
import type { OpenedSession } from '#platform/accounts/session.ts'
import { contextFor } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { wordsIfAny, wordsOfRefusal } from '#platform/i18n/wordsOf.ts'
import { sameSitePath } from '#platform/web/sameSitePath.ts'
import { homeFor } from '../../home.ts'

/** What these doors use of a request, whichever door it came to. */
export type Visit = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'cookies' | 'getClientAddress'>

/** Where the request comes from; the browser gets its token at the first visit that counts. */
export const askerOf = (event: Visit): Asker => ({
  address: event.getClientAddress(),
  device: deviceToken(event, event.locals.edition.name),
  userAgent: event.request.headers.get('user-agent') ?? '',
})

/** The page that sent the visitor here, if it is one of ours; else undefined. */
export function nextOf(url: URL): string | undefined {
  return sameSitePath(url.searchParams.get('next'), '') || undefined
}

/** `?next=…` to hand on, or nothing. */
export function handOn(url: URL): string {
  const next = nextOf(url)
  return next ? `?next=${encodeURIComponent(next)}` : ''
}

/** Where a person's day begins: with the declaration that her office waits for, else see `homeFor`. */
export async function homeOf({ locals }: Pick<Visit, 'locals'>, personId: string): Promise<string> {
  if (await awaitsDeclaration(locals.context)) return '/declaration'
  const { authorities } = await membershipOf(locals.context.platform, personId)
  return homeFor(locals.edition.name, authorities)
}

/**
 * Hands a new token to the browser, and lets the rest of this very request act in the new session: the page that answers a form is made
 * after it.
 */
export async function keepSession(event: Visit, opened: OpenedSession): Promise<void> {
  const { locals } = event
  const { platform } = locals.context
  setCookie(event, locals.edition.name, 'session', opened.token)
  locals.session = opened.session
  locals.context = contextFor(
    platform,
    await actorOfSession(platform, opened.session, membershipOf),
    locals.locale,
  )
}

/** The words of a refusal's or a fault's id, chosen on the server: no page has to load them all. */
export const wordsOf = (id: string): string => wordsIfAny(id) ?? m.accounts_refused()

/** What a form gets back: words beside its fields, words for the whole, and what was typed. */
export interface Said {
  readonly faults: Readonly<Record<string, string>>
  readonly refused: string | undefined
  /** The code is over: only a new one helps. */
  readonly isOver: boolean
  readonly typed: Readonly<Record<string, string>>
}

/** Codes and answers are never given back. */
const SECRET = new Set(['code', 'recovery', 'response'])

/** As attempt() of platform/web, with the words already chosen as these pages show them; nobody here is sent away to sign in. */
export async function attemptSaid<T>(
  typed: Record<string, string>,
  verb: () => Promise<T>,
): Promise<T | ActionFailure<Said>> {
  try {
    return await verb()
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    const { id, status, reason, fields } = thrown
    const faults = Object.fromEntries(Object.entries(fields).map(([field, fault]) => [field, wordsOf(fault)]))
    const hasFaults = Object.keys(faults).length > 0
    return fail(status, {
      faults,
      refused: reason || !hasFaults ? (wordsOfRefusal(thrown) ?? m.accounts_refused()) : undefined,
      isOver: id === 'gone',
      typed: Object.fromEntries(Object.entries(typed).filter(([field]) => !SECRET.has(field))),
    })
  }
}
