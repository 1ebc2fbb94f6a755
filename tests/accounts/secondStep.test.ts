import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { membershipOf } from '#modules/people/server/index.ts'
import { requireSecondStep } from '#platform/access/authorise.ts'
import { actorOfSession } from '#platform/accounts/actorOfSession.ts'
import { beginAuthenticator, begunAuthenticator, enrolTotp } from '#platform/accounts/secondStep/enrolTotp.ts'
import {
  askPasskey,
  beginPasskey,
  registerPasskey,
  removePasskey,
  stepUpByPasskey,
} from '#platform/accounts/secondStep/passkeys.ts'
import { newRecoveryCodes } from '#platform/accounts/secondStep/newRecoveryCodes.ts'
import { secondFactors } from '#platform/accounts/secondStep/secondFactors.ts'
import { stepUpByRecoveryCode, stepUpByTotp } from '#platform/accounts/secondStep/stepUp.ts'
import { totpCodeAt } from '#platform/accounts/secondStep/totpCode.ts'
import { choosePerson } from '#platform/accounts/choosePerson.ts'
import { resolveSession } from '#platform/accounts/resolveSession.ts'
import { contextFor } from '#platform/context.ts'
import { openKeyRing } from '#platform/keys/keyRing.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { freshPhone, household, nextRequest, personsBehind, signIn } from './signInFixture.ts'
import { SoftwarePasskey } from './softwarePasskey.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
const SITE = { origin: 'http://organisation.localhost:3000', host: 'organisation.localhost', name: 'नमूना' }
const SHOWN = { issuer: 'नमूना संगठन', label: 'गीता' }
let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())
beforeEach(() => house.clock.moveTo(NOON))
const secondsAfterNoon = (seconds: number) => house.clock.moveTo(new Date(NOON.getTime() + seconds * 1000))

async function newcomer() {
  const phone = freshPhone()
  await personsBehind(house, phone, ['गीता'])
  const { token } = await signIn(house, phone)
  return { phone, token }
}

/** Signs a newcomer in and gives her an authenticator. */
async function withAuthenticator() {
  const { phone, token } = await newcomer()
  await beginAuthenticator(await nextRequest(house, token))
  const begun = (await begunAuthenticator(await nextRequest(house, token), SHOWN))!
  const code = totpCodeAt(begun.secret, house.clock.now())
  const enrolled = await enrolTotp(await nextRequest(house, token), { code })
  return {
    phone,
    before: token,
    token: enrolled.token,
    secret: begun.secret,
    recoveryCodes: enrolled.recoveryCodes,
  }
}

