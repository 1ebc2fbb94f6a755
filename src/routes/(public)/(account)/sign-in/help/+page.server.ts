import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals: { settings, edition } }) => ({
  grievance: settings ? { name: settings.grievanceName, contact: settings.grievanceContact } : null,
  canJoin: edition.name === 'organisation',
})
