import { redirect } from '@sveltejs/kit'
import { personasOf } from '#demo/personas.ts'
import { demoOnly } from '#platform/demo/demoOnly.ts'
import { signInAsPersona } from '#platform/demo/signInAsPersona.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { askerOf, keepSession, nextOf } from '../../../accountDoor.ts'
import type { RequestHandler } from './$types'

/** Signs in as an invented person of the demo; a plain link, so that the start can print it. */
export const GET: RequestHandler = async (event) => {
  const { context, edition } = event.locals
  demoOnly(context.platform, event)
  const persona = personasOf(edition.name).find(({ key }) => key === event.params.persona)
  if (!persona) throw new Refusal('notFound')
  await keepSession(event, await signInAsPersona(context, persona, askerOf(event)))
  redirect(303, nextOf(event.url) ?? persona.opens)
}
