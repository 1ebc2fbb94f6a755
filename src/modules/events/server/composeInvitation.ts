import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context, Locale } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { eventId, inLanguageOf } from '../domain/said.ts'
import { audienceOf } from './eventStore.ts'
import { mayRun } from './policy.ts'
import { seeEvent } from './runEvent.ts'

const schema = z.object({ eventId, audienceId: z.guid({ error: 'events_audience_unknown' }) })

/** What an invitation says and to whom, ready to be drafted as a message of the outreach room; nothing is written or sent by this. */
export interface Invitation {
  readonly placeId: string
  readonly wing: number | null
  readonly audience: 'vouched'
  /** Of those, who has not answered yet and had no invitation before. */
  readonly topic: string
  readonly titleHi: string
  readonly titleEn: string
  readonly wordsHi: string
  readonly wordsEn: string
}

/**
 * Words for an invitation to one line of an event's audience.
 * @throws Refusal notFound, forbidden; changedMeanwhile while the event is not open
 */
export async function composeInvitation(ctx: Context, input: z.input<typeof schema>): Promise<Invitation> {
  const asked = parse(schema, input)
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const event = await seeEvent(tx, asked.eventId)
    authorise(mayRun(ctx.actor, event))
    if (event.state !== 'open') throw new Refusal('changedMeanwhile', { reason: 'events_not_open' })
    const line = (await audienceOf(tx, event.id)).find(({ id }) => id === asked.audienceId)
    if (!line) throw new Refusal('notFound', { reason: 'events_audience_unknown' })
    const say = (id: string, locale: Locale) =>
      wordsIfAny(id, locale, {
        event: inLanguageOf(event.titleHi, event.titleEn, locale),
        venue: inLanguageOf(event.venueHi, event.venueEn, locale) || '—',
        day: event.startsOn.split('-').reverse().join('-'),
        address: `${ctx.platform.environment.origin}/camps/${event.id}`,
      }) ?? ''
    return {
      placeId: line.placeId,
      wing: line.wing,
      audience: 'vouched',
      topic: `events:${event.id}`,
      titleHi: say('events_invite_title', 'hi').slice(0, 120),
      titleEn: say('events_invite_title', 'en').slice(0, 120),
      wordsHi: say('events_invite_words', 'hi'),
      wordsEn: say('events_invite_words', 'en'),
    }
  })
}
