import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { checkCode } from '#platform/accounts/checkCode.ts'
import { choosePerson } from '#platform/accounts/choosePerson.ts'
import { requestCode } from '#platform/accounts/requestCode.ts'
import { resendCode } from '#platform/accounts/resendCode.ts'
import type { Asker } from '#platform/accounts/household.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import {
  askCode,
  browser,
  freshPhone,
  household,
  newestCode,
  nextRequest,
  personsBehind,
  signIn,
} from './signInFixture.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

const NOON = new Date('2026-11-22T06:30:00Z')
const minutesAfterNoon = (minutes: number) => house.clock.moveTo(new Date(NOON.getTime() + minutes * 60_000))
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000')
const reasons = (settled: PromiseSettledResult<unknown>[]) =>
  settled.map((one) =>
    one.status === 'fulfilled' ? 'in' : isRefusal(one.reason) ? one.reason.id : String(one.reason),
  )

describe('a household whose member has just joined', () => {
  /** The code that a join asks for, proved; `joined` is whom the join verb answered with. */
  async function afterJoining(phone: string, joined: string) {
    const asker = browser()
    const { challenge } = await requestCode(
      house.as(NOBODY),
      { phone, purpose: 'join', personId: joined },
      asker,
      household,
    )
    const code = (await newestCode(house, phone))!
    return checkCode(house.as(NOBODY), { challenge, code }, asker, household)
  }

  it('goes on as the one who joined, without asking who she is', async () => {
    const phone = freshPhone()
    const [, sita] = await personsBehind(house, phone, ['गीता', 'सीता'])
    const { token, session } = await afterJoining(phone, sita!)
    expect(session.personId).toBe(sita)
    expect((await nextRequest(house, token)).actor).toMatchObject({ kind: 'person', personId: sita })
  })

  it('never goes on as somebody who does not stand behind the proved phone', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता', 'सीता'])
    const [stranger] = await personsBehind(house, freshPhone(), ['अजनबी'])
    expect((await afterJoining(phone, stranger!)).session.personId).toBeNull()
  })

  it('asks who came at the next plain sign-in', async () => {
    const phone = freshPhone()
    const [, sita] = await personsBehind(house, phone, ['गीता', 'सीता'])
    await afterJoining(phone, sita!)
    expect((await signIn(house, phone)).session.personId).toBeNull()
  })

  it('notes nobody when the code is not for joining', async () => {
    const phone = freshPhone()
    const [, sita] = await personsBehind(house, phone, ['गीता', 'सीता'])
    const asker = browser()
    const asked = { phone, purpose: 'sign_in', personId: sita! } as const
    const { challenge } = await requestCode(house.as(NOBODY), asked, asker, household)
    const code = (await newestCode(house, phone))!
    const { session } = await checkCode(house.as(NOBODY), { challenge, code }, asker, household)
    expect(session.personId).toBeNull()
  })
})

