import { sql } from 'kysely'
import { uuidv7 } from '../clock/uuid.ts'
import { enqueueAll } from '../jobs/enqueue.ts'
import type { Reaction } from '../outbox/deliver.ts'
import { deliverWebhook } from './deliver.ts'
import type { PublishedEvent } from './event.ts'

/**
 * For each published event a reaction that writes a delivery for every webhook that hears it, and asks for the job that sends it: in the
 * transaction in which the event is taken from the outbox, so that a killed process loses none and doubles none.
 */
export const webhookReactions = (events: readonly PublishedEvent[]): readonly Reaction[] =>
  events.map(({ name, payload }) => ({
    name: `webhooks.tell.${name}`,
    event: name,
    async react(tx, event) {
      const hearing = await sql<{ id: string }>`
        select id from platform.webhook where ${name} = any(events) and disabled_at is null and ended_at is null`.execute(
        tx.db,
      )
      if (hearing.rows.length === 0) return
      // Only the fields that its room publishes leave.
      const data = payload.safeParse(event.payload)
      if (!data.success) return
      const made = hearing.rows.map((webhook) => {
        const id = uuidv7(tx.now)
        const body = JSON.stringify({ id, type: name, at: tx.now.toISOString(), data: data.data })
        return { id, webhook: webhook.id, body }
      })
      const written = await sql<{ id: string }>`
        insert into platform.webhook_delivery (id, webhook_id, event_id, event, body, next_attempt_at, made_at, changed_at)
        select id, webhook, ${event.id}, ${name}, body, ${tx.now}, ${tx.now}, ${tx.now}
        from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as made(id uuid, webhook uuid, body text)
        on conflict do nothing returning id`.execute(tx.db)
      await enqueueAll(
        tx,
        deliverWebhook,
        written.rows.map(({ id }) => ({ deliveryId: id })),
      )
    },
  }))
