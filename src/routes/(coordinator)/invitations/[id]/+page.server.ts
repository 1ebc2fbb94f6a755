import { m } from '#paraglide/messages.js'
import { drawQr } from '#design/display/drawQr.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { revokeInvitation } from '#modules/people/server/revokeInvitation.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { viewInvitation } from '#modules/people/server/viewInvitation.ts'
import type { Actions, PageServerLoad } from './$types'

const LONGEST_MESSAGE = 500

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { code, ...invitation } = await viewInvitation(locals.context, params.id)
  const { wings } = await viewActing(locals.context)
  const hindi = locals.locale === 'hi'
  const place = hindi ? invitation.placeHi : invitation.placeEn
  const { settings } = locals
  const organisation = settings ? (hindi ? settings.nameHi : settings.nameEn) : m.app_name()
  const typed = url.searchParams.get('words') ?? ''
  const link = code && `${url.origin}/join/${code}`
  return {
    invitation,
    organisation,
    place,
    wings,
    locale: locals.locale,
    typed,
    idea: m.people_c_own_words_ready({ organisation, place }),
    tooLong: typed.length > LONGEST_MESSAGE ? m.people_c_own_words_long() : undefined,
    link,
    qr: link && drawQr(link),
    command: uuidv7(),
  }
}

export const actions: Actions = {
  revoke: async ({ locals, params, request, url }) => {
    const { command = '' } = await readForm(request)
    return attemptInWords(url, {}, () =>
      revokeInvitation(locals.context, { command, invitationId: params.id }),
    )
  },
}