describe('a one-time code', () => {
  it('signs the one person behind a phone in', async () => {
    const phone = freshPhone()
    const [person] = await personsBehind(house, phone, ['गीता'])
    const { token, session } = await signIn(house, phone)
    expect(session).toMatchObject({ personId: person, assurance: 1, deviceLabel: 'Chrome · Android' })
    expect((await nextRequest(house, token)).actor).toMatchObject({ kind: 'person', personId: person })
  })

  it('opens one session for twenty copies of the right code at once', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const asker = browser()
    const challenge = await askCode(house, phone, asker)
    const code = (await newestCode(house, phone))!
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => checkCode(house.as(NOBODY), { challenge, code }, asker, household)),
    )
    expect(reasons(tries).filter((reason) => reason === 'in')).toHaveLength(1)
    expect(new Set(reasons(tries))).toEqual(new Set(['in', 'gone']))
    const sessions = await sql`select from accounts.session where account_id =
      (select id from accounts.account where phone_index = ${blindIndex(house.platform.keys, phone)})`.execute(
      house.platform.db,
    )
    expect(sessions.rows).toHaveLength(1)
  })

  it('lets more people in at one moment than the pool has connections', async () => {
    const codes: { challenge: string; code: string; asker: Asker }[] = []
    for (let number = 0; number < 24; number++) {
      const phone = freshPhone()
      await personsBehind(house, phone, ['गीता'])
      const asker = browser()
      const challenge = await askCode(house, phone, asker)
      codes.push({ challenge, code: (await newestCode(house, phone))!, asker })
    }
    const tries = await Promise.allSettled(
      codes.map(({ challenge, code, asker }) =>
        checkCode(house.as(NOBODY), { challenge, code }, asker, household),
      ),
    )
    expect(reasons(tries)).toEqual(codes.map(() => 'in'))
  })

  it('looks at five of twenty racing guesses, and then not even at the right one', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const asker = browser()
    const challenge = await askCode(house, phone, asker)
    const code = (await newestCode(house, phone))!
    const guesses = Array.from({ length: 20 }, (_, index) => String((Number(code) + 1 + index) % 1_000_000))
    const tries = await Promise.allSettled(
      guesses.map((guess) =>
        checkCode(house.as(NOBODY), { challenge, code: guess.padStart(6, '0') }, asker, household),
      ),
    )
    const looked = tries.filter(
      (one) => one.status === 'rejected' && isRefusal(one.reason) && one.reason.fields.code,
    )
    expect(looked).toHaveLength(5)
    expect(reasons(tries)).not.toContain('in')
    await expect(checkCode(house.as(NOBODY), { challenge, code }, asker, household)).rejects.toMatchObject({
      id: 'gone',
      reason: 'accounts_code_over',
    })
  })

  it('is not guessed more often because another was sent', async () => {
    minutesAfterNoon(0)
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const asker = browser()
    const challenge = await askCode(house, phone, asker)
    const guess = async () => {
      const wrong = wrongFor((await newestCode(house, phone))!)
      return checkCode(house.as(NOBODY), { challenge, code: wrong }, asker, household).catch(
        (refusal) => refusal,
      )
    }
    for (let index = 0; index < 3; index++) expect(await guess()).toMatchObject({ id: 'badInput' })
    minutesAfterNoon(1)
    await resendCode(house.as(NOBODY), { challenge }, asker, household)
    expect(await guess()).toMatchObject({ fields: { code: 'accounts_code_wrong' } })
    expect(await guess()).toMatchObject({ fields: { code: 'accounts_code_last_wrong' } })
    const right = (await newestCode(house, phone))!
    await expect(
      checkCode(house.as(NOBODY), { challenge, code: right }, asker, household),
    ).rejects.toMatchObject({
      id: 'gone',
    })
    minutesAfterNoon(5)
    await expect(resendCode(house.as(NOBODY), { challenge }, asker, household)).rejects.toMatchObject({
      id: 'gone',
    })
    minutesAfterNoon(0)
  })

  it('of an earlier message no longer opens anything after another was sent, and that one does', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const asker = browser()
    const challenge = await askCode(house, phone, asker)
    const first = (await newestCode(house, phone))!
    await expect(resendCode(house.as(NOBODY), { challenge }, asker, household)).rejects.toMatchObject({
      id: 'tooOften',
      reason: 'accounts_code_too_soon',
      retryAfterSeconds: 30,
    })
    minutesAfterNoon(1)
    await resendCode(house.as(NOBODY), { challenge }, asker, household)
    const second = (await newestCode(house, phone))!
    if (first !== second)
      await expect(
        checkCode(house.as(NOBODY), { challenge, code: first }, asker, household),
      ).rejects.toMatchObject({ fields: { code: 'accounts_code_wrong' } })
    const signedIn = await checkCode(house.as(NOBODY), { challenge, code: second }, asker, household)
    expect(signedIn.session.personId).not.toBeNull()
    minutesAfterNoon(0)
  })

  it('works once', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const asker = browser()
    const challenge = await askCode(house, phone, asker)
    const code = (await newestCode(house, phone))!
    await checkCode(house.as(NOBODY), { challenge, code }, asker, household)
    await expect(checkCode(house.as(NOBODY), { challenge, code }, asker, household)).rejects.toMatchObject({
      id: 'gone',
    })
  })

  it('works for ten minutes, and only with the cookie of the browser that asked', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const asker = browser()
    const challenge = await askCode(house, phone, asker)
    const code = (await newestCode(house, phone))!
    const elsewhere = await askCode(house, freshPhone(), browser())
    await expect(
      checkCode(house.as(NOBODY), { challenge: elsewhere, code }, browser(), household),
    ).rejects.toMatchObject({ fields: { code: 'accounts_code_wrong' } })
    minutesAfterNoon(10)
    await expect(checkCode(house.as(NOBODY), { challenge, code }, asker, household)).rejects.toMatchObject({
      id: 'gone',
    })
    minutesAfterNoon(0)
  })

  it.each([
    ['', 'accounts_code_missing'],
    ['12345', 'accounts_code_six_digits'],
    ['1234567', 'accounts_code_six_digits'],
    ['abcdef', 'accounts_code_six_digits'],
    ['1'.repeat(5000), 'accounts_code_six_digits'],
  ])('typed as %j costs no guess', async (code, reason) => {
    const challenge = await askCode(house, freshPhone(), browser())
    await expect(
      checkCode(house.as(NOBODY), { challenge, code }, browser(), household),
    ).rejects.toMatchObject({
      fields: { code: reason },
    })
    const left = await sql<{
      n: number
    }>`select max(attempts)::int as n from accounts.challenge where sent_at = ${NOON} and
      token_hash = sha256(convert_to(${challenge}, 'UTF8'))`.execute(house.platform.db)
    expect(left.rows[0]?.n).toBe(0)
  })

  it('may be typed in Devanagari digits with a space between', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const asker = browser()
    const challenge = await askCode(house, phone, asker)
    const code = (await newestCode(house, phone))!
    const devanagari = [...code].map((digit) => '०१२३४५६७८९'[Number(digit)]).join('')
    const typed = `${devanagari.slice(0, 3)} ${devanagari.slice(3)}`
    expect(
      (await checkCode(house.as(NOBODY), { challenge, code: typed }, asker, household)).token,
    ).toBeTruthy()
  })

  it('lies nowhere in the database in clear, nor do phones and tokens', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['गीता'])
    const asker = browser()
    const challenge = await askCode(house, phone, asker)
    const code = (await newestCode(house, phone))!
    const { token } = await checkCode(house.as(NOBODY), { challenge, code }, asker, household)
    for (const table of ['account', 'session', 'challenge', 'device', 'budget']) {
      const rows = await sql<{
        text: string
      }>`select t::text as text from ${sql.table(`accounts.${table}`)} t`.execute(house.platform.db)
      const everything = rows.rows.map((row) => row.text).join('\n')
      expect(everything.length).toBeGreaterThan(10)
      for (const secret of [phone.slice(3), token, challenge, asker.device])
        for (const form of [secret, Buffer.from(secret).toString('hex')])
          expect(everything).not.toContain(form)
    }
  })
})

