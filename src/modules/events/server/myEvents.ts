import { requireMember, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { isAhead, type CampEvent } from '../domain/event.ts'
import { plannedTimes, type Hall } from '../domain/programme.ts'
import { inLanguageOf } from '../domain/said.ts'
import { isComing, lineIsOver, type RegistrationState } from '../domain/seats.ts'
import { isListed } from '../domain/speaker.ts'
import { findEvent } from './eventStore.ts'
import { ownFeedback, type OwnFeedback } from './feedbackStore.ts'
import { feedAddress } from './feeds.ts'
import { takesFeedback } from './giveFeedback.ts'
import { materialsOf } from './materialStore.ts'
import { eventsForMe, nextEventFor, ownEventRecords, waitsBehind, type MyEventRow } from './myEventStore.ts'
import { isInvited, myStand } from './placeStore.ts'
import { isInvitedByRole } from './policy.ts'
import { hallsOf, sessionsOf, speakersOf, type SessionRow, type SpeakerRow } from './programmeStore.ts'
import { chosenBy, ownRegistration, type Registration } from './registrationStore.ts'

/** An event as a volunteer's list shows it. */
export interface MyEventLine {
  readonly id: string
  readonly title: string
  readonly venue: string
  readonly startsOn: string
  readonly endsOn: string
  readonly state: CampEvent['state']
  readonly registration: RegistrationState | undefined
  readonly offerUntil: Date | undefined
}
const lineOf = (ctx: Context, row: MyEventRow): MyEventLine => ({
  id: row.id,
  title: inLanguageOf(row.titleHi, row.titleEn, ctx.locale),
  venue: inLanguageOf(row.venueHi, row.venueEn, ctx.locale),
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  state: row.state,
  registration: row.registration ?? undefined,
  offerUntil: row.offerUntil ?? undefined,
})

/** What one is invited to, and what one registered for. @throws Refusal notSignedIn */
export async function myEvents(
  ctx: Context,
): Promise<{ readonly isVouched: boolean; readonly events: readonly MyEventLine[] }> {
  const actor = requireMember(ctx.actor)
  return ctx.transaction(async (tx) => {
    const stand = await myStand(tx)
    const found = await eventsForMe(tx, actor.personId, indianDay(ctx.now))
    const concerns = (row: MyEventRow) =>
      row.registration !== null || row.isOrganiser || (row.invited && isInvitedByRole(actor, row.roles))
    return {
      isVouched: stand?.isVouched === true,
      events: found.filter(concerns).map((row) => lineOf(ctx, row)),
    }
  })
}

/** The next camp, for Today. @throws Refusal notSignedIn */
export async function myNextEvent(ctx: Context): Promise<MyEventLine | undefined> {
  const { personId } = requireMember(ctx.actor)
  return ctx.transaction(async (tx) => {
    const next = await nextEventFor(tx, personId, indianDay(ctx.now))
    return next && lineOf(ctx, next)
  })
}

export interface MyEvent extends MyEventLine {
  readonly words: string
  readonly cancelledWhy: string | undefined
  readonly registered: Pick<Registration, 'id' | 'state' | 'code' | 'offerUntil' | 'endedWhy'> | undefined
  /** How many stand in front of her; undefined when she does not wait. */
  readonly ahead: number | undefined
  /** The last session has begun: no seat is offered to the line any more. */
  readonly lineIsOver: boolean
  /** She runs it: the way to its other pages. */
  readonly isOrganiser: boolean
  readonly mayRegister: boolean
  /** Why not, as the id of the words, where she was not even asked. */
  readonly whyNot: string | undefined
  readonly halls: readonly Hall[]
  readonly sessions: readonly (SessionRow & { readonly chosen: boolean; readonly isOver: boolean })[]
  readonly speakers: readonly SpeakerRow[]
  readonly mayChoose: boolean
  readonly materials: readonly { readonly id: string; readonly title: string; readonly bytes: number; readonly kind: string }[]
  readonly asksFeedback: boolean
  readonly feedback: OwnFeedback | undefined
  /** Secret addresses for a calendar, where she has made them. */
  readonly feeds: { readonly own: string | undefined; readonly event: string | undefined }
} // prettier-ignore

/** One event with its programme and all that is one's own in it. @throws Refusal notFound, also for what does not concern one */
export async function viewMyEvent(ctx: Context, id: string): Promise<MyEvent> {
  const actor = requireMember(ctx.actor)
  requireId(id, 'events_unknown')
  return ctx.transaction(async (tx) => {
    const event = await findEvent(tx, id)
    const own = event && (await ownRegistration(tx, id, actor.personId))
    const stand = await myStand(tx)
    const invited = event !== undefined && stand !== undefined && (await isInvited(tx, id, stand)) && isInvitedByRole(actor, event.roles)
    if (!event || (event.state === 'draft' && !event.isOrganiser) || (!own && !invited && !event.isOrganiser))
      throw new Refusal('notFound', { reason: 'events_unknown' })
    const chosen = new Set(own ? await chosenBy(tx, own.id) : [])
    const coming = own !== undefined && isComing(own.state)
    const today = indianDay(ctx.now)
    const free = !own || own.state === 'withdrawn'
    const vouched = stand?.isVouched === true
    const sessions = await sessionsOf(tx, [id])
    return {
      ...lineOf(ctx, { ...event, registration: own?.state ?? null, offerUntil: own?.offerUntil ?? null, invited }),
      words: inLanguageOf(event.wordsHi, event.wordsEn, ctx.locale),
      cancelledWhy: event.cancelledWhy ?? undefined,
      registered: own && { id: own.id, state: own.state, code: own.code, offerUntil: own.offerUntil, endedWhy: own.endedWhy },
      ahead: own ? ((await waitsBehind(tx, own.id)) ?? undefined) : undefined,
      lineIsOver: lineIsOver(ctx.now, plannedTimes(event, sessions)),
      isOrganiser: event.isOrganiser,
      mayRegister: free && invited && vouched && event.state === 'open' && isAhead(event, today),
      whyNot: !free || event.state !== 'open' ? undefined : !vouched ? 'events_not_vouched' : invited ? undefined : 'events_not_invited',
      halls: await hallsOf(tx, [id]),
      sessions: sessions.map((session) => ({ ...session, chosen: chosen.has(session.id), isOver: session.endsAt < ctx.now })),
      speakers: (await speakersOf(tx, [id])).filter(isListed),
      mayChoose: coming && isAhead(event, today),
      materials: own && own.state !== 'withdrawn' ? (await materialsOf(tx, [id])).map(({ id, titleHi, titleEn, bytes, kind }) => ({ id, title: inLanguageOf(titleHi, titleEn, ctx.locale), bytes, kind })) : [],
      asksFeedback: coming && takesFeedback(event, today),
      feedback: await ownFeedback(tx, id, actor.personId),
      feeds: { own: await feedAddress(tx, ctx, actor.personId, null), event: await feedAddress(tx, ctx, actor.personId, id) },
    }
  })
} // prettier-ignore

/** Everything of events that is one's own, for the copy of one's data. @throws Refusal notSignedIn */
export async function exportMyEvents(ctx: Context): Promise<{
  readonly eventRegistrations: readonly unknown[]
  readonly eventsOrganised: readonly unknown[]
  readonly eventsMade: readonly unknown[]
  readonly eventFeedback: readonly unknown[]
  readonly calendarFeeds: readonly unknown[]
}> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const { registrations, organised, made, feedback, feeds } = await ownEventRecords(tx, personId)
    return {
      eventRegistrations: registrations,
      eventsOrganised: organised,
      eventsMade: made,
      eventFeedback: feedback,
      calendarFeeds: feeds,
    }
  })
}
