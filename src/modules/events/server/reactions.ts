import { z } from 'zod'
import { stopAsking } from '#modules/outreach/server/index.ts'
import { peopleWork } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { endOrganisers } from './eventStore.ts'
import {
  choicesTaken,
  chooseAgain,
  forgetPerson,
  giveBackDoubles,
  handBack,
  holdQuotasOf,
  passOver,
  registrationsOf,
} from './mergedStore.ts'
import { gateReactions } from './gate/gateReactions.ts'
import { concernedBy, everybodyAt, everybodyWith, type Concerned } from './noteStore.ts'
import { offerReactions } from './offers.ts'
import { dropAgenda } from './registrationStore.ts'
import { tell, type Told } from './tell.ts'

const ofEvent = z.object({ eventId: z.guid() })
const ofRegistration = z.object({ registrationId: z.guid() })
const ofSession = z.object({ sessionId: z.guid() })

/** A reaction that tells those concerned; an event that says nothing to us, or of rows that are gone, tells nobody. */
const telling = <Payload>(
  event: string,
  schema: z.ZodType<Payload>,
  said: (
    tx: Transaction,
    payload: Payload,
  ) => Promise<readonly [what: Told, whom: readonly Concerned[]] | undefined>,
): Reaction => ({
  name: `events.tellOf_${event}`,
  event,
  async react(tx, { payload }) {
    const heard = schema.safeParse(payload)
    const told = heard.success ? await said(tx, heard.data) : undefined
    if (told) await tell(tx, told[0], told[1])
  },
})

const tellings: readonly Reaction[] = [
  telling('events.offered', ofRegistration, async (tx, { registrationId }) => [
    'offered',
    await concernedBy(tx, registrationId),
  ]),
  telling('events.offerLapsed', ofRegistration, async (tx, { registrationId }) => [
    'lapsed',
    await concernedBy(tx, registrationId),
  ]),
  telling('events.changed', ofEvent.extend({ told: z.array(z.string()) }), async (tx, { eventId, told }) =>
    told.length > 0 ? ['changed', await everybodyAt(tx, eventId)] : undefined,
  ),
  telling('events.cancelled', ofEvent, async (tx, { eventId }) => ['cancelled', await everybodyAt(tx, eventId)]),
  telling('events.sessionMoved', ofSession, async (tx, { sessionId }) => ['moved', await everybodyWith(tx, [sessionId])]),
  telling('events.sessionCancelled', ofSession, async (tx, { sessionId }) => [
    'session_cancelled',
    await everybodyWith(tx, [sessionId]),
  ]),
  telling('events.speakerWithdrew', z.object({ sessionIds: z.array(z.guid()) }), async (tx, { sessionIds }) => [
    'speaker',
    await everybodyWith(tx, sessionIds),
  ]),
  telling(
    'events.overSettled',
    ofRegistration.extend({ choice: z.enum(['keep', 'ask', 'wait']) }),
    async (tx, { registrationId, choice }) => [
      ({ keep: 'kept', ask: 'asked', wait: 'waits' } as const)[choice],
      await concernedBy(tx, registrationId),
    ],
  ),
] // prettier-ignore

const answered = z.object({ registrationId: z.guid(), eventId: z.guid() })
/** Whoever has answered an invitation is asked no more by what of it still waits to ring. */
const stopAskingWhoAnswered: Reaction = {
  name: 'events.stopAskingWhoAnswered',
  event: 'events.registered',
  async react(tx, { payload }) {
    const { data } = answered.safeParse(payload)
    if (!data) return
    for (const { personId } of await concernedBy(tx, data.registrationId))
      await stopAsking(tx, 'events', data.eventId, personId)
  },
}

/** Whoever leaves gives her seats to those who wait, and runs nothing any more. */
const forgetWhenLeft = peopleWork.forEachRecord(
  'events.forgetWhenLeft',
  'people.left',
  async (tx, personId) => {
    await holdQuotasOf(tx, personId)
    const registrations = await registrationsOf(tx, personId)
    await forgetPerson(tx, personId)
    await dropAgenda(
      tx,
      registrations.map(({ id }) => id),
    )
    const organised = await endOrganisers(tx, { personId })
    await announceAll(
      tx,
      'events.seatFreed',
      registrations.filter(({ held }) => held).map(({ eventId, quotaId }) => ({ eventId, quotaId })),
    )
    record(tx, 'events.forget', `person:${personId}`, { registrations: registrations.length, organised })
  },
)

/** Where both records have a seat at one event, the other's goes back to the line; a seat that only one had is kept by whoever stays. */
const passOverWithSeats: typeof passOver = async (tx, records) => {
  const rows = await passOver(tx, records)
  const doubles = await giveBackDoubles(tx, records)
  const choices = await choicesTaken(tx, doubles)
  await dropAgenda(
    tx,
    doubles.map(({ id }) => id),
  )
  await chooseAgain(tx, choices)
  await announceAll(
    tx,
    'events.seatFreed',
    doubles.filter(({ held }) => held).map(({ eventId, quotaId }) => ({ eventId, quotaId })),
  )
  return rows
}

export const eventReactions: readonly Reaction[] = [
  ...gateReactions,
  ...offerReactions,
  ...tellings,
  stopAskingWhoAnswered,
  forgetWhenLeft,
  ...peopleWork.followMerges('events', passOverWithSeats, handBack),
]
