import { addDays } from '#engines/indiantime/index.ts'
import { wingRegister } from '#modules/people/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { createEventSchema, daysFault, type CreateEvent } from '../domain/event.ts'
import { atIndianTime } from '../domain/programme.ts'
import { apportion, EVENT_PLANS, type EventPlan } from '../domain/templates.ts'
import { insertAudience, insertEvent, insertOrganiser } from './eventStore.ts'
import { isWing, placeOf, placesOfLevel, type PlaceOf } from './placeStore.ts'
import { mayCreate } from './policy.ts'
import { insertHalls, insertSessions } from './programmeStore.ts'
import { insertQuotas } from './registrationStore.ts'

/**
 * Makes a draft from a template: halls, a programme, seats shared out by district in proportion to the booths there. Nobody sees it before it is
 * opened. Whoever makes it is its first organiser.
 * @throws Refusal badInput; forbidden outside the coordinator's scope
 */
export async function createEvent(ctx: Context, input: CreateEvent): Promise<{ eventId: string }> {
  const { command, ...asked } = parse(createEventSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.createEvent', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const place = await placeOf(tx, asked.placeId)
      if (!place) throw new Refusal('badInput', { fields: { placeId: 'events_place_needed' } })
      if (!(await isWing(tx, asked.wing)))
        throw new Refusal('badInput', { fields: { wing: 'events_wing_unknown' } })
      authorise(mayCreate(ctx.actor, { ...place, wing: asked.wing }))
      await wingRegister.requireInUse(tx, asked.wing)
      const plan = EVENT_PLANS[asked.template]
      const endsOn = addDays(asked.startsOn, plan.days - 1)
      const fields = daysFault(asked.startsOn, endsOn, indianDay(ctx.now))
      if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
      const eventId = uuidv7(ctx.now)
      const placed = { placeId: place.id, placeLft: place.lft, placeRgt: place.rgt }
      await insertEvent(tx, {
        ...asked,
        ...placed,
        id: eventId,
        state: 'draft',
        endsOn,
        offerHours: 48,
        sequence: 0,
        cancelledWhy: null,
        madeBy: personId,
      })
      await insertAudience(tx, eventId, { id: uuidv7(ctx.now), ...placed, wing: asked.wing })
      await insertOrganiser(tx, { id: uuidv7(ctx.now), eventId, personId, by: personId })
      await planProgramme(tx, eventId, plan, asked.startsOn)
      await planQuotas(tx, eventId, plan, place, asked.seats)
      await announce(tx, 'events.created', { eventId, placeId: place.id, wing: asked.wing })
      record(tx, 'events.createEvent', `event:${eventId}`, {
        placeId: place.id,
        wing: asked.wing,
        template: asked.template,
        seats: asked.seats,
      })
      return { eventId }
    }),
  )
}

async function planProgramme(tx: Transaction, eventId: string, plan: EventPlan, startsOn: string): Promise<void> {
  const halls = plan.halls.map((hall, position) => ({ ...hall, id: uuidv7(tx.now), eventId, position }))
  await insertHalls(tx, halls)
  await insertSessions(
    tx,
    plan.sessions.map(({ day, hall, from, until, titleHi, titleEn, seats }) => ({
      id: uuidv7(tx.now),
      eventId,
      hallId: halls[hall]!.id,
      titleHi,
      titleEn,
      wordsHi: null,
      wordsEn: null,
      startsAt: atIndianTime(addDays(startsOn, day), from),
      endsAt: atIndianTime(addDays(startsOn, day), until),
      seats,
    })),
  )
} // prettier-ignore

/** A share for each district inside the event's place, and a line for whoever stands in none of them. */
async function planQuotas(
  tx: Transaction,
  eventId: string,
  plan: EventPlan,
  place: PlaceOf,
  seats: number,
): Promise<void> {
  const districts =
    plan.quotasBy === 'district' && place.level === 'state' ? await placesOfLevel(tx, 'district', place) : []
  // Two numbers a place: as good as the count of booths below.
  const shares = apportion(
    seats,
    districts.map(({ lft, rgt }) => rgt - lft),
  )
  const quota = ({ id, lft, rgt }: Pick<PlaceOf, 'id' | 'lft' | 'rgt'>, share: number) => ({
    id: uuidv7(tx.now),
    placeId: id,
    placeLft: lft,
    placeRgt: rgt,
    seats: share,
  })
  await insertQuotas(tx, eventId, [
    quota(place, districts.length === 0 ? seats : 0),
    ...districts.map((district, index) => quota(district, shares[index]!)),
  ])
}
