import { listPosts } from '#modules/channels/server/listPosts.ts'
import { withWords } from '../postWords.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { needy, posts, more, mayDecide } = await listPosts(locals.context, url.searchParams.get('before') ?? undefined) // prettier-ignore
  const asked = url.searchParams.get('asked')
  return {
    needy: needy.map(withWords),
    posts: posts.map(withWords),
    more,
    mayDecide,
    asked: asked === null ? null : Number.isNaN(Date.parse(asked)) ? ('now' as const) : new Date(asked),
    locale: locals.locale,
  }
}
