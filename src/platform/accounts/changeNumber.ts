import { sql } from 'kysely'
import type { PersonActor } from '../access/actor.ts'
import { requirePerson, requireSecondStep } from '../access/authorise.ts'
import { record } from '../audit/append.ts'
import type { Context, Transaction } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import type { KeyRing } from '../keys/keyRing.ts'
import { announce } from '../outbox/announce.ts'
import { openAccount, recogniseDevice } from './accountStore.ts'
import type { Asker, Household } from './household.ts'
import { proveCode, type ProveCode } from './proveCode.ts'
import { requestCode, type CodeRequested } from './requestCode.ts'
import { secondFactors } from './secondStep/secondFactors.ts'
import { later, SECOND_STEP_LASTS_MS, type OpenedSession } from './session.ts'
import { rotateSession } from './sessionStore.ts'
import { hashOfToken } from './token.ts'

/** Writes the new number into the person's record; persons are a room above, so the door hands its verb in. */
export type MovePhone = (tx: Transaction, keys: KeyRing, personId: string, phone: string) => Promise<void>

/** Whether the person who acts holds an office, also one that does not count yet; told by the room above, as MovePhone. */
export type HoldsOffice = (ctx: Context) => Promise<boolean>

/**
 * Whoever acts over others, will once she has declared, or has a second factor, changes the number only after the second step: a found
 * phone must not be enough.
 */
async function requireChanger(ctx: Context, holdsOffice: HoldsOffice): Promise<PersonActor> {
  const person = requirePerson(ctx.actor)
  if (person.scope.length > 0 || (await holdsOffice(ctx))) return requireSecondStep(person)
  const { hasTotp, passkeys } = await secondFactors(ctx)
  return hasTotp || passkeys.length > 0 ? requireSecondStep(person) : person
}

/** Sends a code to the new number of the person who acts. @throws as requestCode; secondStepNeeded */
export async function requestNumberChange(
  ctx: Context,
  input: { readonly phone: string },
  asker: Asker,
  household: Household,
  holdsOffice: HoldsOffice,
): Promise<CodeRequested> {
  const { sessionId } = await requireChanger(ctx, holdsOffice)
  return requestCode(ctx, { phone: input.phone, purpose: 'change_number', sessionId }, asker, household)
}

/**
 * Moves the person who acts, and her session, to the number that the code proves; others of the household keep the old one. Her other
 * sessions end, because they were opened with the old number.
 * @throws Refusal as checkCode, and as movePhone; gone when the code was asked for by another session
 */
export async function changeNumber(
  ctx: Context,
  input: ProveCode,
  asker: Asker,
  movePhone: MovePhone,
  holdsOffice: HoldsOffice,
): Promise<OpenedSession> {
  const person = await requireChanger(ctx, holdsOffice)
  return proveCode(ctx, input, asker, async (tx, { phone, challenge }) => {
    if (challenge.purpose !== 'change_number' || challenge.session_id !== person.sessionId)
      throw new Refusal('gone', { reason: 'accounts_code_over' })
    await movePhone(tx, ctx.platform.keys, person.personId, phone)
    const accountId = await openAccount(tx, ctx.platform.keys, phone)
    await recogniseDevice(tx, accountId, hashOfToken(asker.device))
    await sql`
      update accounts.session set revoked_at = ${tx.now}
      where person_id = ${person.personId} and id <> ${person.sessionId} and revoked_at is null`.execute(
      tx.db,
    )
    const secondStepUntil = person.assurance === 2 ? later(tx.now, SECOND_STEP_LASTS_MS) : null
    const opened = await rotateSession(
      tx,
      { id: person.sessionId, accountId },
      { personId: person.personId, secondStepUntil },
    )
    if (!opened) throw new Refusal('notSignedIn')
    record(tx, 'accounts.changeNumber', `person:${person.personId}`, { account: accountId })
    await announce(tx, 'accounts.numberChanged', { personId: person.personId, accountId })
    return opened
  })
}
