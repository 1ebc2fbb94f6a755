import { redirect } from '@sveltejs/kit'
import { missingFromFields, saysMissing } from '#modules/people/domain/missingFromFields.ts'
import { chooseBooth } from '#modules/people/server/chooseBooth.ts'
import { boothOffered, constituenciesOffered } from '#modules/people/server/findBooths.ts'
import { reportMissingBooth } from '#modules/people/server/reportMissingBooth.ts'
import { placeNames } from '#modules/places/server/placeNames.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attempt } from '#platform/web/attempt.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { searchBooths } from '../../(organisation)/join/joinDoor.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const chosen = event.url.searchParams.get('booth')
  const booth = chosen ? await boothOffered(context, {}, chosen) : undefined
  const { standing } = await event.parent()
  return {
    names: standing.booth && (await placeNames(context, standing.booth.id)),
    command: uuidv7(context.now),
    offered: booth ? [booth] : [],
    constituencies: await constituenciesOffered(context, {}),
  }
}

export const actions: Actions = {
  find: (event) => searchBooths(event, 'words'),
  near: (event) => searchBooths(event, 'near'),
  save: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    const { context } = event.locals
    const command = typed.command ?? ''
    return attempt(typed, async () => {
      if (saysMissing(typed))
        await reportMissingBooth(context, { command, missing: missingFromFields(typed) })
      else await chooseBooth(context, { command, boothId: typed.boothId ?? '' })
      redirect(303, '/today')
    })
  },
}
