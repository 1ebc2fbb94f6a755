import { redirect } from '@sveltejs/kit'
import { isUuid, uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { withSecondStep } from '#platform/web/signedIn.ts'
import { transferAppointment } from '#modules/people/server/transferAppointment.ts'
import { viewHandOver } from '#modules/people/server/viewHandOver.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const text = url.searchParams.get('text') ?? ''
  const appointmentId = url.searchParams.get('appointment') ?? ''
  const after = url.searchParams.get('after') ?? ''
  const page = { text, isFirst: after === '', locale: locals.locale, command: uuidv7() }
  // Opened by hand, or by a link that lost its end: it says where an office is chosen.
  if (!isUuid(appointmentId)) return { ...page, handOver: undefined }
  const handOver = await viewHandOver(locals.context, { appointmentId, text, after })
  // Asked before anything is chosen, so that nothing chosen is lost; whoever may not at all was refused before.
  withSecondStep(event)
  return { ...page, handOver }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', appointmentId = '', toPersonId = '' } = fields
    const done = await attemptInWords(url, fields, () =>
      transferAppointment(locals.context, { command, appointmentId, toPersonId }),
    )
    if ('toPersonId' in done) redirect(303, `/people/${done.toPersonId}?handed-over`)
    return done
  },
}
