import { record } from '../audit/append.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { blindIndex } from '../keys/sealed.ts'
import { announce } from '../outbox/announce.ts'
import { openAccount, recogniseDevice } from './accountStore.ts'
import { deviceLabel } from './deviceLabel.ts'
import { offered, type Asker, type Household, type Member } from './household.ts'
import { proveCode, type ProveCode } from './proveCode.ts'
import type { OpenedSession } from './session.ts'
import { openSession } from './sessionStore.ts'
import { hashOfToken } from './token.ts'

export interface SignedIn extends OpenedSession {
  /** More than one: the household chooses next. None: nobody has joined with this phone yet. */
  readonly household: readonly Member[]
  /** E.164, proved just now: what a join writes into the person it makes. */
  readonly phone: string
}

/**
 * Opens a session with a right code. Where one person has confirmed the phone she is chosen at once, and of a household the one who has
 * just joined; else the session has nobody in it until choosePerson. The browser is recognised from now on.
 */
export async function checkCode(
  ctx: Context,
  input: ProveCode,
  asker: Asker,
  household: Household,
): Promise<SignedIn> {
  const { keys } = ctx.platform
  return proveCode(ctx, input, asker, async (tx, { phone, challenge }) => {
    if (challenge.purpose === 'change_number') throw new Refusal('gone', { reason: 'accounts_code_over' })
    const members = await household(ctx, blindIndex(keys, phone), tx.db)
    const accountId = await openAccount(tx, keys, phone)
    await recogniseDevice(tx, accountId, hashOfToken(asker.device))
    const chosen = whoCame(members, challenge.person_id)
    const opened = await openSession(tx, {
      accountId,
      personId: chosen?.personId ?? null,
      deviceLabel: deviceLabel(asker.userAgent),
      deviceHash: hashOfToken(asker.device),
    })
    record(tx, 'accounts.signIn', `account:${accountId}`, { session: opened.session.id })
    if (chosen) await announce(tx, 'accounts.personChosen', { personId: chosen.personId, accountId })
    return { ...opened, household: offered(members, opened.session.personId), phone }
  })
}

/** Whoever joined must stand behind the very phone that was proved: the note alone opens nobody's record. */
function whoCame(members: readonly Member[], joined: string | null): Member | undefined {
  if (joined === null) {
    const choices = offered(members)
    return choices.length === 1 ? choices[0] : undefined
  }
  return members.find(({ personId }) => personId === joined)
}
