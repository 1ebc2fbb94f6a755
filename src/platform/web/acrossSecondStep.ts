import type { RequestEvent } from '@sveltejs/kit'
import type { Handle } from '@sveltejs/kit/hooks'
import type { PersonActor } from '../access/actor.ts'
import { findKeptForm, forgetKeptForm, keepForm } from '../accounts/keptFormStore.ts'
import { isUuid } from '../clock/uuid.ts'

/** The parameter by which the page that comes back names the form that waits for it. */
const KEPT = 'kept'
const STEP = '/sign-in/second-step'
/** Bytes of a form that is kept at most. What carries a larger file asks for the step before anything is chosen (`orSecondStep`). */
const MOST_BYTES = 256 * 1024
const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i

/**
 * A form whose verb wants the second step waits for it and then goes on as it was sent, so nobody types or asks twice (decision 0040). All doors at
 * once: what the door answers is read here, whichever guard of it led to the step. Its address carries an id and nothing of what was typed.
 */
export const acrossSecondStep: Handle = async ({ event, resolve }) => {
  if (event.request.method === 'GET') return (await goOn(event)) ?? resolve(event)
  const sender = senderOf(event)
  const form = sender && event.request.clone()
  const response = await resolve(event)
  return sender && form ? keeping(event, sender, form, response) : response
}

/** The person whose form may have to wait: signed in, the step not taken, a form of a size that is kept. */
function senderOf({ locals, request }: RequestEvent): PersonActor | undefined {
  const { actor } = locals.context
  if (request.method !== 'POST' || actor.kind !== 'person' || actor.assurance === 2) return undefined
  const length = Number(request.headers.get('content-length') ?? Infinity)
  return FORM.test(request.headers.get('content-type') ?? '') && length <= MOST_BYTES ? actor : undefined
}

/** The door's answer; where it leads to the second step and back to the page of the form, the form waits there. */
async function keeping(event: RequestEvent, sender: PersonActor, form: Request, response: Response) {
  const way = await wayToStep(response)
  const back = way && backOf(way.location, event.url)
  if (!way || back?.pathname !== event.url.pathname) return response
  const id = await keepForm(event.locals.context.platform, sender, {
    action: event.url.pathname + event.url.search,
    type: form.headers.get('content-type') ?? '',
    body: Buffer.from(await form.arrayBuffer()),
  })
  back.searchParams.set(KEPT, id)
  return way.to(`${STEP}?next=${encodeURIComponent(back.pathname + back.search + back.hash)}`)
}

/** Where an answer leads, and the same answer leading elsewhere: a browser is redirected, a page's script is told. */
async function wayToStep(response: Response) {
  const location = response.headers.get('location')
  if (response.status === 303 && location?.startsWith(STEP)) {
    const to = (elsewhere: string) => {
      const headers = new Headers(response.headers)
      headers.set('location', elsewhere)
      return new Response(null, { status: response.status, headers })
    }
    return { location, to }
  }
  if (!response.headers.get('content-type')?.startsWith('application/json')) return undefined
  const told = (await response.clone().json()) as { type?: unknown; location?: unknown } | null
  if (told?.type !== 'redirect' || typeof told.location !== 'string' || !told.location.startsWith(STEP))
    return undefined
  const to = (elsewhere: string) =>
    Response.json({ ...told, location: elsewhere }, { status: response.status, headers: response.headers })
  return { location: told.location, to }
}

function backOf(location: string, own: URL): URL | undefined {
  const next = new URL(location, own).searchParams.get('next')
  return next === null ? undefined : new URL(next, own)
}

/**
 * The page that comes back after the step: the form that waits for it is posted as it was, and what its door answers is the answer. Every form carries
 * a command, so a page that is loaded again does nothing twice; what led on to another page is over, what was refused stays for the rest of its time.
 */
async function goOn(event: RequestEvent): Promise<Response | undefined> {
  const id = event.url.searchParams.get(KEPT)
  const { actor, platform } = event.locals.context
  if (id === null || !isUuid(id) || event.isDataRequest) return undefined
  if (actor.kind !== 'person' || actor.assurance < 2) return undefined
  const form = await findKeptForm(platform, actor, id)
  if (!form || new URL(form.action, event.url).pathname !== event.url.pathname) return undefined
  const { status, headers, body } = await event.fetch(form.action, {
    method: 'POST',
    headers: { 'content-type': form.type, 'content-length': String(form.body.length), accept: 'text/html' },
    body: new Uint8Array(form.body),
  })
  if (status >= 300 && status < 400) await forgetKeptForm(platform, id)
  return new Response(body, { status, headers })
}
