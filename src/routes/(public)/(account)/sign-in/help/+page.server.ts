import { grievanceNameIn } from '#platform/settings/settings.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { settings, edition, locale } }) => ({
  grievance: settings
    ? { name: grievanceNameIn(settings, locale), contact: settings.grievanceContact }
    : null,
  canJoin: edition.name === 'organisation',
})
