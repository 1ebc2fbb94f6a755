import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal } from '#platform/keys/sealed.ts'
import { phoneBinding, phoneIndexOf } from './personStore.ts'

/** Writes a number that its owner has just proved; row-level security lets a person reach her own row only. */
export async function movePhone(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
  phone: string,
): Promise<void> {
  await tx.db
    .updateTable('people.person')
    .set({
      phone_sealed: seal(keys, phone, phoneBinding(personId)),
      phone_index: phoneIndexOf(keys, phone),
      phone_verified_at: tx.now,
      changed_at: tx.now,
    })
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
}
