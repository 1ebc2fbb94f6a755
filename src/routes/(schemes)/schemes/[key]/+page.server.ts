import { viewScheme } from '#modules/schemes/server/viewSchemes.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, params }) => ({
  scheme: viewScheme(locals.context, params.key),
})
