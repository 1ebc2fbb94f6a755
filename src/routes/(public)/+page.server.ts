import { shellOf } from '../shell.ts'
import type { PageServerLoad } from './$types'

export const csr = false

export const load: PageServerLoad = ({ locals }) => ({
  shell: shellOf(locals),
  edition: locals.edition.name,
  signedIn: locals.context.actor.kind === 'person',
})
