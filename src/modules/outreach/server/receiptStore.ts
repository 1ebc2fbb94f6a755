import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { asJson } from '#platform/database/asJson.ts'
import type { DeliveryState, ReceiptSaid } from '../domain/delivery.ts'

export interface Reported {
  readonly id: string
  readonly state: DeliveryState
}

/** Deliveries by our own ids, held until the transaction ends; ids that are none of ours find nothing. */
export async function lockReported(tx: Transaction, ids: readonly string[]): Promise<readonly Reported[]> {
  const found = await sql<Reported>`
    select id, state from outreach.delivery where id = any (${ids}::uuid[]) and channel = 'sms' order by id for update`.execute(
    tx.db,
  )
  return found.rows
}

export interface NewReceipt {
  readonly id: string
  readonly said: ReceiptSaid
  readonly fault: string | null
  /** What the delivery becomes by it; null: it stays as it is. */
  readonly state: DeliveryState | null
}

/** Notes each report, in order, and moves the deliveries to where the last of them leads. */
export async function saveReceipts(tx: Transaction, receipts: readonly NewReceipt[]): Promise<void> {
  const given = asJson(receipts)
  await sql`
    insert into outreach.receipt (delivery_id, said, fault, at)
    select id, said, fault, ${tx.now}
    from jsonb_array_elements(${given}::jsonb) with ordinality as each(one, nth),
      jsonb_to_record(one) as given(id uuid, said text, fault text)
    order by nth`.execute(tx.db)
  await sql`
    update outreach.delivery as one set state = given.state, fault = given.fault, lease_until = null, changed_at = ${tx.now},
      accepted_at = coalesce(one.accepted_at, ${tx.now})
    from (
      select distinct on (id) id, state, fault
      from jsonb_array_elements(${given}::jsonb) with ordinality as each(one, nth),
        jsonb_to_record(one) as given(id uuid, state text, fault text)
      where state is not null order by id, nth desc) as given
    where one.id = given.id`.execute(tx.db)
}