describe('a phone that nobody here has', () => {
  it('is answered as one that is known, but no message is written and no code opens it', async () => {
    const unknown = freshPhone()
    const known = freshPhone()
    await personsBehind(house, known, ['गीता'])
    const ask = (phone: string) =>
      requestCode(house.as(NOBODY), { phone, purpose: 'sign_in' }, browser(), household)
    const [one, other] = [await ask(unknown), await ask(known)]
    expect({ ...one, challenge: '', maskedPhone: '' }).toEqual({ ...other, challenge: '', maskedPhone: '' })
    expect(await newestCode(house, unknown)).toBeUndefined()
    expect(await newestCode(house, known)).toMatch(/^\d{6}$/)
    await expect(
      checkCode(house.as(NOBODY), { challenge: one.challenge, code: '123456' }, browser(), household),
    ).rejects.toMatchObject({ fields: { code: 'accounts_code_wrong' } })
  })

  it('gets a code when it joins, and a session in which nobody is chosen yet', async () => {
    const phone = freshPhone()
    const asker = browser()
    const { challenge } = await requestCode(house.as(NOBODY), { phone, purpose: 'join' }, asker, household)
    const code = (await newestCode(house, phone))!
    const signedIn = await checkCode(house.as(NOBODY), { challenge, code }, asker, household)
    expect(signedIn).toMatchObject({ phone, household: [], session: { personId: null } })
    expect((await nextRequest(house, signedIn.token)).actor.kind).toBe('nobody')
    const [person] = await personsBehind(house, phone, ['नई'])
    const chosen = await choosePerson(house.as(NOBODY), signedIn.session, { personId: person! }, household)
    expect((await nextRequest(house, chosen.token)).actor).toMatchObject({ personId: person })
  })
})

describe('a household of three behind one phone', () => {
  it('chooses who is here, and nobody from outside; the old token ends with the choice', async () => {
    const phone = freshPhone()
    const [one, two, three] = await personsBehind(house, phone, ['गीता', 'मोहन', 'सीता'])
    const [stranger] = await personsBehind(house, freshPhone(), ['अजनबी'])
    const before = await signIn(house, phone)
    expect(before.session.personId).toBeNull()
    expect(before.household.map(({ personId }) => personId).sort()).toEqual([one, two, three].sort())
    expect((await nextRequest(house, before.token)).actor.kind).toBe('nobody')
    await expect(
      choosePerson(house.as(NOBODY), before.session, { personId: stranger! }, household),
    ).rejects.toMatchObject({ id: 'forbidden' })
    const after = await choosePerson(house.as(NOBODY), before.session, { personId: two! }, household)
    expect((await nextRequest(house, after.token)).actor).toMatchObject({ personId: two })
    expect((await nextRequest(house, before.token)).actor.kind).toBe('nobody')
  })
})
