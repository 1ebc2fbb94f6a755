import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { ShareStep, ShareWay } from '../domain/share.ts'
import type { Volunteer } from './kitStore.ts'

export interface OwnShare {
  readonly id: string
  readonly step: ShareStep
  readonly way: ShareWay
  readonly language: 'hi' | 'en'
  readonly address: string | null
  readonly madeAt: Date
}

export async function insertShare(
  tx: Transaction,
  kitId: string,
  { personId, placeId, placeLft, wing }: Volunteer,
  share: OwnShare,
): Promise<void> {
  await sql`
    insert into campaigns.share (id, kit_id, person_id, place_id, place_lft, wing, step, way, language, address, made_at, arrived_at)
    values (${share.id}, ${kitId}, ${personId}, ${placeId}, ${placeLft}, ${wing}, ${share.step}, ${share.way}, ${share.language},
      ${share.address}, ${share.madeAt}, ${tx.now})`.execute(tx.db)
}

/** Her own, of one kit, the latest first; row-level security shows nobody else's. */
export async function ownShares(tx: Transaction, kitId: string): Promise<readonly OwnShare[]> {
  const found = await sql<OwnShare>`
    select id, step, way, language, address, made_at as "madeAt" from campaigns.share where kit_id = ${kitId}
    order by made_at desc, id desc`.execute(tx.db)
  return found.rows
}

/** People who shared, by kit, cell and step. */
export interface SharedCell {
  readonly kitId: string
  readonly placeLft: number
  readonly wing: number
  readonly step: ShareStep
  readonly people: number
}
/** Counted by the database, which gives out no person; the verb decides who may see it, and hides small cells. */
export async function sharedInCells(tx: Transaction, kits: readonly string[]): Promise<readonly SharedCell[]> {
  const found = await sql<SharedCell>`
    select kit_id as "kitId", place_lft as "placeLft", wing, step, people::int from campaigns.shared_in_cells(${kits}::uuid[])`.execute(tx.db)
  return found.rows
} // prettier-ignore
