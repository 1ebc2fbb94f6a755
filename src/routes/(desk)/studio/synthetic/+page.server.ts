import { viewSyntheticRegister } from '#modules/studio/server/library/syntheticRegister.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  ...(await viewSyntheticRegister(locals.context)),
  locale: locals.locale,
})
