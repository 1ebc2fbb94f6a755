import { json } from '@sveltejs/kit'
import { switchOnPush, type SwitchOnPush } from '#modules/outreach/server/switchPush.ts'
import { giveConsent } from '#modules/people/server/changeConsent.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { RequestHandler } from './$types'

/** What the browser gave once its owner said yes to its own question (static/push.js). */
export const POST: RequestHandler = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const said: unknown = await event.request.json().catch((cause: unknown) => {
    throw new Refusal('badInput', { reason: 'outreach_device_wrong', cause })
  })
  await switchOnPush(context, said as SwitchOnPush)
  await giveConsent(context, { command: uuidv7(context.now), purpose: 'push' })
  return json({ on: true })
}
