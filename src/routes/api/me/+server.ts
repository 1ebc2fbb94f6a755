import { json } from '@sveltejs/kit'
import { requirePerson } from '#platform/access/authorise.ts'
import type { RequestHandler } from './$types'

/** Who I am here, for whoever checks a key or a session: ids and roles, no personal data. */
export const GET: RequestHandler = ({ locals }) => {
  const { personId, assurance, authorities } = requirePerson(locals.context.actor)
  return json({
    edition: locals.edition.name,
    personId,
    assurance,
    appointments: authorities.map(({ role, placeId, wing }) => ({ role, placeId, wing })),
  })
}
