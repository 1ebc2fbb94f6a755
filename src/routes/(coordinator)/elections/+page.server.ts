import { listElections } from '#modules/elections/server/viewCalendar.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  list: await listElections(locals.context),
  locale: locals.locale,
})
