import type { PageServerLoad } from './$types'

/** The verifier's page is the same for everybody; what it checks with is fetched by its script and kept on the phone. */
export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'x-robots-tag': 'noindex' })
}
