import { redirect } from '@sveltejs/kit'
import { isUuid, uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { withSecondStep } from '#platform/web/signedIn.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { dissolveCommittee } from '#modules/people/server/dissolveCommittee.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { viewCommittee } from '#modules/people/server/viewCommittee.ts'
import type { Actions, PageServerLoad } from './$types'

/** `place` and `wing` say which committee, `to` where its members would go on; the picker of that place writes `at` while one looks. */
export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  // Opened by hand, or by a link that lost its end: a committee is chosen there. An empty wing is that of every wing.
  if (!isUuid(asked('place')) || !url.searchParams.has('wing')) redirect(303, '/responsible')
  const toPlaceId = asked('to')
  const committee = await viewCommittee(locals.context, {
    placeId: asked('place'),
    wing: asked('wing'),
    toPlaceId,
  })
  // Asked before anything is chosen, so that nothing chosen is lost; whoever may not look at all was refused before.
  withSecondStep(event)
  const { wings } = await viewActing(locals.context)
  return {
    ...committee,
    wing: asked('wing'),
    wings,
    choice: await choosePlace(locals.context, toPlaceId || committee.place.id, url.searchParams.get('find')),
    locale: locals.locale,
    command: uuidv7(),
  }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', placeId = '', wing = '', toPlaceId = '', appointmentIds = '' } = fields
    return attemptInWords(url, fields, async () => ({
      dissolved: await dissolveCommittee(locals.context, {
        ...{ command, placeId, wing, toPlaceId },
        appointmentIds: appointmentIds.split(' ').filter((id) => id !== ''),
      }),
    }))
  },
}
