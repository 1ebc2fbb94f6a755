import { redirect } from '@sveltejs/kit'
import { answerBoothChange } from '#modules/people/server/answerBoothChange.ts'
import { boothOffered, constituenciesOffered } from '#modules/people/server/findBooths.ts'
import { placeNames } from '#modules/places/server/placeNames.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attempt } from '#platform/web/attempt.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { searchBooths } from '../../(organisation)/join/joinDoor.ts'
import { OWN_COMMANDS } from '../ownCommands.ts'
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
    changeCommand: uuidv7(context.now),
    offered: booth ? [booth] : [],
    constituencies: await constituenciesOffered(context, {}),
  }
}

export const actions: Actions = {
  find: (event) => searchBooths(event, 'words'),
  near: (event) => searchBooths(event, 'near'),
  changed: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    const { command = '', changeId = '', boothId = '' } = typed
    return attempt(typed, async () => {
      await answerBoothChange(event.locals.context, { command, changeId, boothId })
      redirect(303, '/today')
    })
  },
  save: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return attempt(typed, async () => {
      await OWN_COMMANDS['people.myBooth'].run(event.locals.context, { fields: typed })
      redirect(303, '/today')
    })
  },
}
