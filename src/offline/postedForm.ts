import type { NewEntry } from './outbox.ts'
import { OUTBOX_VERBS, type OutboxVerb } from './wire.ts'

/** A form that may wait, on its way from page to house. */
export interface PostedForm extends Omit<NewEntry, 'owner'> {
  readonly photo: Blob | undefined
  /** Sends it as the browser would have, and follows where the answer leads. */
  send(): Promise<Response>
  /** Leads the browser to where the answer came from, without asking the house for the page again. */
  handOn(response: Response): Response
}

/** Answers that were followed, until the browser comes for them. */
const handed = new Map<string, Response>()

/** The answer of a form that was sent just now, for the page that the browser opens next. */
export function openForm(url: URL): Response | undefined {
  const response = handed.get(url.href)
  handed.delete(url.href)
  return response
}

/** Reads a form that names what it is in `outbox`. @returns undefined for any other */
export async function postedForm(request: Request): Promise<PostedForm | undefined> {
  const { url } = request
  const type = request.headers.get('content-type') ?? ''
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) return undefined
  const accept = request.headers.get('accept') ?? 'text/html'
  const body = await request.clone().blob()
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const verb = form.get('outbox')
  const id = form.get('command')
  if (typeof id !== 'string' || !isOutboxVerb(verb)) return undefined
  const file = form.get('photo')
  const photo = file instanceof Blob && file.size > 0 ? file : undefined
  return {
    id,
    verb,
    about: text(form, 'about'),
    fields: fieldsOf(form),
    madeAt: Date.now(),
    photoBytes: photo?.size ?? 0,
    photo,
    send: () =>
      fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': type, accept },
        credentials: 'same-origin',
      }),
    handOn(response) {
      const plain = new Response(response.body, response)
      handed.set(response.url, plain)
      return Response.redirect(response.url, 303)
    },
  }
}

const isOutboxVerb = (verb: unknown): verb is OutboxVerb =>
  (OUTBOX_VERBS as readonly unknown[]).includes(verb)

const text = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** What the house is told later: all that was typed, without what only the phone needs. */
function fieldsOf(form: FormData): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (const [name, value] of form)
    if (typeof value === 'string' && !['command', 'outbox', 'about'].includes(name)) fields[name] = value
  return fields
}
