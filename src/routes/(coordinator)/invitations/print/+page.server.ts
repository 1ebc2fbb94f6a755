import { redirect } from '@sveltejs/kit'
import { drawQr } from '#design/display/drawQr.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { inviteBoothByBooth } from '#modules/people/server/inviteBoothByBooth.ts'
import { liveSheets } from '#modules/people/server/liveSheets.ts'
import { readSheet } from '#modules/people/server/readSheet.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { placeStep } from '../../../placeStep.ts'
import { shellOf } from '../../../shell.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const batch = url.searchParams.get('batch')
  const codes = batch === null ? [] : await readSheet(locals.context, batch)
  const choice = await choosePlace(
    locals.context,
    url.searchParams.get('place') ?? undefined,
    url.searchParams.get('find'),
  )
  const { invitesInto, wings } = await viewActing(locals.context)
  return {
    choice,
    invitesInto,
    wings,
    locale: locals.locale,
    command: uuidv7(),
    live: batch === null ? await liveSheets(locals.context, choice.place.id) : [],
    organisation: shellOf(locals).organisation,
    sheet: codes.map(({ code, ...square }) => ({
      ...square,
      qr: drawQr(`${url.origin}/join/${code}`),
      // For who has no camera: read aloud, typed in groups; spaces in a code are forgiven.
      address: `${url.host}/join/`,
      code: code.match(/.{1,4}/g)!.join(' '),
    })),
  }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const step = await placeStep(locals.context, url, fields)
    if (step) return step
    const { command = '', placeId = '', wing, days, uses } = fields
    const onlyVacant = fields.onlyVacant === 'on'
    const made = await attemptInWords(url, fields, () =>
      inviteBoothByBooth(locals.context, { command, placeId, wing, days, uses, onlyVacant }),
    )
    if ('batchId' in made) redirect(303, `/invitations/print?batch=${made.batchId}`)
    return made
  },
}
