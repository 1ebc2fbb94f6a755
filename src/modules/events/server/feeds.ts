import { z } from 'zod'
import { systemActor } from '#platform/access/actor.ts'
import { requireMember, requirePerson } from '#platform/access/authorise.ts'
import { hashOfToken, newToken } from '#platform/accounts/token.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import { actingAs, type Context, type Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import { inLanguageOf } from '../domain/said.ts'
import { command, eventId } from '../domain/said.ts'
import { isListed } from '../domain/speaker.ts'
import { writeCalendar } from './calendar.ts'
import { eventsOfPerson, chosenOfPerson } from './myEventStore.ts'
import { feedBehind, insertFeed, ownFeed, revokeFeeds } from './feedStore.ts'
import { findEvent } from './eventStore.ts'
import { hallsOf, sessionsOf, speakersOf } from './programmeStore.ts'
import { ownRegistration } from './registrationStore.ts'

const feedSchema = z.object({
  command,
  /** Left out or empty: one's own agenda over all events. */
  eventId: z.union([z.literal('').transform(() => undefined), eventId]).optional(),
})
export type AskFeed = z.input<typeof feedSchema>
const binding = (id: string) => `events.feed:${id}`
const addressOf = (origin: string, token: string) => `${origin}/calendar/${token}.ics`

/**
 * Makes a secret address under which a calendar reads one's agenda, or an event's whole programme. Made anew, the one before stops working.
 * @throws Refusal notFound for an event one has no registration for
 */
export async function makeFeed(ctx: Context, input: AskFeed): Promise<void> {
  const { command, eventId = null } = parse(feedSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.makeFeed', input: { eventId } }, async () => {
      const { personId } = requireMember(ctx.actor)
      const event = eventId === null ? undefined : await findEvent(tx, eventId)
      const own = eventId === null ? undefined : await ownRegistration(tx, eventId, personId)
      if (eventId !== null && !(event?.isOrganiser || (own && own.state !== 'withdrawn')))
        throw new Refusal('notFound', { reason: 'events_unknown' })
      await revokeFeeds(tx, personId, eventId)
      const [id, token] = [uuidv7(ctx.now), newToken()]
      await insertFeed(tx, {
        id,
        personId,
        eventId,
        tokenHash: hashOfToken(token),
        tokenSealed: seal(ctx.platform.keys, token, binding(id)),
      })
      record(tx, 'events.makeFeed', `feed:${id}`, { eventId })
    }),
  )
}

/** Ends an address at once. @throws Refusal notSignedIn */
export async function revokeFeed(ctx: Context, input: AskFeed): Promise<void> {
  const { command, eventId = null } = parse(feedSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.revokeFeed', input: { eventId } }, async () => {
      const { personId } = requirePerson(ctx.actor)
      if ((await revokeFeeds(tx, personId, eventId)) > 0)
        record(tx, 'events.revokeFeed', `person:${personId}`, { eventId })
    }),
  )
}

/** The address in force of whoever acts. */
export async function feedAddress(
  tx: Transaction,
  { platform }: Pick<Context, 'platform'>,
  personId: string,
  eventId: string | null,
): Promise<string | undefined> {
  const feed = await ownFeed(tx, personId, eventId)
  return feed && addressOf(platform.environment.origin, unseal(platform.keys, feed.tokenSealed, binding(feed.id)))
} // prettier-ignore

/**
 * The calendar behind a secret address; whoever knows it reads it, signed in or not.
 * @throws Refusal notFound for an address that never was or was revoked
 */
export async function readFeed(ctx: Context, token: string): Promise<string> {
  const house = actingAs(ctx, systemActor('events.readFeed'))
  return house.transaction(async (tx) => {
    const feed = /^[\w-]{43}$/.test(token) ? await feedBehind(tx, hashOfToken(token)) : undefined
    if (!feed) throw new Refusal('notFound', { reason: 'events_feed_unknown' })
    const events = await eventsOfPerson(tx, feed.personId, feed.eventId)
    const ids = events.map(({ id }) => id)
    const all = await sessionsOf(tx, ids)
    const chosen = new Set(feed.eventId === null ? await chosenOfPerson(tx, feed.personId) : [])
    const [first] = events
    return writeCalendar({
      name:
        feed.eventId !== null && first
          ? inLanguageOf(first.titleHi, first.titleEn, ctx.locale)
          : (wordsIfAny('events_feed_name', ctx.locale) ?? 'Karyakarta'),
      origin: ctx.platform.environment.origin,
      locale: ctx.locale,
      now: ctx.now,
      events,
      halls: await hallsOf(tx, ids),
      sessions: feed.eventId === null ? all.filter(({ id }) => chosen.has(id)) : all,
      speakers: (await speakersOf(tx, ids)).filter(isListed),
    })
  })
}
