/** Anybody can type anybody's number into the join form: what that leaves behind the phone of somebody else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peopleBehindPhone } from '#modules/people/server/householdStore.ts'
import { joinWithoutInvitation } from '#modules/people/server/joinWithoutInvitation.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { checkCode } from '#platform/accounts/checkCode.ts'
import { choosePerson, listHousehold } from '#platform/accounts/choosePerson.ts'
import { requestCode } from '#platform/accounts/requestCode.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { browser, freshPhone, household, newestCode, personsBehind, signIn } from './signInFixture.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
  await personsBehind(house, freshPhone(), ['Ground for places and wings'])
})
afterAll(() => house.close())

const join = (phone: string, name: string) =>
  joinWithoutInvitation(house.as(NOBODY), {
    command: uuidv7(),
    name,
    phone,
    adult: true,
    membership: true,
  })
const behind = (phone: string) =>
  house.asSystem().transaction((tx) => peopleBehindPhone(tx, house.platform.keys, phone))
const names = (members: readonly { name: string }[]) => members.map(({ name }) => name)

describe('names that strangers wrote behind a phone', () => {
  it('are offered to nobody who signs in, and cannot be chosen', async () => {
    const phone = freshPhone()
    const [gita] = await personsBehind(house, phone, ['Gita Devi'])
    const spam = await join(phone, 'Call For Prize')
    const signedIn = await signIn(house, phone)
    expect(signedIn.session.personId).toBe(gita)
    expect(names(signedIn.household)).toEqual(['Gita Devi'])
    const asNobody = house.as(NOBODY)
    expect(names(await listHousehold(asNobody, signedIn.session, household))).toEqual(['Gita Devi'])
    const chosen = choosePerson(asNobody, signedIn.session, { personId: spam.personId }, household)
    await expect(chosen).rejects.toMatchObject({ id: 'forbidden', reason: 'accounts_not_of_household' })
  })

  it('make nobody a member who only signs in: the number gets its code, and a session in which nobody is chosen', async () => {
    const phone = freshPhone()
    await join(phone, 'Written By Another')
    const { session, household: offered } = await signIn(house, phone)
    expect([session.personId, offered]).toEqual([null, []])
  })

  it('do not stand in the way of the one who joined: filled in again, the form leads to herself', async () => {
    const phone = freshPhone()
    const first = await join(phone, 'Sunita Sharma')
    const again = await join(phone, 'सुनीता शर्मा')
    expect(again).toEqual({ personId: first.personId, already: true })
    const asker = browser()
    const wanted = { phone, purpose: 'join', personId: again.personId } as const
    const { challenge } = await requestCode(house.as(NOBODY), wanted, asker, household)
    const code = (await newestCode(house, phone))!
    const { session } = await checkCode(house.as(NOBODY), { challenge, code }, asker, household)
    expect(session.personId).toBe(first.personId)
    // Before the house has noted that the phone is hers, she is still herself on the page that asks who is here.
    expect(names(await listHousehold(house.as(NOBODY), session, household))).toEqual(['Sunita Sharma'])
  })

  it('are ten at most: each further one crowds out the oldest, and nobody who has confirmed the phone', async () => {
    const phone = freshPhone()
    await personsBehind(house, phone, ['Gita Devi'])
    const ghosts = 'Amar Bela Chitra Deepa Gopal Hari Jaya Kiran Lata Mohan Nisha Pooja Rani Suresh'.split(
      ' ',
    )
    for (const name of ghosts) {
      house.clock.moveTo(new Date(house.clock.now().getTime() + 1_000))
      await join(phone, name)
    }
    const left = names(await behind(phone))
    expect(left).toHaveLength(11)
    expect(left).toContain('Gita Devi')
    expect(left.filter((name) => name !== 'Gita Devi')).toEqual(ghosts.slice(-10))
    const other = freshPhone()
    await join(other, 'Somebody Else')
    expect(names(await behind(other))).toEqual(['Somebody Else'])
  })
})
