import { redirect } from '@sveltejs/kit'
import type { BeginFromStory } from '#modules/studio/domain/library/story.ts'
import { beginFromStory } from '#modules/studio/server/library/beginFromStory.ts'
import { declineStory } from '#modules/studio/server/library/declineStory.ts'
import { listStories } from '#modules/studio/server/library/listStories.ts'
import { takeStory } from '#modules/studio/server/library/takeStory.ts'
import { listHomes } from '#modules/studio/server/listHomes.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  ...(await listStories(locals.context)),
  homes: await listHomes(locals.context),
  commands: {
    take: uuidv7(locals.context.now),
    decline: uuidv7(locals.context.now),
    begin: uuidv7(locals.context.now),
  },
  locale: locals.locale,
})

export const actions: Actions = {
  take: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', storyId = '', title = '', tool, what } = fields
    return attemptInWords(url, fields, async () => {
      const { mediaId } = await takeStory(locals.context, { command, storyId, title, tool, what })
      return { done: 'taken' as const, mediaId }
    })
  },
  begin: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', storyId = '', kind, home } = fields
    return attemptInWords(url, fields, async () => {
      const asked = { command, storyId, kind, ...(home ? { home } : {}) } as BeginFromStory
      const { pieceId } = await beginFromStory(locals.context, asked)
      redirect(303, `/studio/${pieceId}`)
    })
  },
  decline: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', storyId = '', why = '' } = fields
    return attemptInWords(url, fields, async () => {
      await declineStory(locals.context, { command, storyId, why })
      return { done: 'declined' as const, mediaId: undefined }
    })
  },
}
