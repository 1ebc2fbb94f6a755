import { listMessages } from '#modules/outreach/server/listMessages.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => ({
  list: await listMessages(locals.context, { after: url.searchParams.get('after') ?? undefined }),
  locale: locals.locale,
})
