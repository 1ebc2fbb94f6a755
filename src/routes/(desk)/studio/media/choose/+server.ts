import { json } from '@sveltejs/kit'
import { chooseMedia } from '#modules/studio/server/library/listMedia.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { wordsOf, wordsOfRefusal } from '#platform/i18n/wordsOf.ts'
import type { RequestHandler } from './$types'

/** What the editor's picker shows (studio/ui/library/MediaPicker.svelte). */
export const GET: RequestHandler = async ({ locals, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? undefined
  try {
    return json(
      await chooseMedia(locals.context, { kind: asked('kind'), q: asked('q'), before: asked('before') }),
    )
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    return json({ words: wordsOfRefusal(thrown) ?? wordsOf('platform_refused') }, { status: thrown.status })
  }
}
