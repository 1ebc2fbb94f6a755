import type { PageServerLoad } from './$types'

/** The gate's page is the same for everybody and holds nothing of anybody; what it works with its script fetches and keeps. */
export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'x-robots-tag': 'noindex' })
}
