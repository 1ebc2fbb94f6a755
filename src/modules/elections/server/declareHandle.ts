import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { Handle } from '../domain/handle.ts'
import { handleInForce, insertHandle } from './handleStore.ts'

/** Which office answers, until somebody writes it into the register. */
const UNTIL_SAID = 'राज्य कार्यालय · State office'

/**
 * Enters an account that the organisation publishes on into the register of official accounts, for a room that connects it. One that stands there
 * stays as it was written.
 * @returns its line in the register
 */
export async function declareHandle(
  tx: Transaction,
  said: Pick<Handle, 'network' | 'handle' | 'address' | 'since'>,
): Promise<string> {
  const id = uuidv7(tx.now)
  if (await insertHandle(tx, { ...said, answerable: UNTIL_SAID, id })) {
    record(tx, 'elections.addHandle', `handle:${id}`, said)
    return id
  }
  return (await handleInForce(tx, said))!
}
