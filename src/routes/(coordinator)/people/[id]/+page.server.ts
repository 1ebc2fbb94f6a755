import { loadPerson, personActions } from '../../../personDoor.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => loadPerson(event)
export const actions = personActions
