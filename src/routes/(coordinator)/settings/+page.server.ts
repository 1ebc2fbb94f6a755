import { loadNames, namesActions } from '../../namesDoor.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => loadNames(event)
export const actions = namesActions
