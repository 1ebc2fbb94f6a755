import { sql } from 'kysely'
import type { PersonActor } from '../../access/actor.ts'
import { requirePerson } from '../../access/authorise.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors/catalogue.ts'
import { recoveryCodesLeft } from './recoveryCodes.ts'

export interface KeptPasskey {
  readonly id: string
  readonly label: string
  readonly madeAt: Date
  readonly usedAt: Date | null
}

/** What a person can make her second step with. */
export interface SecondFactors {
  readonly hasTotp: boolean
  readonly passkeys: readonly KeptPasskey[]
  readonly recoveryCodesLeft: number
}

/** Of the person who acts. */
export async function secondFactors(ctx: Context): Promise<SecondFactors> {
  const { personId } = requirePerson(ctx.actor)
  const { db } = ctx.platform
  const totp = await sql`
    select from accounts.totp where person_id = ${personId} and confirmed_at is not null`.execute(db)
  const passkeys = await sql<{ credential_id: string; label: string; made_at: Date; used_at: Date | null }>`
    select credential_id, label, made_at, used_at from accounts.passkey
    where person_id = ${personId} order by made_at`.execute(db)
  return {
    hasTotp: totp.rows.length > 0,
    passkeys: passkeys.rows.map((row) => ({
      id: row.credential_id,
      label: row.label,
      madeAt: row.made_at,
      usedAt: row.used_at,
    })),
    recoveryCodesLeft: await recoveryCodesLeft(db, personId),
  }
}

/**
 * The first factor may be set up by whoever has the phone's code; any later one, or a change, only after the second step: else a stolen
 * phone number would walk past it.
 * @throws Refusal notSignedIn or secondStepNeeded
 */
export async function requireEnroller(ctx: Context): Promise<PersonActor> {
  const person = requirePerson(ctx.actor)
  if (person.assurance === 2) return person
  const { hasTotp, passkeys } = await secondFactors(ctx)
  if (hasTotp || passkeys.length > 0) throw new Refusal('secondStepNeeded')
  return person
}
