import { sql } from 'kysely'
import { systemActor } from '../access/actor.ts'
import { contextFor, type Platform, type Transaction } from '../context.ts'

export interface OutboxEvent {
  readonly id: number
  readonly name: string
  readonly payload: Record<string, unknown>
  /** When it happened: it may be heard much later. */
  readonly at: Date
}

/**
 * What a room does when it hears an event. Its effects and the note that it was heard are one transaction, so they happen exactly once;
 * network work goes into a job. It tolerates that what the event speaks of is gone.
 */
export interface Reaction {
  /** Unique and stable: `coverage.refreshOnVouch`. */
  readonly name: string
  readonly event: string
  react(tx: Transaction, event: OutboxEvent): Promise<void>
}

/** After this many failures an event is left for a person; `karyakarta doctor` names it. */
export const MAX_ATTEMPTS = 12
/** Events taken at once; as many as that means that more are waiting. */
export const DELIVERY_BATCH = 100

/**
 * Delivers what waits, oldest first, to every reaction that hears it. Safe in several processes at once (skip locked).
 * @returns how many events were handled, so that a full batch is followed at once by another
 */
export async function deliverEvents(platform: Platform, reactions: readonly Reaction[]): Promise<number> {
  const context = contextFor(platform, systemActor('outbox'))
  const waiting = await sql<{ id: number }>`
    select id from outbox.event
    where delivered_at is null and next_attempt_at <= ${context.now} and attempts < ${MAX_ATTEMPTS}
    order by id limit ${DELIVERY_BATCH}`.execute(platform.db)
  for (const { id } of waiting.rows) await deliverOne(platform, reactions, id)
  return waiting.rows.length
}

async function deliverOne(platform: Platform, reactions: readonly Reaction[], id: number): Promise<void> {
  const context = contextFor(platform, systemActor('outbox'))
  try {
    await context.transaction(async (tx) => {
      const locked = await sql<OutboxEvent>`
        select id, name, payload, at from outbox.event where id = ${id} and delivered_at is null for update skip locked`.execute(
        tx.db,
      )
      const event = locked.rows[0]
      if (!event) return
      for (const reaction of reactions.filter((candidate) => candidate.event === event.name))
        await hear(tx, reaction, event)
      await sql`update outbox.event set delivered_at = ${tx.now} where id = ${id}`.execute(tx.db)
    })
  } catch (error) {
    platform.log.error({ err: error, event: id }, 'an outbox event could not be delivered')
    await sql`
      update outbox.event set attempts = attempts + 1, last_error = ${String(error).slice(0, 500)},
        next_attempt_at = ${context.now}::timestamptz + least(interval '1 hour', interval '1 second' * power(2, attempts))
      where id = ${id}`.execute(platform.db)
  }
}

async function hear(tx: Transaction, reaction: Reaction, event: OutboxEvent): Promise<void> {
  const first = await sql`
    insert into outbox.delivery (event_id, reaction) values (${event.id}, ${reaction.name})
    on conflict do nothing returning reaction`.execute(tx.db)
  if (first.rows.length > 0) await reaction.react(tx, event)
}
