import { error, type RequestEvent } from '@sveltejs/kit'
import { sequence, type Handle, type HandleServerError, type ServerInit } from '@sveltejs/kit/hooks'
import { paraglideMiddleware } from '#paraglide/server.js'
import { editions } from '#editions/index.ts'
import { NO_OWNER, OWNER_HEADER } from '#offline/wire.ts'
import { membershipOf } from '#modules/people/server/index.ts'
import { NOBODY, type Actor } from '#platform/access/actor.ts'
import { asProblem, thrownAsProblem } from '#platform/api/problem.ts'
import { askedLocale } from '#platform/api/askedLocale.ts'
import { readCookie } from '#platform/accounts/cookies.ts'
import { ownerTag } from '#platform/accounts/phoneOwner.ts'
import { whoActs } from '#platform/accounts/whoActs.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Locale, type Platform } from '#platform/context.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { CATALOGUE, isRefusal } from '#platform/errors/catalogue.ts'
import { isStoreFault } from '#platform/files/storeFault.ts'
import { wordsOfRefusal } from '#platform/i18n/wordsOf.ts'
import { openPlatform } from '#platform/open.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import { acrossSecondStep } from '#platform/web/acrossSecondStep.ts'
import { USUAL_BODY, withBodyLimit } from '#platform/web/bodyLimit.ts'
import { isOwnOrigin } from '#platform/web/originCheck.ts'
import { namesReservedAction } from '#platform/web/reservedAction.ts'
import { allowWebAssembly, setSecurityHeaders } from '#platform/web/securityHeaders.ts'
import { answeredAnyway } from '#platform/web/undecodable.ts'
import { isVital, measured } from '#platform/web/vitalSigns.ts'

let platform: Platform
/** The page that scans codes; its reader is WebAssembly. */
const SCANNING = new Set<string | null>(['/(organisation)/check', '/(organisation)/gate'])

export const init: ServerInit = () => {
  platform = openPlatform(readEnvironment(process.env)).platform
}

/** Words: the visitor's language for every message that the page shows. */
const inTheVisitorsLanguage: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ locale }) => {
    event.locals.locale = locale as Locale
    return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) })
  })

/** Answers as at an address that leads nowhere: who asked for a page gets that page, in her language. A hook's own refusal has no words. */
async function nowhere({ request, isDataRequest, fetch }: RequestEvent): Promise<Response> {
  if (isDataRequest || !request.headers.get('accept')?.includes('text/html'))
    error(404, 'notFound', { id: 'notFound' })
  // A route of ours, so that Kit answers itself: for a path without one it would ask over the network, by whatever name the visitor used.
  const { status, headers, body } = await fetch('/nowhere', { headers: { accept: 'text/html' } })
  return new Response(body, { status, headers })
}

/** Programs get every refusal in one form, also those that no endpoint of theirs made. */
const inProblems: Handle = async ({ event, resolve }) => {
  if (!/^\/api\/v1(?:\/|$)/.test(event.url.pathname)) return resolve(event)
  const locale = askedLocale(event.request.headers.get('accept-language')) ?? event.locals.locale
  try {
    return await asProblem(await resolve(event), locale)
  } catch (thrown) {
    const problem = thrownAsProblem(thrown, locale)
    if (!problem) throw thrown
    setSecurityHeaders(problem.headers, false)
    return problem
  }
}

/** Doors of another edition do not exist here, and a change must come from our own pages. */
const throughOurOwnDoors: Handle = async ({ event, resolve }) => {
  const edition = editions[platform.environment.edition]
  event.locals.edition = edition
  const known = event.route.id === null || edition.doors.some((door) => event.route.id!.startsWith(door))
  if (!known) return nowhere(event)
  if (event.request.method === 'POST' && namesReservedAction(event.url)) return nowhere(event)
  if (!isOwnOrigin(event.request, event.url.origin, event.request.headers.has('cookie')))
    error(CATALOGUE.wrongOrigin.status, 'wrongOrigin', { id: 'wrongOrigin' })
  const request = withBodyLimit(event.request, edition.bodies[event.route.id ?? ''] ?? USUAL_BODY)
  // Kit's type says read-only; what reads the body further down reads this property.
  Object.assign(event, { request })
  return resolve(event)
}

/** Who acts, for every verb that this request calls. */
const knowingWhoActs: Handle = async ({ event, resolve }) => {
  event.locals.settings = await currentSettings(platform)
  const asked = {
    // Keys open what is made for programs; at every other door a person stands.
    authorization: event.route.id?.startsWith('/api') ? event.request.headers.get('authorization') : null,
    sessionToken: readCookie(event, platform.environment.edition, 'session'),
    method: event.request.method,
  }
  const { actor, session, keyScopes } = await whoActs(platform, asked, membershipOf)
  event.locals.session = session
  event.locals.keyScopes = keyScopes
  event.locals.context = contextFor(platform, actor, event.locals.locale)
  const response = withPageStatus(await resolve(event), event.locals.pageStatus)
  setSecurityHeaders(response.headers, actor.kind === 'person' || session !== undefined)
  if (SCANNING.has(event.route.id)) allowWebAssembly(response.headers)
  if (event.locals.edition.worksOffline) sayWhose(response.headers, actor)
  return response
}

/** A page says whose it is, so that a phone which keeps pages never shows one person's to another. */
function sayWhose(headers: Headers, actor: Actor): void {
  if (!headers.get('content-type')?.includes('text/html')) return
  headers.set(OWNER_HEADER, actor.kind === 'person' ? ownerTag(platform.keys, actor.personId) : NO_OWNER)
}

const withPageStatus = (response: Response, status: number | undefined): Response =>
  status === undefined || response.status !== 200
    ? response
    : new Response(response.body, { status, headers: response.headers })

const forVisitors = sequence(
  inTheVisitorsLanguage,
  inProblems,
  throughOurOwnDoors,
  knowingWhoActs,
  acrossSecondStep,
)

/** Machines that ask how we are get an answer without settings, words or anybody acting. */
const forMachines: Handle = ({ event, resolve }) => {
  event.locals.edition = editions[platform.environment.edition]
  event.locals.context = contextFor(platform, NOBODY)
  return resolve(event)
}

export const handle: Handle = measured(
  () => platform,
  answeredAnyway((input) => (isVital(input.event.route.id) ? forMachines(input) : forVisitors(input))),
)

/** Refusals keep their status and id; anything unforeseen becomes `broken`, with a trace that an operator finds in the log. */
export const handleError: HandleServerError = ({ kind, error: thrown, event }) => {
  if (kind === 'app') return thrown
  if (kind === 'unknown' && isRefusal(thrown)) {
    if (thrown.report && !isStoreFault(thrown))
      platform.log.error({ err: thrown, route: event.route.id }, 'refused')
    const { status, id, reason } = thrown
    if (reason === undefined) return { status, message: id, id }
    const words = wordsOfRefusal(thrown, event.locals.locale)
    return { status, message: id, id, reason, ...(words === undefined ? {} : { words }) }
  }
  if (kind === 'framework' || kind === 'validation') {
    const { status } = thrown as { status: number }
    const id = status === 404 || status === 405 ? 'notFound' : status === 413 ? 'tooLarge' : 'badInput'
    return { status, message: id, id }
  }
  const trace = uuidv7()
  platform.log.error({ err: thrown, trace, route: event.route.id }, 'broken')
  return { status: 500, message: 'broken', id: 'broken', trace }
}
