import { requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { nextStates, stepFault, type EventState } from '../domain/event.ts'
import { conflictsIn, crowdedIn, type Conflict, type Hall } from '../domain/programme.ts'
import { inLanguageOf } from '../domain/said.ts'
import type { RegistrationState } from '../domain/seats.ts'
import {
  audienceOf,
  organisersOf,
  type AudienceLine,
  type EventRow,
  type OrganiserRow,
} from './eventStore.ts'
import { feedbackSums, type FeedbackSums } from './feedbackStore.ts'
import { materialsOf, type Material } from './materialStore.ts'
import { placeOf, type PlaceOf } from './placeStore.ts'
import { mayNameOrganisers, mayRun } from './policy.ts'
import { hallsOf, sessionsOf, speakersOf, type SessionRow, type SpeakerRow } from './programmeStore.ts'
import { quotaBars, registrationTally, type QuotaBar } from './registrationListStore.ts'
import { seeEvent } from './runEvent.ts'

export interface EventView {
  readonly event: EventRow & { readonly title: string; readonly place: PlaceOf }
  readonly mayRun: boolean
  readonly mayName: boolean
  /** The steps that can follow now. */
  readonly steps: readonly EventState[]
  readonly audience: readonly AudienceLine[]
  readonly organisers: readonly OrganiserRow[]
  readonly halls: readonly Hall[]
  readonly sessions: readonly SessionRow[]
  /** All of them to those who run it, else the listed ones. */
  readonly speakers: readonly SpeakerRow[]
  readonly conflicts: readonly Conflict[]
  readonly quotas: readonly QuotaBar[]
  /** Registrations by state, of the actor's own part. */
  readonly tally: Readonly<Record<RegistrationState, number>>
  readonly materials: readonly Material[]
  /** What was said afterwards; undefined for whoever does not run it. */
  readonly feedback: FeedbackSums | undefined
}

/** An event as those see it who run it, or see the people whom it invites. @throws Refusal notFound, forbidden */
export async function viewEvent(ctx: Context, input: { readonly eventId: string }): Promise<EventView> {
  requireId(input.eventId, 'events_unknown')
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const event = await seeEvent(tx, input.eventId)
    const runs = mayRun(ctx.actor, event).allowed
    if (event.state === 'draft' && !runs) throw new Refusal('notFound', { reason: 'events_unknown' })
    const sessions = await sessionsOf(tx, [event.id])
    const halls = await hallsOf(tx, [event.id])
    return {
      event: {
        ...event,
        title: inLanguageOf(event.titleHi, event.titleEn, ctx.locale),
        place: (await placeOf(tx, event.placeId))!,
      },
      mayRun: runs,
      mayName: mayNameOrganisers(ctx.actor, event).allowed,
      steps: runs ? nextStates(event.state).filter((to) => !stepFault(event, to, indianDay(ctx.now))) : [],
      audience: await audienceOf(tx, event.id),
      organisers: await organisersOf(tx, event.id),
      halls,
      sessions,
      speakers: await speakersOf(tx, [event.id]),
      conflicts: runs ? [...conflictsIn(sessions), ...crowdedIn(sessions, halls)] : [],
      quotas: await quotaBars(tx, event.id),
      tally: await registrationTally(tx, event.id),
      materials: await materialsOf(tx, [event.id]),
      feedback: runs ? await feedbackSums(tx, event.id) : undefined,
    }
  })
}
