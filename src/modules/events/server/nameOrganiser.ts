import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { organiserSchema, type Organiser } from '../domain/seats.ts'
import { endOrganisers, insertOrganiser, isKnownHere, lockEvent } from './eventStore.ts'
import { mayNameOrganisers } from './policy.ts'

/**
 * Makes somebody who is registered an organiser of this one event: she runs it, and nothing else anywhere.
 * @throws Refusal notFound, forbidden; badInput for somebody whom the coordinator does not see or who is not registered
 */
export async function nameOrganiser(ctx: Context, input: Organiser): Promise<void> {
  const { command, ...asked } = parse(organiserSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.nameOrganiser', input: asked }, async () => {
      const { personId: by } = requirePerson(ctx.actor)
      await lockNaming(tx, asked.eventId)
      if (!(await isKnownHere(tx, asked.eventId, asked.personId)))
        throw new Refusal('badInput', { fields: { personId: 'events_person_unknown' } })
      if (!(await insertOrganiser(tx, { id: uuidv7(ctx.now), ...asked, by }))) return
      await announce(tx, 'events.organiserNamed', asked)
      record(tx, 'events.nameOrganiser', `event:${asked.eventId}`, { personId: asked.personId })
    }),
  )
}

/** Ends that: it bites at her next request. @throws Refusal notFound, forbidden */
export async function endOrganiser(ctx: Context, input: Organiser): Promise<void> {
  const { command, ...asked } = parse(organiserSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.endOrganiser', input: asked }, async () => {
      requirePerson(ctx.actor)
      await lockNaming(tx, asked.eventId)
      if ((await endOrganisers(tx, asked)) === 0) throw new Refusal('notFound', { reason: 'events_person_unknown' })
      await announce(tx, 'events.organiserEnded', asked)
      record(tx, 'events.endOrganiser', `event:${asked.eventId}`, { personId: asked.personId })
    }),
  )
} // prettier-ignore

async function lockNaming(tx: Transaction, eventId: string): Promise<void> {
  const event = await lockEvent(tx, eventId)
  if (!event) throw new Refusal('notFound', { reason: 'events_unknown' })
  authorise(mayNameOrganisers(tx.actor, event))
}
