import { json } from '@sveltejs/kit'
import { openScheme } from '#modules/studio/server/schemeFacts/openScheme.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { wordsOf, wordsOfRefusal } from '#platform/i18n/wordsOf.ts'
import type { RequestHandler } from './$types'

/** A scheme as it was last read, for the editor (studio/ui/editor/SchemeChoice.svelte). */
export const GET: RequestHandler = async ({ locals, params }) => {
  try {
    return json(await openScheme(locals.context, params.key))
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    return json({ words: wordsOfRefusal(thrown) ?? wordsOf('platform_refused') }, { status: thrown.status })
  }
}
