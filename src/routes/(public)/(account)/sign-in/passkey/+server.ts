import { json } from '@sveltejs/kit'
import { maskedPhoneOf } from '#platform/accounts/viewChallenge.ts'
import { askPasskey, beginPasskey } from '#platform/accounts/secondStep/passkeys.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { passkeySite } from '../../passkeySite.ts'
import type { RequestHandler } from './$types'

/** What the browser needs before it can make (`?how=make`) or use (`?how=use`) a passkey. */
export const POST: RequestHandler = async (event) => {
  const { context, session } = event.locals
  if (!session) throw new Refusal('notSignedIn')
  const site = passkeySite(event)
  if (event.url.searchParams.get('how') === 'make')
    return json(await beginPasskey(context, site, `${site.name} ${await maskedPhoneOf(context, session)}`))
  return json(await askPasskey(context, site))
}
