import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { announce } from '#platform/outbox/announce.ts'
import { saveSettings, settingsSchema } from '#platform/settings/settings.ts'
import { makeCardFor } from '#tests/builders/card.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { signedIn } from '#tests/builders/people.ts'
import { verifyBadge, type Json } from '#tests/passes/independentVerifier.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { certificateOfMine } from './certificateOfMine.ts'
import { checkPassOf } from './checkPassOf.ts'
import { credentialReactions, issueBadge, issueBadges, markRefreshDue, revokeBadge } from './index.ts'
import { exportMyBadges, myBadges, openMyBadge } from './myBadges.ts'
import { myCardPass } from './myCardPass.ts'
import { statusList, viewAward } from './publish.ts'
import { withdrawBadge } from './withdrawBadge.ts'

let house: TestPlatform
let network: Network
const DAY = 86_400_000

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  await house.asSystem().transaction(async (tx) => {
    const grievance = { grievanceName: 'शिकायत अधिकारी', grievanceContact: 'help@example.org' }
    await saveSettings(tx, settingsSchema.parse({ nameHi: 'नमूना', nameEn: 'Sample', ...grievance }))
  })
})
afterAll(() => house.close())

const her = (name = 'सुनीता कुमारी मीणा') =>
  network.person({ place: network.tree.booth(0, 1, 1), wing: network.wings.youth, state: 'vouched', name })
const as = (person: { readonly id: string }) => house.as(signedIn(person.id))
const AWARD = {
  kind: 'course',
  about: 'whatsapp@1',
  nameHi: 'व्हाट्सऐप पर काम',
  nameEn: 'Working with WhatsApp',
  criteriaHi: 'छह पाठ पूरे किए',
  criteriaEn: 'Finished six lessons',
} as const
/** Passing and badge in one transaction, by the volunteer's own hand: as learning does it. */
const give = (person: MadeUpPerson, other: Partial<Parameters<typeof issueBadge>[1]> = {}) => {
  const ctx = as(person)
  return ctx.transaction((tx) =>
    issueBadge(tx, { ...AWARD, personId: person.id, earnedAt: house.clock.now(), ...other }),
  )
}
/** A minute later lists are made anew. */
const later = (ms = 61_000) => house.clock.moveTo(new Date(house.clock.now().getTime() + ms))
const check = (text: string) => checkPassOf(house.as(NOBODY), text)
const aRoomAbove = <T>(
  work: Parameters<ReturnType<TestPlatform['asSystem']>['transaction']>[0],
): Promise<T> => house.asSystem().transaction(work) as Promise<T>

