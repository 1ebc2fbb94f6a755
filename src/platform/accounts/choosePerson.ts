import { record } from '../audit/append.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { announce } from '../outbox/announce.ts'
import { phoneOfAccount } from './accountStore.ts'
import { offered, type Household, type Member } from './household.ts'
import type { OpenedSession, Session } from './session.ts'
import { rotateSession } from './sessionStore.ts'

/** Who may be chosen in this session. */
export async function listHousehold(
  ctx: Context,
  session: Session,
  household: Household,
): Promise<readonly Member[]> {
  const account = await phoneOfAccount(ctx.platform.db, session.accountId)
  return offered(await household(ctx, account.phone_index), session.personId)
}

/**
 * Says which person of the household is here. The token is replaced, and a second step made for another person no longer counts.
 * @throws Refusal forbidden when the person does not stand behind the session's phone
 */
export async function choosePerson(
  ctx: Context,
  session: Session,
  input: { readonly personId: string },
  household: Household,
): Promise<OpenedSession> {
  const members = await listHousehold(ctx, session, household)
  if (!members.some((member) => member.personId === input.personId))
    throw new Refusal('forbidden', { reason: 'accounts_not_of_household' })
  return ctx.transaction(async (tx) => {
    const opened = await rotateSession(tx, session, { personId: input.personId, secondStepUntil: null })
    if (!opened) throw new Refusal('notSignedIn')
    record(tx, 'accounts.choosePerson', `person:${input.personId}`, { session: session.id })
    await announce(tx, 'accounts.personChosen', { personId: input.personId, accountId: session.accountId })
    return opened
  })
}
