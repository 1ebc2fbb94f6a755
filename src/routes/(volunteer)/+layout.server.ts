import { myStanding } from '#modules/people/server/myStanding.ts'
import { verifyPhone } from '#modules/people/server/verifyPhone.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { shellOf } from '../shell.ts'
import type { LayoutServerLoad } from './$types'

/** Plain HTML for the thumb on a slow network; later rooms bring their own scripts where they need one. */
export const csr = false

/** Everybody's own pages. Who is signed in came through the phone's code, so an application still open is proved here at once. */
export const load: LayoutServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const standing = await myStanding(context)
  if (standing.state !== 'applied') return { shell: shellOf(event.locals), standing }
  await verifyPhone(context)
  return { shell: shellOf(event.locals), standing: await myStanding(context) }
}
