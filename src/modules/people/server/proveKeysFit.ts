import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { blindIndex, unseal } from '#platform/keys/sealed.ts'

const SAMPLE = 20

/**
 * Opens the sealed phones of the newest people and compares each with its index, so that a database that was restored beside other keys is
 * noticed before somebody needs a number. The erased have none. Nothing that was opened is kept or told.
 * @returns how many were tried and how many fit
 */
export async function proveKeysFit(tx: Transaction, keys: KeyRing): Promise<{ tried: number; fit: number }> {
  const found = await sql<{ id: string; phone_sealed: Buffer; phone_index: Buffer }>`
    select id, phone_sealed, phone_index from people.person where erased_at is null order by applied_at desc limit ${SAMPLE}`.execute(
    tx.db,
  )
  const fit = found.rows.filter(({ id, phone_sealed, phone_index }) => {
    try {
      return blindIndex(keys, unseal(keys, phone_sealed, `people.phone:${id}`)).equals(phone_index)
    } catch {
      return false
    }
  })
  return { tried: found.rows.length, fit: fit.length }
}
