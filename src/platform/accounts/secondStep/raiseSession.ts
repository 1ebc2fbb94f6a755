import type { PersonActor } from '../../access/actor.ts'
import { record } from '../../audit/append.ts'
import type { Transaction } from '../../context.ts'
import { Refusal } from '../../errors/catalogue.ts'
import { later, SECOND_STEP_LASTS_MS, type OpenedSession } from '../session.ts'
import { rotateSession } from '../sessionStore.ts'

/** What the second step was made with; stands in the audit log. */
export type SecondStepBy = 'totp' | 'passkey' | 'recovery_code'

/** Raises the session to assurance 2 and replaces its token, so that a token seen before the step never has its power. */
export async function raiseSession(
  tx: Transaction,
  person: PersonActor,
  by: SecondStepBy,
): Promise<OpenedSession> {
  const opened = await rotateSession(
    tx,
    { id: person.sessionId, accountId: person.accountId },
    { personId: person.personId, secondStepUntil: later(tx.now, SECOND_STEP_LASTS_MS) },
  )
  if (!opened) throw new Refusal('notSignedIn')
  record(tx, 'accounts.stepUp', `person:${person.personId}`, { by, session: person.sessionId })
  return opened
}
