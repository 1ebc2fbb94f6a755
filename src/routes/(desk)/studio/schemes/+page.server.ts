import { redirect } from '@sveltejs/kit'
import { keepFeedAddress } from '#modules/studio/server/schemeFacts/keepFeedAddress.ts'
import { listSchemeFacts } from '#modules/studio/server/schemeFacts/listSchemeFacts.ts'
import { readSchemesNow } from '#modules/studio/server/schemeFacts/readSchemesNow.ts'
import type { KeepFeedAddress } from '#modules/studio/domain/schemeFacts.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...(await listSchemeFacts(locals.context)),
  command: uuidv7(locals.context.now),
  done: url.searchParams.get('done'),
})

export const actions: Actions = {
  keep: async ({ locals, request, url }) => {
    const typed = await readForm(request)
    return attemptInWords(url, typed, async () => {
      await keepFeedAddress(locals.context, typed as unknown as KeepFeedAddress)
      redirect(303, '/studio/schemes?done=kept')
    })
  },
  read: async ({ locals, request, url }) => {
    const typed = await readForm(request)
    return attemptInWords(url, typed, async () => {
      await readSchemesNow(locals.context, { command: typed.command ?? '' })
      redirect(303, '/studio/schemes?done=asked')
    })
  },
}
