import { shellOf } from '../shell.ts'
import type { LayoutServerLoad } from './$types'

/** Pages for citizens travel as plain HTML. */
export const csr = false

export const load: LayoutServerLoad = ({ locals }) => ({ shell: shellOf(locals), locale: locals.locale })
