import { shellOf } from '../shell.ts'
import type { LayoutServerLoad } from './$types'

/** Pages for newcomers travel as plain HTML: nothing to wait for on a slow network. */
export const csr = false

export const load: LayoutServerLoad = ({ locals }) => ({ shell: shellOf(locals) })
