import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

/** The words only: what waits lies on the phone, and the house does not know of it. */
export const load: PageServerLoad = (event) => void signedIn(event)
