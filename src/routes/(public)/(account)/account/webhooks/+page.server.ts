import { moment } from '#design/display/moment.ts'
import { readForm } from '#platform/errors/parse.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { withSecondStep } from '#platform/web/signedIn.ts'
import { listWebhooks } from '#platform/webhooks/listWebhooks.ts'
import { makeWebhook } from '#platform/webhooks/makeWebhook.ts'
import { attemptSaid, wordsOf } from '../../accountDoor.ts'
import { eventsInWords } from './eventsInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  withSecondStep(event)
  const { context, edition, locale } = event.locals
  const webhooks = await listWebhooks(context)
  return {
    command: uuidv7(context.now),
    events: edition.events.map(({ name, words }) => ({ name, words: wordsOf(words) })),
    webhooks: webhooks.map(({ disabledAt, failingSince, madeAt: _, events, ...shown }) => ({
      ...shown,
      hears: eventsInWords(edition, events),
      command: uuidv7(context.now),
      isFailing: failingSince !== null,
      since: (disabledAt ?? failingSince) ? moment((disabledAt ?? failingSince)!, locale) : undefined,
    })),
  }
}

export const actions: Actions = {
  default: async (event) => {
    withSecondStep(event)
    const { context, edition } = event.locals
    const typed = await readForm(event.request)
    const events = edition.events.flatMap(({ name }) => (typed[`event.${name}`] === 'on' ? name : []))
    return attemptSaid(typed, () =>
      makeWebhook(context, { command: typed.command ?? '', url: typed.url ?? '', events }, edition.events),
    )
  },
}
