import { drawQr } from '#design/display/drawQr.ts'
import type { PageServerLoad } from './$types'

/** What the samples need: a QR code drawn here, and whether the form shows its mistakes. */
export const load: PageServerLoad = ({ url }) => ({
  code: drawQr(`${url.origin}/design`),
  mistakes: url.searchParams.has('mistakes'),
})
