import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { countPeople } from './examineStore.ts'
import { proveKeysFit } from './proveKeysFit.ts'

/** What the doctor looks at in this room: people by step of the ladder, and of how many sealed phones that were tried the keys open how many. */
export const examinePeople = async (
  tx: Transaction,
  keys: KeyRing,
): Promise<{
  readonly counts: Readonly<Record<string, number>>
  readonly tried: number
  readonly fit: number
}> => ({
  counts: await countPeople(tx),
  ...(await proveKeysFit(tx, keys)),
})
