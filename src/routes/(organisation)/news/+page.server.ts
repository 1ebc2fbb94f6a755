import { websiteFeed } from '#modules/channels/server/websiteFeed.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { entries, title } = await websiteFeed(locals.context, locals.locale)
  return { entries, title, locale: locals.locale }
}
