import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { holdPhone, isNameBehind } from './householdStore.ts'
import { lockPerson, saveProvedPhone } from './personStore.ts'

/**
 * Writes a number that its owner has just proved; row-level security lets a person reach her own row only. A name and a phone are one
 * person, so she does not come to stand beside somebody of her name. Only the code shows who is behind a number, so it is said after it.
 * @throws Refusal changedMeanwhile when somebody else of that name stands behind the number
 */
export async function movePhone(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
  phone: string,
): Promise<void> {
  const self = await lockPerson(tx, personId)
  if (!self) throw new Refusal('notFound')
  // Joins and corrections behind the new number wait, so that the answer holds until commit.
  await holdPhone(tx, keys, phone)
  if (await isNameBehind(tx, keys, phone, self))
    throw new Refusal('changedMeanwhile', { reason: 'people_name_behind_number' })
  await saveProvedPhone(tx, keys, personId, phone)
}
