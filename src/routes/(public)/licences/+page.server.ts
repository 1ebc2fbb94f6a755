import text from '../../../../data/LICENSES.md?raw'
import { shellOf } from '../../shell.ts'
import { blocksOf } from './licenceText.ts'
import type { PageServerLoad } from './$types'

export const csr = false

/** The licences of the data behind every map, as the repository's own file says them. */
export const load: PageServerLoad = ({ locals }) => ({
  shell: shellOf(locals),
  plain: locals.edition.name === 'programme',
  blocks: blocksOf(text),
})
