import { drawQr } from '#design/display/drawQr.ts'
import { myBadges } from '#modules/credentials/server/myBadges.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const badges = await myBadges(event.locals.context)
  return { badges: badges.map((badge) => ({ ...badge, qr: badge.address ? drawQr(badge.address) : null })) }
}
