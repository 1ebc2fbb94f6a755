import { listSchemes } from '#modules/schemes/server/viewSchemes.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({ schemes: listSchemes(locals.context) })