describe('an authenticator', () => {
  it('is set up with its first code, which is the second step and replaces the token', async () => {
    const { before, token } = await withAuthenticator()
    expect((await nextRequest(house, token)).actor).toMatchObject({ assurance: 2 })
    expect(await resolveSession(house.platform, before)).toBeUndefined()
    expect(await secondFactors(await nextRequest(house, token))).toMatchObject({
      hasTotp: true,
      recoveryCodesLeft: 8,
    })
  })

  it('has new recovery codes whenever its owner asks after the second step; the earlier ones no longer work', async () => {
    const { phone, token, recoveryCodes } = await withAuthenticator()
    const renewed = await newRecoveryCodes(await nextRequest(house, token))
    expect(renewed).toHaveLength(8)
    const later = await signIn(house, phone)
    const phoneOnly = await nextRequest(house, later.token)
    await expect(newRecoveryCodes(phoneOnly)).rejects.toMatchObject({ id: 'secondStepNeeded' })
    await expect(stepUpByRecoveryCode(phoneOnly, { recovery: recoveryCodes[0]! })).rejects.toMatchObject({
      id: 'badInput',
    })
    expect(await stepUpByRecoveryCode(phoneOnly, { recovery: renewed[0]! })).toHaveProperty('token')
  })

  it('is shown as an address that authenticator apps read, with a Hindi issuer', async () => {
    const { token } = await newcomer()
    await beginAuthenticator(await nextRequest(house, token))
    const begun = (await begunAuthenticator(await nextRequest(house, token), SHOWN))!
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}/)
    expect(decodeURIComponent(begun.uri)).toContain('नमूना संगठन')
  })

  it('may be begun by ten presses at once; one stays and is the one that is shown', async () => {
    const { token } = await newcomer()
    const ctx = await nextRequest(house, token)
    await Promise.all(Array.from({ length: 10 }, () => beginAuthenticator(ctx)))
    const { secret } = (await begunAuthenticator(ctx, SHOWN))!
    expect((await enrolTotp(ctx, { code: totpCodeAt(secret, NOON) })).session.assurance).toBe(2)
  })

  it('gives assurance 2 for twelve hours, then 1 again', async () => {
    const { token } = await withAuthenticator()
    secondsAfterNoon(12 * 3600 - 1)
    expect((await nextRequest(house, token)).actor).toMatchObject({ assurance: 2 })
    secondsAfterNoon(12 * 3600)
    const { actor } = await nextRequest(house, token)
    expect(actor).toMatchObject({ assurance: 1 })
    expect(() => requireSecondStep(actor)).toThrow(/secondStepNeeded/)
  })

  it('steps up with the code of now or of a clock one step off, never with an older one', async () => {
    const { phone, secret } = await withAuthenticator()
    const { token } = await signIn(house, phone)
    secondsAfterNoon(300)
    const try1 = stepUpByTotp(await nextRequest(house, token), {
      code: totpCodeAt(secret, new Date(NOON.getTime() + 240_000)),
    })
    await expect(try1).rejects.toMatchObject({ fields: { code: 'accounts_totp_wrong' } })
    const oneOff = totpCodeAt(secret, new Date(NOON.getTime() + 270_000))
    expect((await stepUpByTotp(await nextRequest(house, token), { code: oneOff })).session.assurance).toBe(2)
  })

  it('accepts each code once, in any session and among nine at the same moment', async () => {
    const { phone, secret } = await withAuthenticator()
    secondsAfterNoon(60)
    const code = totpCodeAt(secret, house.clock.now())
    const contexts = await Promise.all(
      [await signIn(house, phone), await signIn(house, phone)].map(({ token }) => nextRequest(house, token)),
    )
    const tries = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) => stepUpByTotp(contexts[index % 2]!, { code })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of tries)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ fields: { code: 'accounts_totp_used' } })
  })

  it('refuses a code of a step before one that was accepted', async () => {
    const { phone, secret } = await withAuthenticator()
    const { token } = await signIn(house, phone)
    secondsAfterNoon(90)
    const earlier = totpCodeAt(secret, new Date(NOON.getTime() + 60_000))
    const raised = await stepUpByTotp(await nextRequest(house, token), {
      code: totpCodeAt(secret, house.clock.now()),
    })
    await expect(
      stepUpByTotp(await nextRequest(house, raised.token), { code: earlier }),
    ).rejects.toMatchObject({
      fields: { code: 'accounts_totp_used' },
    })
  })

  it('is not guessed: after ten tries even the right code waits', async () => {
    const { phone, secret } = await withAuthenticator()
    const { token } = await signIn(house, phone)
    secondsAfterNoon(60)
    const right = totpCodeAt(secret, house.clock.now())
    const ctx = await nextRequest(house, token)
    for (let index = 0; index < 9; index++)
      await stepUpByTotp(ctx, { code: right === '000000' ? '000001' : '000000' }).catch(() => {})
    await expect(stepUpByTotp(ctx, { code: right })).rejects.toMatchObject({ id: 'tooOften' })
  })

  it('cannot be replaced by whoever has only the phone', async () => {
    const { phone } = await withAuthenticator()
    const thief = await nextRequest(house, (await signIn(house, phone)).token)
    await expect(beginAuthenticator(thief)).rejects.toMatchObject({ id: 'secondStepNeeded' })
    await expect(begunAuthenticator(thief, SHOWN)).rejects.toMatchObject({ id: 'secondStepNeeded' })
    await expect(enrolTotp(thief, { code: '123456' })).rejects.toMatchObject({ id: 'secondStepNeeded' })
    await expect(beginPasskey(thief, SITE, 'गीता')).rejects.toMatchObject({ id: 'secondStepNeeded' })
  })

  it("of one person of a household does not raise another's session", async () => {
    const phone = freshPhone()
    const [one, two] = await personsBehind(house, phone, ['गीता', 'मोहन'])
    const open = await signIn(house, phone)
    const first = await choosePerson(
      await nextRequest(house, open.token),
      open.session,
      { personId: one! },
      household,
    )
    await beginAuthenticator(await nextRequest(house, first.token))
    const { secret } = (await begunAuthenticator(await nextRequest(house, first.token), SHOWN))!
    const raised = await enrolTotp(await nextRequest(house, first.token), { code: totpCodeAt(secret, NOON) })
    const second = await choosePerson(
      await nextRequest(house, raised.token),
      raised.session,
      { personId: two! },
      household,
    )
    const ctx = await nextRequest(house, second.token)
    expect(ctx.actor).toMatchObject({ personId: two, assurance: 1 })
    secondsAfterNoon(60)
    await expect(stepUpByTotp(ctx, { code: totpCodeAt(secret, house.clock.now()) })).rejects.toMatchObject({
      fields: { code: 'accounts_totp_wrong' },
    })
  })
})