describe('a badge', () => {
  it('is given once for each person and thing, and shows to its owner alone', async () => {
    const [sunita, other] = [await her(), await her('रेखा जाँगिड़')]
    const first = await give(sunita)
    expect(first?.id).toMatch(/^[0-9a-f-]{36}$/)
    later()
    expect(await give(sunita)).toBeUndefined()
    expect((await give(sunita, { about: 'whatsapp@2' }))?.id).not.toBe(first!.id)
    const own = await myBadges(as(sunita))
    expect(own.map(({ nameEn, standing }) => [nameEn, standing])).toEqual([
      ['Working with WhatsApp', 'valid'],
      ['Working with WhatsApp', 'valid'],
    ])
    expect(await myBadges(as(other))).toEqual([])
    await expect(openMyBadge(as(other), first!.id)).rejects.toMatchObject({ id: 'notFound' })
    await expect(certificateOfMine(as(other), first!.id)).rejects.toMatchObject({ id: 'notFound' })
    await expect(myBadges(house.as(NOBODY))).rejects.toMatchObject({ id: 'notSignedIn' })
    expect((await exportMyBadges(as(sunita))).badges).toHaveLength(2)
  })

  it('rolls back with the passing that earned it', async () => {
    const sunita = await her()
    const ctx = as(sunita)
    const failing = ctx.transaction(async (tx) => {
      await issueBadge(tx, { ...AWARD, personId: sunita.id, earnedAt: ctx.now })
      throw new Error('the lesson was not passed after all')
    })
    await expect(failing).rejects.toThrow('not passed')
    expect(await myBadges(as(sunita))).toEqual([])
  })

  it('is given to many at once, each once', async () => {
    const people = [await her(), await her(), await her()]
    const ctx = house.asSystem()
    const asked = { ...AWARD, kind: 'attendance' as const, about: 'camp 1', earnedAt: ctx.now }
    const personIds = people.map(({ id }) => id)
    const given = await ctx.transaction((tx) =>
      issueBadges(tx, { ...asked, personIds: [...personIds, personIds[0]!] }),
    )
    expect(given.map(({ personId }) => personId).sort()).toEqual(personIds.toSorted())
    later()
    const again = house.asSystem()
    expect(await again.transaction((tx) => issueBadges(tx, { ...asked, personIds }))).toEqual([])
  })

  it('verifies elsewhere, and no longer once it was revoked; its QR code says the same and tells no name', async () => {
    const sunita = await her()
    const { id } = (await give(sunita))!
    const signed = (await openMyBadge(as(sunita), id)) as Json
    const [badge] = await myBadges(as(sunita))
    const verify = () =>
      verifyBadge(
        signed,
        async (url) => (await statusList(house.as(NOBODY), Number(url.split('/').at(-1)))) as Json,
        house.clock.now(),
      )
    expect(await verify()).toBe('valid')
    expect((await check(badge!.address!)).answer).toMatchObject({
      answer: 'valid',
      pass: { name: 'सुनीता कुमारी मीणा' },
    })

    await aRoomAbove((tx) => revokeBadge(tx, { ...AWARD, personId: sunita.id, why: 'mistake' }))
    later()
    expect(await verify()).toBe('revoked')
    const checked = await check(badge!.address!)
    expect(checked.answer).toMatchObject({ answer: 'revoked', kind: 'badge' })
    expect(JSON.stringify(checked)).not.toContain('सुनीता')
    await expect(openMyBadge(as(sunita), id)).rejects.toMatchObject({ id: 'notFound' })
    expect((await myBadges(as(sunita)))[0]).toMatchObject({ standing: 'revoked', address: null })
    // What was given anew has a serial of its own.
    expect((await give(sunita))?.id).toBeDefined()
    expect((await check((await myBadges(as(sunita)))[0]!.address!)).answer.answer).toBe('valid')
  })

  it('asks to be refreshed when what it teaches changed, holds meanwhile, and stops asking when earned again', async () => {
    const sunita = await her()
    const about = 'refresh@1'
    await give(sunita, { about })
    expect(await aRoomAbove((tx) => markRefreshDue(tx, 'course', about))).toBe(1)
    expect(await aRoomAbove((tx) => markRefreshDue(tx, 'course', about))).toBe(0)
    const [due] = await myBadges(as(sunita))
    expect(due).toMatchObject({ standing: 'refresh_due' })
    expect((await check(due!.address!)).answer.answer).toBe('valid')
    later()
    await give(sunita, { about })
    expect((await myBadges(as(sunita)))[0]).toMatchObject({ standing: 'valid' })
    expect(await aRoomAbove((tx) => markRefreshDue(tx, 'course', 'never given'))).toBe(0)
  })

  it('expires, for her and for whoever checks', async () => {
    const sunita = await her()
    await give(sunita, { about: 'short@1', expiresAt: new Date(house.clock.now().getTime() + 2 * DAY) })
    const { address } = (await myBadges(as(sunita)))[0]!
    later(4 * DAY)
    expect((await myBadges(as(sunita)))[0]).toMatchObject({ standing: 'expired' })
    expect((await check(address!)).answer).toMatchObject({ answer: 'expired' })
  })

  it('of a title ends with suspension and leaving; what was learned stays learned', async () => {
    const sunita = await her()
    await give(sunita)
    await give(sunita, { kind: 'title', about: 'bauddhik yoddha' })
    await aRoomAbove((tx) => announce(tx, 'people.suspended', { personId: sunita.id }))
    await deliverEvents(house.platform, credentialReactions)
    const standings = (await myBadges(as(sunita))).map(({ kind, standing }) => [kind, standing])
    expect(standings.sort()).toEqual([
      ['course', 'valid'],
      ['title', 'revoked'],
    ])
  })

  it('that was revoked stays revoked when its person’s record is deleted', async () => {
    const sunita = await her()
    await give(sunita, { about: 'gone@1' })
    const { address } = (await myBadges(as(sunita)))[0]!
    await aRoomAbove((tx) =>
      revokeBadge(tx, { kind: 'course', about: 'gone@1', personId: sunita.id, why: 'misuse' }),
    )
    await sql`delete from people.person where id = ${sunita.id}`.execute(house.owner.db)
    expect((await check(address!)).answer.answer).toBe('revoked')
  })

  it('is withdrawn by an administrator of the whole state alone, never one’s own, once', async () => {
    const sunita = await her()
    await give(sunita, { about: 'withdrawn@1' })
    const pass = (await myBadges(as(sunita)))[0]!.address!
    const ask = { pass, why: 'misuse' as const }
    const { tree, wings } = network
    const admin = await network.holder(tree.state, null, 'admin')
    for (const other of [
      await network.holder(tree.state, null, 'coordinator'),
      await network.holder(tree.constituency(0, 1), null, 'admin'),
      await network.holder(tree.state, wings.youth, 'admin'),
      await network.holder(tree.state, null, 'trainer'),
      { ...signedIn(sunita.id), assurance: 2 as const },
    ])
      await expect(withdrawBadge(house.as(other), { ...ask, command: uuidv7() })).rejects.toMatchObject({
        id: 'forbidden',
      })
    await expect(withdrawBadge(house.as(NOBODY), { ...ask, command: uuidv7() })).rejects.toMatchObject({
      id: 'notSignedIn',
    })
    const once = { ...admin, assurance: 1 as const }
    await expect(withdrawBadge(house.as(once), { ...ask, command: uuidv7() })).rejects.toMatchObject({
      id: 'secondStepNeeded',
    })
    expect((await check(pass)).answer.answer).toBe('valid')

    const command = uuidv7()
    await withdrawBadge(house.as(admin), { ...ask, command })
    await withdrawBadge(house.as(admin), { ...ask, command })
    expect((await check(pass)).answer.answer).toBe('revoked')
    // The next lesson that she passes of the same course brings it back as little as the same again; another course's badge is hers.
    expect(await give(sunita, { about: 'withdrawn@1' })).toBeUndefined()
    expect((await give(sunita, { about: 'another@1' }))?.id).toBeDefined()
    expect((await myBadges(as(sunita))).map(({ standing }) => standing).sort()).toEqual(['revoked', 'valid'])
    for (const none of [pass, 'nonsense', (await cardOfHer()).address])
      await expect(
        withdrawBadge(house.as(admin), { pass: none, why: 'mistake', command: uuidv7() }),
      ).rejects.toMatchObject({ id: 'notFound' })
    const own = house.as(admin)
    await own.transaction((tx) => issueBadge(tx, { ...AWARD, personId: admin.personId, earnedAt: own.now }))
    const mine = (await myBadges(own))[0]!.address!
    await expect(withdrawBadge(own, { pass: mine, why: 'mistake', command: uuidv7() })).rejects.toMatchObject(
      { id: 'notFound' },
    )
  })

  it('can be drawn as a certificate', async () => {
    const sunita = await her()
    const { id } = (await give(sunita))!
    const pdf = await certificateOfMine(as(sunita), id)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.length).toBeLessThan(150_000)
  })

  it('says what it was given for to anybody, and nothing that there is not', async () => {
    await give(await her())
    const { rows } = await sql<{
      number: number
    }>`select min(number) as number from credentials.award`.execute(house.owner.db)
    expect((await viewAward(house.as(NOBODY), rows[0]!.number)).document).toMatchObject({
      type: ['Achievement'],
    })
    for (const none of [0, 999_999, 1.5])
      await expect(viewAward(house.as(NOBODY), none)).rejects.toMatchObject({ id: 'notFound' })
    for (const none of [7, -1, Number.NaN])
      await expect(statusList(house.as(NOBODY), none)).rejects.toMatchObject({ id: 'notFound' })
  })
})

const cardOfHer = async () => {
  const person = await her()
  await makeCardFor(as(person))
  return (await myCardPass(as(person)))!
}

describe('what many rows would cost', () => {
  it('finds one’s badges and the revoked of a list by index', async () => {
    await sql`insert into credentials.badge (id, award, person_id, earned_at, issued_at, revoked_at, revoked_why)
      select gen_random_uuid(), (select min(number) from credentials.award), null, now(), now(), case when n % 100 = 0 then now() end,
        case when n % 100 = 0 then 'mistake' end from generate_series(1, 20000) as n`.execute(house.owner.db)
    await sql`analyze credentials.badge`.execute(house.owner.db)
    const plan = async (query: ReturnType<typeof sql>) => {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(house.owner.db)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    }
    expect(
      await plan(
        sql`select * from credentials.badge where person_id = ${uuidv7()}::uuid order by earned_at desc`,
      ),
    ).toContain('badge_person')
    expect(
      await plan(
        sql`select serial from credentials.badge where revoked_at is not null and serial between 0 and 1000`,
      ),
    ).toMatch(/badge_revoked|badge_serial/)
    expect(await plan(sql`select * from credentials.badge where serial = 77`)).toContain('badge_serial_key')
  })
})
