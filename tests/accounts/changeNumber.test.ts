import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { movePhone } from '#modules/people/server/index.ts'
import { holdsOffice } from '#modules/people/server/holdsOffice.ts'
import { NOBODY, personActor } from '#platform/access/actor.ts'
import { changeNumber, requestNumberChange } from '#platform/accounts/changeNumber.ts'
import { checkCode } from '#platform/accounts/checkCode.ts'
import { resolveSession } from '#platform/accounts/resolveSession.ts'
import { beginAuthenticator, begunAuthenticator, enrolTotp } from '#platform/accounts/secondStep/enrolTotp.ts'
import { totpCodeAt } from '#platform/accounts/secondStep/totpCode.ts'
import { blindIndex, unseal } from '#platform/keys/sealed.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import {
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

async function move(token: string, phone: string) {
  const asker = browser()
  const { challenge } = await requestNumberChange(
    await nextRequest(house, token),
    { phone },
    asker,
    household,
    holdsOffice,
  )
  const code = (await newestCode(house, phone))!
  return { asker, challenge, code }
}

describe('a changed number', () => {
  it('moves one person of the household and her session; the others and their sessions stay', async () => {
    const [old, fresh] = [freshPhone(), freshPhone()]
    const [person] = await personsBehind(house, old, ['गीता'])
    const here = await signIn(house, old)
    const elsewhere = await signIn(house, old)
    const [other] = await personsBehind(house, old, ['मोहन'])
    const { asker, challenge, code } = await move(here.token, fresh)
    const moved = await changeNumber(
      await nextRequest(house, here.token),
      { challenge, code },
      asker,
      movePhone,
      holdsOffice,
    )
    expect((await nextRequest(house, moved.token)).actor).toMatchObject({ personId: person })
    expect(moved.session.accountId).not.toBe(here.session.accountId)
    expect(await resolveSession(house.platform, here.token)).toBeUndefined()
    expect(await resolveSession(house.platform, elsewhere.token)).toBeUndefined()
    const row = await sql<{ phone_sealed: Buffer; phone_index: Buffer }>`
      select phone_sealed, phone_index from people.person where id = ${person}`.execute(house.owner.db)
    expect(unseal(house.platform.keys, row.rows[0]!.phone_sealed, `people.phone:${person}`)).toBe(fresh)
    expect(row.rows[0]!.phone_index).toEqual(blindIndex(house.platform.keys, fresh))
    expect((await signIn(house, fresh)).session.personId).toBe(person)
    expect((await signIn(house, old)).session.personId).toBe(other)
  })

  it('is proved in the session that asked: the code opens nothing elsewhere, neither as a sign-in', async () => {
    const [old, fresh] = [freshPhone(), freshPhone()]
    await personsBehind(house, old, ['गीता'])
    const here = await signIn(house, old)
    const other = await signIn(house, old)
    const { asker, challenge, code } = await move(here.token, fresh)
    const elsewhere = changeNumber(
      await nextRequest(house, other.token),
      { challenge, code },
      asker,
      movePhone,
      holdsOffice,
    )
    await expect(elsewhere).rejects.toMatchObject({ id: 'gone' })
    await expect(checkCode(house.as(NOBODY), { challenge, code }, asker, household)).rejects.toMatchObject({
      id: 'gone',
    })
    const moved = await changeNumber(
      await nextRequest(house, here.token),
      { challenge, code },
      asker,
      movePhone,
      holdsOffice,
    )
    expect(moved.token).toBeTruthy()
  })

  it('of a coordinator needs the second step, before the code is sent and when it is typed', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['कमला'], 'coordinator')
    const { token } = await signIn(house, phone)
    const weak = await nextRequest(house, token)
    await expect(
      requestNumberChange(weak, { phone: freshPhone() }, browser(), household, holdsOffice),
    ).rejects.toMatchObject({ id: 'secondStepNeeded' })
    await beginAuthenticator(weak)
    const { secret } = (await begunAuthenticator(weak, { issuer: 'x', label: 'y' }))!
    const raised = await enrolTotp(weak, { code: totpCodeAt(secret, house.clock.now()) })
    const fresh = freshPhone()
    const { asker, challenge, code } = await move(raised.token, fresh)
    const moved = await changeNumber(
      await nextRequest(house, raised.token),
      { challenge, code },
      asker,
      movePhone,
      holdsOffice,
    )
    expect(moved.session.assurance).toBe(2)
  })

  it('of whoever holds an office that waits for a declaration needs the second step too', async () => {
    const phone = freshPhone()
    const [person] = await personsBehind(house, phone, ['कमला'], 'coordinator')
    await sql`delete from people.declaration where person_id = ${person}`.execute(house.owner.db)
    const { token } = await signIn(house, phone)
    const ctx = await nextRequest(house, token)
    expect(ctx.actor).toMatchObject({ kind: 'person', authorities: [] })
    const asked = requestNumberChange(ctx, { phone: freshPhone() }, browser(), household, holdsOffice)
    await expect(asked).rejects.toMatchObject({ id: 'secondStepNeeded' })
    const typed = { challenge: 'any', code: '123456' }
    await expect(changeNumber(ctx, typed, browser(), movePhone, holdsOffice)).rejects.toMatchObject({
      id: 'secondStepNeeded',
    })
  })

  it('never brings two of one name behind one phone, however they are spelt, and is told after the code only', async () => {
    const [old, taken] = [freshPhone(), freshPhone()]
    const [person] = await personsBehind(house, old, ['Geeta Devi'])
    const here = await signIn(house, old)
    await personsBehind(house, taken, ['गीता देवी'])
    const { asker, challenge, code } = await move(here.token, taken)
    const changed = changeNumber(
      await nextRequest(house, here.token),
      { challenge, code },
      asker,
      movePhone,
      holdsOffice,
    )
    await expect(changed).rejects.toMatchObject({ reason: 'people_name_behind_number' })
    const row = await sql<{ phone_index: Buffer }>`
      select phone_index from people.person where id = ${person}`.execute(house.owner.db)
    expect(row.rows[0]!.phone_index).toEqual(blindIndex(house.platform.keys, old))
    expect((await nextRequest(house, here.token)).actor).toMatchObject({ personId: person })
  })

  it('waits for whoever joins or moves to the same number at that moment', async () => {
    const fresh = freshPhone()
    const moves = await Promise.all(
      [1, 2].map(async () => {
        const old = freshPhone()
        await personsBehind(house, old, ['Geeta Devi'])
        return (await signIn(house, old)).session.personId!
      }),
    )
    const answers = await Promise.allSettled(
      moves.map((id) =>
        house
          .as(personActor({ personId: id, accountId: id, sessionId: id, assurance: 1, authorities: [] }))
          .transaction((tx) => movePhone(tx, house.platform.keys, id, fresh)),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('of nobody is refused', async () => {
    await expect(
      requestNumberChange(house.as(NOBODY), { phone: freshPhone() }, browser(), household, holdsOffice),
    ).rejects.toMatchObject({ id: 'notSignedIn' })
  })
})
