import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { DEFAULT_USES, DEFAULT_USES_AT_BOOTH } from '#modules/people/domain/newInvitation.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { inviteVolunteers } from '#modules/people/server/inviteVolunteers.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { placeStep } from '../../../placeStep.ts'
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

/** How many may join is usually another number at a booth than above it: what was only offered is offered anew at the next place. */
function withoutUsual({ uses = '', ...typed }: Readonly<Record<string, string>>) {
  const isUsual = [DEFAULT_USES, DEFAULT_USES_AT_BOOTH].map(String).includes(uses)
  return isUsual ? typed : { ...typed, uses }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const step = await placeStep(locals.context, url, fields)
    if (step) return { ...step, typed: withoutUsual(step.typed) }
    const { command = '', placeId = '', wing, days, uses } = fields
    const made = await attemptInWords(url, fields, () =>
      inviteVolunteers(locals.context, { command, placeId, wing, days, uses }),
    )
    if ('invitationId' in made) redirect(303, `/invitations/${made.invitationId}`)
    return made
  },
}
