import { openAccount, recogniseDevice } from '../accounts/accountStore.ts'
import { deviceLabel } from '../accounts/deviceLabel.ts'
import type { Asker } from '../accounts/household.ts'
import { beginTotp, confirmTotp, readTotp } from '../accounts/secondStep/totpStore.ts'
import { openSession } from '../accounts/sessionStore.ts'
import type { OpenedSession } from '../accounts/session.ts'
import { hashOfToken } from '../accounts/token.ts'
import { record } from '../audit/append.ts'
import type { Context, Transaction } from '../context.ts'
import type { KeyRing } from '../keys/keyRing.ts'

/** One of the demo's invented people, as this verb needs her. */
export interface DemoPersona {
  readonly personId: string
  readonly phone: string
  /** Base32, for those who need a second step. */
  readonly authenticatorSecret: string | null
}

/**
 * Opens a session for an invented person without a code, at assurance 1. Whoever needs a second step gets her authenticator set up, so that
 * the step is made as anywhere else, with the code that the demo's inbox shows. The door stands behind demoOnly.
 */
export async function signInAsPersona(
  ctx: Context,
  persona: DemoPersona,
  asker: Asker,
): Promise<OpenedSession> {
  const { keys } = ctx.platform
  return ctx.transaction(async (tx) => {
    const accountId = await openAccount(tx, keys, persona.phone)
    await recogniseDevice(tx, accountId, hashOfToken(asker.device))
    await keepAuthenticator(tx, keys, persona)
    record(tx, 'demo.signIn', `person:${persona.personId}`)
    return openSession(tx, {
      accountId,
      personId: persona.personId,
      deviceLabel: deviceLabel(asker.userAgent),
      deviceHash: hashOfToken(asker.device),
    })
  })
}

/** Sets up the persona's public secret, also when a visitor moved her to an app of his own: the inbox must show the codes that count. */
async function keepAuthenticator(tx: Transaction, keys: KeyRing, persona: DemoPersona): Promise<void> {
  const { personId, authenticatorSecret } = persona
  if (!authenticatorSecret) return
  if ((await readTotp(tx.db, keys, personId, true))?.secret === authenticatorSecret) return
  await beginTotp(tx, keys, personId, authenticatorSecret)
  const begun = await readTotp(tx.db, keys, personId, false)
  if (begun) await confirmTotp(tx, personId, begun.id)
}
