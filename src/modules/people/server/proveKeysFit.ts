import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { blindIndex, unseal } from '#platform/keys/sealed.ts'
import { newestSealed } from './examineStore.ts'
import { phoneBinding } from './personStore.ts'

const SAMPLE = 20

/**
 * Opens the sealed phones of the newest people and compares each with its index, so that a database that was restored beside other keys is
 * noticed before somebody needs a number. The erased have none. Nothing that was opened is kept or told.
 * @returns how many were tried and how many fit
 */
export async function proveKeysFit(tx: Transaction, keys: KeyRing): Promise<{ tried: number; fit: number }> {
  const found = await newestSealed(tx, SAMPLE)
  const fit = found.filter(({ id, sealed, index }) => {
    try {
      return blindIndex(keys, unseal(keys, sealed, phoneBinding(id))).equals(index)
    } catch {
      return false
    }
  })
  return { tried: found.length, fit: fit.length }
}
