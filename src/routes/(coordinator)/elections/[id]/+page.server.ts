import { viewElection } from '#modules/elections/server/viewCalendar.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  view: await viewElection(locals.context, params.id),
  saved: url.searchParams.has('saved'),
  locale: locals.locale,
})
