import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { countedAddress } from '#platform/accounts/budgets.ts'
import { checkCode } from '#platform/accounts/checkCode.ts'
import { requestCode } from '#platform/accounts/requestCode.ts'
import type { Asker } from '#platform/accounts/household.ts'
import { openDatabase } from '#platform/database/pool.ts'
import { contextFor } from '#platform/context.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import {
  askCode,
  browser,
  freshPhone,
  household,
  newestCode,
  personsBehind,
  signIn,
} from './signInFixture.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

const ask = (phone: string, asker: Asker) =>
  requestCode(house.as(NOBODY), { phone, purpose: 'sign_in' }, asker, household)
const outcome = (phone: string, asker: Asker) =>
  ask(phone, asker).then(
    () => 'sent',
    (refusal: { id: string }) => refusal.id,
  )

describe('codes are limited', () => {
  it('to five an hour for a phone, whoever asks from wherever, known or not', async () => {
    const known = freshPhone()
    await personsBehind(house, known, ['गीता'])
    for (const phone of [known, freshPhone()]) {
      for (let index = 0; index < 5; index++) expect(await outcome(phone, browser())).toBe('sent')
      const refusal = await ask(phone, browser()).catch((thrown: unknown) => thrown)
      expect(refusal).toMatchObject({ id: 'tooOften', reason: 'accounts_too_often' })
      expect((refusal as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(3000)
    }
  })

  it('to five of thirty that are asked for at the same moment, also over two processes', async () => {
    const phone = freshPhone()
    const second = openDatabase(house.url, 4)
    const other = contextFor({ ...house.platform, db: second.db }, NOBODY)
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        requestCode(
          index % 2 ? other : house.as(NOBODY),
          { phone, purpose: 'sign_in' },
          browser(),
          household,
        ).then(
          () => 'sent',
          (refusal: { id: string }) => refusal.id,
        ),
      ),
    )
    await second.close()
    expect(outcomes.filter((one) => one === 'sent')).toHaveLength(5)
    expect(new Set(outcomes)).toEqual(new Set(['sent', 'tooOften']))
  })

  it('to ten an hour for a browser that tries one phone after another', async () => {
    const asker = browser()
    for (let index = 0; index < 10; index++) expect(await outcome(freshPhone(), asker)).toBe('sent')
    expect(await outcome(freshPhone(), asker)).toBe('tooOften')
    expect(await outcome(freshPhone(), browser())).toBe('sent')
  })

  it('to three hundred an hour for an address, however many browsers it claims to be; IPv6 by its /64', async () => {
    const from = (address: string) => ({ ...browser(), address })
    const all = await Promise.all(
      Array.from({ length: 301 }, (_, index) => outcome(freshPhone(), from(`2001:db8:1:2::${index + 1}`))),
    )
    expect(all.filter((one) => one === 'sent')).toHaveLength(300)
    expect(await outcome(freshPhone(), from('2001:db8:1:2:ffff::9'))).toBe('tooOften')
    expect(await outcome(freshPhone(), from('2001:db8:1:3::1'))).toBe('sent')
  }, 60_000)

  it('but a stranger who uses up a phone does not lock out the browser on which its owner signed in before', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const own = browser()
    await signIn(house, phone, own)
    for (let index = 0; index < 12; index++) await outcome(phone, { ...browser(), address: own.address })
    expect(await outcome(phone, browser())).toBe('tooOften')
    expect((await signIn(house, phone, own)).session.personId).not.toBeNull()
  })

  it("and a browser that is recognised for one phone gains nothing at another's", async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const own = browser()
    await signIn(house, phone, own)
    const victim = freshPhone()
    for (let index = 0; index < 5; index++) await outcome(victim, browser())
    expect(await outcome(victim, own)).toBe('tooOften')
  })
})

describe('guesses are limited', () => {
  it('to twenty a day for a phone over all challenges; its owner is let in on a recognised browser', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const own = browser()
    await signIn(house, phone, own)
    const guess = async () => {
      const asker = browser()
      const challenge = await askCode(house, phone, asker)
      const right = (await newestCode(house, phone))!
      for (let index = 1; index <= 5; index++) {
        const code = String((Number(right) + index) % 1_000_000).padStart(6, '0')
        await checkCode(house.as(NOBODY), { challenge, code }, asker, household).catch(() => {})
      }
    }
    // The sign-in above spent one guess and one code of the strangers' budgets: its browser was not recognised yet.
    for (let index = 0; index < 4; index++) await guess()
    const challenge = await requestCode(house.as(NOBODY), { phone, purpose: 'sign_in' }, own, household)
    const code = (await newestCode(house, phone))!
    const stranger = checkCode(
      house.as(NOBODY),
      { challenge: challenge.challenge, code },
      browser(),
      household,
    )
    await expect(stranger).rejects.toMatchObject({ id: 'tooOften' })
    const signedIn = await checkCode(
      house.as(NOBODY),
      { challenge: challenge.challenge, code },
      own,
      household,
    )
    expect(signedIn.session.personId).not.toBeNull()
  })
})

describe('an address is counted', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1:2', 'fe80:0:0:0'],
  ])('%s as %s', (address, counted) => {
    expect(countedAddress(address)).toBe(counted)
  })
})
