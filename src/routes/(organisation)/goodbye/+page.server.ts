import { redirect } from '@sveltejs/kit'
import { FORGET_HEADER } from '#offline/wire.ts'
import { departureOf } from './departure.ts'
import type { PageServerLoad } from './$types'

/** Only for who has just gone; anybody else is at home elsewhere. */
export const load: PageServerLoad = (event) => {
  const how = departureOf(event)
  if (!how || event.locals.context.actor.kind === 'person') redirect(303, '/')
  // What waited on her phone can never be sent any more.
  event.setHeaders({ [FORGET_HEADER]: 'yes' })
  return { how }
}
