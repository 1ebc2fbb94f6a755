import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { requirePerson, requireSecondStep } from '../../access/authorise.ts'
import { record } from '../../audit/append.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors/catalogue.ts'
import type { OpenedSession } from '../session.ts'
import {
  beginCeremony,
  deletePasskey,
  notePasskeyUse,
  passkeysOf,
  savePasskey,
  takeCeremony,
} from './passkeyStore.ts'
import { raiseSession } from './raiseSession.ts'
import { renewRecoveryCodes } from './recoveryCodes.ts'
import { requireEnroller, secondFactors } from './secondFactors.ts'

/** The site as the browser sees it: a passkey works at its host only. */
export interface PasskeySite {
  /** Scheme, host and port. */
  readonly origin: string
  readonly host: string
  readonly name: string
}

const refused = () => new Refusal('badInput', { fields: { passkey: 'accounts_passkey_refused' } })

/** What the browser needs to make a passkey for the person who acts. `label` is what the phone's list of passkeys shows. */
export async function beginPasskey(
  ctx: Context,
  site: PasskeySite,
  label: string,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const person = await requireEnroller(ctx)
  return ctx.transaction(async (tx) => {
    const known = await passkeysOf(tx, person.personId)
    const options = await generateRegistrationOptions({
      rpName: site.name,
      rpID: site.host,
      userName: label,
      userDisplayName: label,
      userID: new Uint8Array(Buffer.from(person.personId)),
      excludeCredentials: known.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    })
    await beginCeremony(tx, person.sessionId, 'register', options.challenge)
    return options
  })
}

/**
 * Keeps the passkey that the browser made; making it is the second step as well. The first factor of a person brings recovery codes.
 * @param label what the list of devices calls it
 * @throws Refusal badInput on `passkey`
 */
export async function registerPasskey(
  ctx: Context,
  site: PasskeySite,
  input: { readonly response: unknown; readonly label: string },
): Promise<OpenedSession & { readonly recoveryCodes: readonly string[] }> {
  const person = await requireEnroller(ctx)
  const isFirst = (await secondFactors(ctx)).recoveryCodesLeft === 0
  const expectedChallenge = await ctx.transaction((tx) => takeCeremony(tx, person.sessionId, 'register'))
  if (expectedChallenge === undefined) throw refused()
  const verdict = await verifyRegistrationResponse({
    response: input.response as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
  }).catch(() => undefined)
  if (!verdict?.verified) throw refused()
  const { credential } = verdict.registrationInfo
  return ctx.transaction(async (tx) => {
    const label = input.label.trim().slice(0, 60) || '—'
    if (
      !(await savePasskey(tx, person.personId, label, {
        ...credential,
        transports: credential.transports ?? [],
      }))
    )
      throw refused()
    const recoveryCodes = isFirst ? await renewRecoveryCodes(tx, ctx.platform.keys, person.personId) : []
    record(tx, 'accounts.registerPasskey', `person:${person.personId}`)
    return { ...(await raiseSession(tx, person, 'passkey')), recoveryCodes }
  })
}

/** What the browser needs to use one of the person's passkeys. */
export async function askPasskey(
  ctx: Context,
  site: PasskeySite,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const person = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const known = await passkeysOf(tx, person.personId)
    const options = await generateAuthenticationOptions({
      rpID: site.host,
      allowCredentials: known.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
      userVerification: 'required',
    })
    await beginCeremony(tx, person.sessionId, 'step_up', options.challenge)
    return options
  })
}

/**
 * Makes the second step with a passkey of the person who acts. What the browser was asked to sign is taken out first: no answer counts twice.
 * A signature cannot be guessed, so no budget counts the tries.
 * @throws Refusal badInput on `passkey`
 */
export async function stepUpByPasskey(
  ctx: Context,
  site: PasskeySite,
  input: { readonly response: unknown },
): Promise<OpenedSession> {
  const person = requirePerson(ctx.actor)
  const expectedChallenge = await ctx.transaction((tx) => takeCeremony(tx, person.sessionId, 'step_up'))
  if (expectedChallenge === undefined) throw refused()
  return ctx.transaction(async (tx) => {
    const response = input.response as AuthenticationResponseJSON | undefined
    const passkey = (await passkeysOf(tx, person.personId)).find(
      ({ credential_id }) => credential_id === response?.id,
    )
    if (!passkey || !response) throw refused()
    const verdict = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
        transports: passkey.transports,
      },
    }).catch(() => undefined)
    if (!verdict?.verified) throw refused()
    await notePasskeyUse(tx, passkey.credential_id, verdict.authenticationInfo.newCounter)
    return raiseSession(tx, person, 'passkey')
  })
}

/** Removes one of one's own passkeys. @throws Refusal secondStepNeeded; notFound when it is not one's own */
export async function removePasskey(ctx: Context, input: { readonly id: string }): Promise<void> {
  const person = requireSecondStep(ctx.actor)
  await ctx.transaction(async (tx) => {
    if (!(await deletePasskey(tx, person.personId, input.id))) throw new Refusal('notFound')
    record(tx, 'accounts.removePasskey', `person:${person.personId}`)
  })
}
