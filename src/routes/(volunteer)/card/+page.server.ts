import { redirect } from '@sveltejs/kit'
import { drawQr } from '#design/display/drawQr.ts'
import { myCardPass } from '#modules/credentials/server/myCardPass.ts'
import { myTitle } from '#modules/credentials/server/myTitle.ts'
import { makeCard, myCard } from '#modules/people/server/card.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attempt } from '#platform/web/attempt.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const card = await myCard(context)
  const address = card && `${context.platform.environment.origin}/check/${card.token}`
  // What is shared is the short address; the code holds the signed pass, which is judged without a network too.
  const pass = card && (await myCardPass(context))
  return {
    command: uuidv7(context.now),
    way: card && (await myTitle(context)),
    card: address && {
      address,
      qr: drawQr(pass?.address ?? address),
      until: pass?.until,
      shortCode: pass?.shortCode,
    },
  }
}

export const actions: Actions = {
  default: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return attempt(typed, async () => {
      await makeCard(event.locals.context, { command: typed.command ?? '' })
      redirect(303, '/card')
    })
  },
}
