import { shellOf } from '../shell.ts'
import type { PageServerLoad } from './$types'

export const csr = false

export const load: PageServerLoad = ({ locals }) => ({
  shell: shellOf(locals),
  edition: locals.edition.name,
  // Where the day of whoever is signed in begins; the layout knows the address.
  signedIn: locals.context.actor.kind === 'person',
})
