import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { openHarassmentReports } from '#modules/people/server/index.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const reports = await openHarassmentReports(locals.context)
  return {
    locale: locals.locale,
    reports: reports.map(({ reportedBy: _reportedBy, kind, ...report }) => ({
      ...report,
      what: wordsOf(`people_harassment_${kind}`),
    })),
  }
}
