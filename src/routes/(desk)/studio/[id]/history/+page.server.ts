import { viewHistory } from '#modules/studio/server/viewHistory.ts'
import type { PageServerLoad } from './$types'

const numbered = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined

export const load: PageServerLoad = async ({ locals: { context, locale }, params, url }) => ({
  history: await viewHistory(context, params.id, {
    from: numbered(url.searchParams.get('from')),
    until: numbered(url.searchParams.get('until')),
  }),
  locale,
})
