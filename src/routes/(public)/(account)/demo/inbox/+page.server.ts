import { moment } from '#design/display/moment.ts'
import { readableDeliveries } from '#modules/outreach/server/readableDeliveries.ts'
import { personasOf } from '#demo/personas.ts'
import { totpCodeAt } from '#platform/accounts/secondStep/totpCode.ts'
import { demoInbox } from '#platform/demo/demoInbox.ts'
import { demoOnly } from '#platform/demo/demoOnly.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { context, edition, locale } = event.locals
  demoOnly(context.platform, event)
  const sent = edition.rooms.includes('outreach') ? await readableDeliveries(context) : []
  const messages = [...(await demoInbox(context.platform)), ...sent].toSorted(
    (one, other) => other.at.getTime() - one.at.getTime(),
  )
  return {
    messages: messages.map(({ to, body, at }) => ({ to, body, at: moment(at, locale) })),
    authenticators: personasOf(edition.name).flatMap(({ authenticatorSecret, nameHi, nameEn }) =>
      authenticatorSecret
        ? [{ name: locale === 'hi' ? nameHi : nameEn, code: totpCodeAt(authenticatorSecret, context.now) }]
        : [],
    ),
  }
}
