import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { inviteVolunteers } from '#modules/people/server/inviteVolunteers.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const choice = await choosePlace(
    locals.context,
    url.searchParams.get('place') ?? undefined,
    url.searchParams.get('find'),
  )
  const { invitesInto } = await viewActing(locals.context)
  return { choice, invitesInto, locale: locals.locale, command: uuidv7() }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', placeId = '', wing, days, uses } = fields
    const made = await attemptInWords(url, fields, () =>
      inviteVolunteers(locals.context, { command, placeId, wing, days, uses }),
    )
    if ('invitationId' in made) redirect(303, `/invitations/${made.invitationId}`)
    return made
  },
}
