import { drawQr } from '#design/display/drawQr.ts'
import { myBadges } from '#modules/credentials/server/myBadges.ts'
import { myTitle } from '#modules/credentials/server/myTitle.ts'
import { together } from '#platform/context.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { badges, title } = await together(event.locals.context, async (within) => ({
    badges: await myBadges(within),
    title: await myTitle(within),
  }))
  return {
    title,
    badges: badges.map((badge) => ({ ...badge, qr: badge.address ? drawQr(badge.address) : null })),
  }
}
