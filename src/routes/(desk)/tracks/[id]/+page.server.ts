import { redirect } from '@sveltejs/kit'
import { listBehind } from '#modules/learning/server/listTracks.ts'
import { draftMessage } from '#modules/outreach/server/draftMessage.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { reminderOf } from '#modules/learning/ui/reminderWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { context }, params, url }) => ({
  behind: await listBehind(context, {
    trackId: params.id,
    after: url.searchParams.get('after') ?? undefined,
  }),
  command: uuidv7(),
})

export const actions: Actions = {
  /** One tap: a reminder stands written, to those of the reader's own place and wing who are behind; its page shows how many before anything is sent. */
  remind: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      const { track } = await listBehind(locals.context, { trackId: params.id })
      const { leads } = await viewActing(locals.context)
      const { messageId } = await draftMessage(locals.context, {
        command: fields.command ?? '',
        placeId: leads?.place.id ?? '',
        wing: leads?.wing?.number ?? track.wing,
        audience: 'vouched',
        topic: `learning:${track.id}`,
        channels: ['in_app', 'push'],
        ...reminderOf(track),
      })
      redirect(303, `/outreach/${messageId}`)
    })
  },
}
