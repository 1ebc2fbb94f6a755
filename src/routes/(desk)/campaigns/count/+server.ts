import { json } from '@sveltejs/kit'
import { countAudience } from '#modules/campaigns/server/audience.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { tickedIn } from '../campaignDesk.ts'
import type { RequestHandler } from './$types'

/** The live count beside the form, as boxes are ticked. */
export const GET: RequestHandler = async (event) => {
  signedIn(event)
  const fields = Object.fromEntries(event.url.searchParams)
  const asked = { placeId: fields.placeId ?? '', ...tickedIn(fields) }
  const { locals } = event
  return json(await countAudience(locals.context, asked, locals.edition.releaseRules))
}