describe('a recovery code', () => {
  it('opens nothing after a newer session key came, while its owner stays signed in', async () => {
    const { token, recoveryCodes } = await withAuthenticator()
    const folder = house.platform.environment.KARYAKARTA_KEYS
    const newer = join(folder, 'session.2.key')
    writeFileSync(newer, `${'ab'.repeat(32)}\n`, { mode: 0o600 })
    const rotated = { ...house.platform, keys: openKeyRing(folder) }
    rmSync(newer)
    const session = (await resolveSession(rotated, token))!
    const ctx = contextFor(rotated, await actorOfSession(rotated, session, membershipOf))
    await expect(stepUpByRecoveryCode(ctx, { recovery: recoveryCodes[0]! })).rejects.toMatchObject({
      fields: { recovery: 'accounts_recovery_wrong' },
    })
    await stepUpByRecoveryCode(await nextRequest(house, token), { recovery: recoveryCodes[0]! })
  })

  it('steps up once, however it is typed, also among eight at the same moment', async () => {
    const { phone, recoveryCodes } = await withAuthenticator()
    const { token } = await signIn(house, phone)
    const ctx = await nextRequest(house, token)
    const typed = ` ${recoveryCodes[0]!.toLowerCase().replace('-', ' ')} `
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => stepUpByRecoveryCode(ctx, { recovery: typed })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it.each([
    ['', 'accounts_recovery_missing'],
    ['AAAAA-AAAAA', 'accounts_recovery_wrong'],
    ['x'.repeat(5000), 'accounts_recovery_wrong'],
  ])('typed as %j is refused', async (recovery, reason) => {
    const { phone } = await withAuthenticator()
    const { token } = await signIn(house, phone)
    await expect(stepUpByRecoveryCode(await nextRequest(house, token), { recovery })).rejects.toMatchObject({
      fields: { recovery: reason },
    })
  })

  it('of another person opens nothing', async () => {
    const one = await withAuthenticator()
    const other = await withAuthenticator()
    const { token } = await signIn(house, other.phone)
    await expect(
      stepUpByRecoveryCode(await nextRequest(house, token), { recovery: one.recoveryCodes[1]! }),
    ).rejects.toMatchObject({ fields: { recovery: 'accounts_recovery_wrong' } })
  })
})

describe('a passkey', () => {
  async function withPasskey() {
    const { phone, token } = await newcomer()
    const passkey = new SoftwarePasskey(SITE)
    const options = await beginPasskey(await nextRequest(house, token), SITE, 'गीता')
    const registered = await registerPasskey(await nextRequest(house, token), SITE, {
      response: passkey.register(options.challenge),
      label: 'मेरा फ़ोन',
    })
    return { phone, passkey, registered }
  }

  it('is registered, listed, and steps a new session up', async () => {
    const { phone, passkey, registered } = await withPasskey()
    expect(registered).toMatchObject({ session: { assurance: 2 } })
    expect(registered.recoveryCodes).toHaveLength(8)
    expect((await secondFactors(await nextRequest(house, registered.token))).passkeys).toMatchObject([
      { label: 'मेरा फ़ोन', usedAt: null },
    ])
    const { token } = await signIn(house, phone)
    const { challenge } = await askPasskey(await nextRequest(house, token), SITE)
    const raised = await stepUpByPasskey(await nextRequest(house, token), SITE, {
      response: passkey.use(challenge),
    })
    expect(raised.session.assurance).toBe(2)
    expect(await resolveSession(house.platform, token)).toBeUndefined()
  })

  it('is refused when its answer is replayed, from another site, without the user, with an old counter, or not an answer', async () => {
    const { phone, passkey } = await withPasskey()
    const { token } = await signIn(house, phone)
    const refused = { id: 'badInput', fields: { passkey: 'accounts_passkey_refused' } }
    const step = async (respond: (challenge: string) => unknown, ctxToken = token) => {
      const { challenge } = await askPasskey(await nextRequest(house, ctxToken), SITE)
      return stepUpByPasskey(await nextRequest(house, ctxToken), SITE, { response: respond(challenge) })
    }
    await expect(
      step((challenge) => passkey.use(challenge, { origin: 'https://evil.example' })),
    ).rejects.toMatchObject(refused)
    await expect(
      step((challenge) => passkey.use(challenge, { isUserVerified: false })),
    ).rejects.toMatchObject(refused)
    await expect(step((challenge) => new SoftwarePasskey(SITE).use(challenge))).rejects.toMatchObject(refused)
    for (const garbage of [undefined, null, 'x', 42, {}, { id: passkey.id.toString('base64url') }])
      await expect(step(() => garbage)).rejects.toMatchObject(refused)
    let answer: unknown
    const raised = await step((challenge) => (answer = passkey.use(challenge)))
    const again = await nextRequest(house, raised.token)
    await expect(stepUpByPasskey(again, SITE, { response: answer })).rejects.toMatchObject(refused)
    await expect(step(() => answer, raised.token)).rejects.toMatchObject(refused)
  })

  it('with a counter that went back is refused, as a copy would be', async () => {
    const { phone, passkey } = await withPasskey()
    const { token } = await signIn(house, phone)
    const ask = async (ctxToken: string) =>
      (await askPasskey(await nextRequest(house, ctxToken), SITE)).challenge
    const raised = await stepUpByPasskey(await nextRequest(house, token), SITE, {
      response: passkey.use(await ask(token), { counter: 10 }),
    })
    await expect(
      stepUpByPasskey(await nextRequest(house, raised.token), SITE, {
        response: passkey.use(await ask(raised.token), { counter: 9 }),
      }),
    ).rejects.toMatchObject({ id: 'badInput' })
  })

  it('is removed by its owner after the second step, and not by someone else', async () => {
    const { phone, passkey, registered } = await withPasskey()
    const id = passkey.id.toString('base64url')
    const weak = await nextRequest(house, (await signIn(house, phone)).token)
    await expect(removePasskey(weak, { id })).rejects.toMatchObject({ id: 'secondStepNeeded' })
    const other = await withPasskey()
    await expect(
      removePasskey(await nextRequest(house, other.registered.token), { id }),
    ).rejects.toMatchObject({
      id: 'notFound',
    })
    await removePasskey(await nextRequest(house, registered.token), { id })
    expect((await secondFactors(await nextRequest(house, registered.token))).passkeys).toEqual([])
  })
})
