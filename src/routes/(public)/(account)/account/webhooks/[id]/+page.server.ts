import { redirect } from '@sveltejs/kit'
import { moment } from '#design/display/moment.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { withSecondStep } from '#platform/web/signedIn.ts'
import { changeWebhook, type ChangeWebhook } from '#platform/webhooks/changeWebhook.ts'
import { redeliver } from '#platform/webhooks/redeliver.ts'
import { viewWebhook } from '#platform/webhooks/viewWebhook.ts'
import { attemptSaid } from '../../../accountDoor.ts'
import { eventsInWords } from '../eventsInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  withSecondStep(event)
  const { context, edition, locale } = event.locals
  const { webhook, deliveries } = await viewWebhook(context, event.params.id)
  const { id, url, events, disabledWhy, disabledAt, failingSince } = webhook
  const since = disabledAt ?? failingSince
  return {
    command: uuidv7(context.now),
    webhook: {
      id,
      url,
      hears: eventsInWords(edition, events),
      disabledWhy,
      isFailing: failingSince !== null,
      since: since ? moment(since, locale) : undefined,
    },
    deliveries: deliveries.map((one) => ({
      ...{ id: one.id, event: one.event, state: one.state, attempts: one.attempts },
      made: moment(one.madeAt, locale),
      next: one.state === 'waiting' ? moment(one.nextAttemptAt, locale) : undefined,
      tries: one.tries.map(({ at, status, fault, milliseconds }) => ({
        at: moment(new Date(at), locale),
        answer: String(status ?? fault ?? ''),
        milliseconds,
      })),
    })),
  }
}

export const actions: Actions = {
  change: async (event) => {
    withSecondStep(event)
    const typed = await readForm(event.request)
    const asked = { command: typed.command ?? '', id: event.params.id, to: typed.to }
    const refused = await attemptSaid(typed, () =>
      changeWebhook(event.locals.context, asked as ChangeWebhook),
    )
    if (refused) return refused
    redirect(303, typed.to === 'end' ? '/account/webhooks' : event.url.pathname)
  },
  redeliver: async (event) => {
    withSecondStep(event)
    const { command = '', deliveryId = '' } = await readForm(event.request)
    const refused = await attemptSaid({}, () => redeliver(event.locals.context, { command, deliveryId }))
    if (refused) return refused
    redirect(303, event.url.pathname)
  },
}
