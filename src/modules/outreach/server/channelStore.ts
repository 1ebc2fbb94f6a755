import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** One's own address, still sealed. */
export interface OwnAddress {
  readonly emailSealed: Buffer
  readonly asked: number
  readonly askedAt: Date
  readonly confirmedAt: Date | null
}

export async function ownAddress(tx: Transaction, personId: string): Promise<OwnAddress | undefined> {
  const found = await sql<OwnAddress>`
    select email_sealed as "emailSealed", asked, asked_at as "askedAt", confirmed_at as "confirmedAt"
    from outreach.address where person_id = ${personId}`.execute(tx.db)
  return found.rows[0]
}

export interface AskedAddress {
  readonly personId: string
  readonly sealed: Buffer
  readonly asked: number
}

/** Puts an address in the place of the one before; it counts once it is confirmed, and links sent to the one before end. */
export async function saveAddress(tx: Transaction, { personId, sealed, asked }: AskedAddress): Promise<void> {
  await sql`
    insert into outreach.address (person_id, email_sealed, asked, asked_at) values (${personId}, ${sealed}, ${asked}, ${tx.now})
    on conflict (person_id) do update set email_sealed = excluded.email_sealed, token_hash = null, token_until = null,
      asked = excluded.asked, asked_at = excluded.asked_at, confirmed_at = null`.execute(tx.db)
}

/** The link that is on its way; one sent earlier ends. */
export async function saveToken(tx: Transaction, personId: string, hash: Buffer, until: Date): Promise<void> {
  await sql`update outreach.address set token_hash = ${hash}, token_until = ${until} where person_id = ${personId}`.execute(
    tx.db,
  )
}

/** Confirms an address by the link that was sent there. @returns whose it is; undefined for a link that is none, used or too old */
export async function confirmByToken(tx: Transaction, tokenHash: Buffer): Promise<string | undefined> {
  const found = await sql<{ person: string }>`
    update outreach.address set confirmed_at = ${tx.now}, token_hash = null, token_until = null
    where token_hash = ${tokenHash} and token_until > ${tx.now} returning person_id as person`.execute(tx.db)
  return found.rows[0]?.person
}

export async function deleteAddress(tx: Transaction, personId: string): Promise<number> {
  const gone = await sql`delete from outreach.address where person_id = ${personId}`.execute(tx.db)
  return Number(gone.numAffectedRows ?? 0)
}

/** Adds a browser; a known one stays as it is. Of a person's browsers the newest few stay. */
export async function saveDevice(
  tx: Transaction,
  device: { readonly id: string; readonly personId: string; readonly index: Buffer; readonly sealed: Buffer },
  most: number,
): Promise<void> {
  await sql`
    insert into outreach.device (id, person_id, endpoint_index, sealed, added_at)
    values (${device.id}, ${device.personId}, ${device.index}, ${device.sealed}, ${tx.now})
    on conflict (person_id, endpoint_index) do nothing`.execute(tx.db)
  await sql`
    delete from outreach.device where person_id = ${device.personId} and id not in (
      select id from outreach.device where person_id = ${device.personId} order by added_at desc, id desc limit ${most})`.execute(
    tx.db,
  )
}

export async function countDevices(tx: Transaction, personId: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from outreach.device where person_id = ${personId}`.execute(tx.db)
  return found.rows[0]!.n
}

export async function deleteDevices(tx: Transaction, personId: string): Promise<number> {
  const gone = await sql`delete from outreach.device where person_id = ${personId}`.execute(tx.db)
  return Number(gone.numAffectedRows ?? 0)
}

/** Browsers of which the push service says that they are gone. */
export async function forgetDevices(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`delete from outreach.device where id = any (${ids}::uuid[])`.execute(tx.db)
}

/** Which channels somebody agreed to, of those that need an agreement. */
export async function ownAgreements(
  tx: Transaction,
  personId: string,
): Promise<{ readonly sms: boolean; readonly email: boolean; readonly push: boolean } | undefined> {
  const found = await sql<{ sms: boolean; email: boolean; push: boolean }>`
    select agrees_sms as sms, agrees_email as email, agrees_push as push from people.reach where id = ${personId}`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** Ends an agreement on the word of a link. @returns how many ended */
export async function withdrawChannel(tx: Transaction, personId: string, channel: string): Promise<number> {
  const ended = await sql<{ n: string }>`
    select people.withdraw_channel(${personId}, ${channel}, ${tx.now}) as n`.execute(tx.db)
  return Number(ended.rows[0]!.n)
}

/** Ends SMS for everybody behind some phones. @returns for whom */
export async function withdrawSmsBehind(
  tx: Transaction,
  phones: readonly Buffer[],
): Promise<readonly string[]> {
  if (phones.length === 0) return []
  const ended = await sql<{ person: string }>`
    select person from unnest(${phones}::bytea[]) as one(phone)
    cross join lateral people.withdraw_sms_behind(one.phone, ${tx.now}) as person`.execute(tx.db)
  return ended.rows.map(({ person }) => person)
}
