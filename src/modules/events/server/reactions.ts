import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { endOrganisers } from './eventStore.ts'
import {
  forgetPerson,
  giveBackDoubles,
  handBack,
  holdQuotasOf,
  mergeStands,
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

const left = z.object({ personId: z.guid() })
/** Whoever leaves gives her seats to those who wait, and runs nothing any more. */
const forgetWhenLeft: Reaction = {
  name: 'events.forgetWhenLeft',
  event: 'people.left',
  async react(tx, event) {
    const heard = left.safeParse(event.payload)
    if (!heard.success) return
    const { personId } = heard.data
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
}

const merged = z.object({ mergeId: z.guid(), staysId: z.guid(), givesId: z.guid() })
const passOverWhenMerged: Reaction = {
  name: 'events.passOverWhenMerged',
  event: 'people.merged',
  async react(tx, event) {
    const heard = merged.safeParse(event.payload)
    if (!heard.success || !(await mergeStands(tx, heard.data.mergeId))) return
    const rows = await passOver(tx, heard.data)
    const doubles = await giveBackDoubles(tx, heard.data)
    await dropAgenda(
      tx,
      doubles.map(({ id }) => id),
    )
    await announceAll(
      tx,
      'events.seatFreed',
      doubles.filter(({ held }) => held).map(({ eventId, quotaId }) => ({ eventId, quotaId })),
    )
    if (rows > 0) record(tx, 'events.passOver', `person:${heard.data.staysId}`, { ...heard.data, rows })
  },
}
const handBackWhenUndone: Reaction = {
  name: 'events.handBackWhenMergeUndone',
  event: 'people.mergeUndone',
  async react(tx, event) {
    const heard = merged.safeParse(event.payload)
    if (!heard.success) return
    const rows = await handBack(tx, heard.data)
    if (rows > 0) record(tx, 'events.handBack', `person:${heard.data.givesId}`, { ...heard.data, rows })
  },
}

export const eventReactions: readonly Reaction[] = [
  ...gateReactions,
  ...offerReactions,
  ...tellings,
  forgetWhenLeft,
  passOverWhenMerged,
  handBackWhenUndone,
]
