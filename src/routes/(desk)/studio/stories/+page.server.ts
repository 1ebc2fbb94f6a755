import { declineStory } from '#modules/studio/server/library/declineStory.ts'
import { listStories } from '#modules/studio/server/library/listStories.ts'
import { takeStory } from '#modules/studio/server/library/takeStory.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  ...(await listStories(locals.context)),
  commands: { take: uuidv7(locals.context.now), decline: uuidv7(locals.context.now) },
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
  decline: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', storyId = '', why = '' } = fields
    return attemptInWords(url, fields, async () => {
      await declineStory(locals.context, { command, storyId, why })
      return { done: 'declined' as const, mediaId: undefined }
    })
  },
}
