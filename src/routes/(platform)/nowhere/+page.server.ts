import { Refusal } from '#platform/errors/catalogue.ts'
import type { PageServerLoad } from './$types'

export const csr = false

/** The page of an address that leads nowhere, for hooks.server.ts: Kit shows a hook's own refusal without words, and a load's with them. */
export const load: PageServerLoad = () => {
  throw new Refusal('notFound')
}
