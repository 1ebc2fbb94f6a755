import { redirect } from '@sveltejs/kit'
import type { AddMedia } from '#modules/studio/domain/library/media.ts'
import { addMedia, requireKeepingMedia } from '#modules/studio/server/library/addMedia.ts'
import { listMedia } from '#modules/studio/server/library/listMedia.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { readUpload } from '#platform/web/readUpload.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad } from './$types'

/** Bytes of the largest file, a clip; what kind may have how many is the verb's matter. */
const MOST_BYTES = 60 * 1024 * 1024

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? undefined
  const question = { kind: asked('kind'), q: asked('q'), before: asked('before') }
  return { ...(await listMedia(locals.context, question)), question, command: uuidv7(locals.context.now) }
}

export const actions: Actions = {
  add: async (event) => {
    const { locals, request, url } = event
    const { personId } = signedIn(event)
    const typed: Record<string, string> = {}
    return attemptInWords(url, typed, async () => {
      await requireKeepingMedia(locals.context)
      await spend(locals.context.platform, 'reportPerPerson', personId)
      const { fields, file } = await readUpload(request, MOST_BYTES, 'studio_l_too_large')
      Object.assign(typed, fields)
      try {
        const { mediaId, isNew } = await addMedia(
          locals.context,
          fields as unknown as AddMedia,
          file?.received,
        )
        redirect(303, `/studio/media/${mediaId}?done=${isNew ? 'kept' : 'same'}`)
      } finally {
        await file?.received.discard()
      }
    })
  },
}
