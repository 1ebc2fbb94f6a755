import { z } from 'zod'
import { peopleWork } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { askHeldAgain, forgetPerson } from './deliveryStore.ts'
import { putNote, putNotes } from './noteStore.ts'

/** Whoever leaves gets nothing more, and no address or browser of hers is kept. The ledger's rows hold no word and go with her record. */
const forgetWhenLeft = peopleWork.forEachRecord(
  'outreach.forgetWhenLeft',
  'people.left',
  async (tx, personId) => {
    const stopped = await forgetPerson(tx, personId)
    record(tx, 'outreach.forget', `person:${personId}`, { stopped })
  },
)

const switchedOff = z.object({ webhookId: z.guid(), madeBy: z.guid(), why: z.enum(['failing', 'gone']) })

/** Whoever made a webhook learns in her inbox that the house has switched it off, and what to do. */
const tellWebhookKeeper: Reaction = {
  name: 'outreach.tellWebhookKeeper',
  event: 'webhooks.switchedOff',
  async react(tx, event) {
    const heard = switchedOff.safeParse(event.payload)
    if (!heard.success) return
    const { webhookId, madeBy, why } = heard.data
    const words = (id: string, locale: 'hi' | 'en') => wordsIfAny(id, locale) ?? id
    const told = await putNote(tx, {
      personId: madeBy,
      titleHi: words('outreach_hook_title', 'hi'),
      titleEn: words('outreach_hook_title', 'en'),
      wordsHi: words(`outreach_hook_${why}`, 'hi'),
      wordsEn: words(`outreach_hook_${why}`, 'en'),
    })
    record(tx, 'outreach.tellWebhookKeeper', `webhook:${webhookId}`, { why, told })
  },
}

/**
 * A day of poll was moved, entered or taken away, or a rule was changed: what the calendar held is asked again in the next minute, and whoever wrote it
 * learns that, and where to read until when and why.
 */
const askGateAgain: Reaction = {
  name: 'outreach.askGateAgain',
  event: 'elections.calendarChanged',
  async react(tx, event) {
    const held = await askHeldAgain(tx, 'elections')
    if (held.length === 0) return
    const words = (id: string, locale: 'hi' | 'en', inputs: Record<string, string> = {}) =>
      wordsIfAny(id, locale, inputs) ?? id
    const notes = held.flatMap(({ madeBy, titleHi, titleEn, isNote, people }) => {
      if (madeBy === null || isNote) return []
      const said = (locale: 'hi' | 'en') => {
        const title = (locale === 'hi' ? (titleHi ?? titleEn) : (titleEn ?? titleHi)) ?? ''
        return words('outreach_calendar_words', locale, { title, count: String(people) })
      }
      const title = { titleHi: words('outreach_calendar_title', 'hi'), titleEn: words('outreach_calendar_title', 'en') } // prettier-ignore
      return [{ personId: madeBy, ...title, wordsHi: said('hi'), wordsEn: said('en') }]
    })
    const told = await putNotes(tx, notes)
    record(tx, 'outreach.askGateAgain', 'gate:elections', { event: event.id, messages: held.length, told })
  },
}

export const outreachReactions: readonly Reaction[] = [forgetWhenLeft, tellWebhookKeeper, askGateAgain]
