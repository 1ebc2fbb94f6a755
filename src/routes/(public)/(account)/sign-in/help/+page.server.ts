import { grievanceOf } from '#platform/settings/settings.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { settings, edition, locale } }) => ({
  grievance: grievanceOf(settings, locale),
  canJoin: edition.name === 'organisation',
})
