import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { announce } from '#platform/outbox/announce.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { saveSettings, settingsSchema } from '#platform/settings/settings.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { signedIn } from '#tests/builders/people.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { aboutTitle, ruleOf, titleStep } from '../domain/titleRule.ts'
import { credentialReactions, issueBadge, issueBadges, markRefreshDue, revokeBadge } from './index.ts'
import { myBadges } from './myBadges.ts'
import { myTitle } from './myTitle.ts'
import { setTitleRule, viewTitleRule } from './titleRule.ts'
import { withdrawBadge } from './withdrawBadge.ts'

let house: TestPlatform
let network: Network
const grievance = { grievanceName: 'शिकायत अधिकारी', grievanceContact: 'help@example.org' }
const named = (titleEn: string) =>
  house
    .asSystem()
    .transaction((tx) =>
      saveSettings(tx, settingsSchema.parse({ nameHi: 'नमूना', nameEn: 'Sample', titleEn, ...grievance })),
    )
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  await named('Bauddhik Yoddha')
})
afterAll(() => house.close())

const heard = async () => {
  while ((await deliverEvents(house.platform, credentialReactions)) > 0);
}
const her = (state: 'vouched' | 'placed' = 'vouched') =>
  network.person({ place: network.tree.booth(0, 1, 1), wing: network.wings.youth, state })
const as = ({ id }: MadeUpPerson) => house.as(signedIn(id))
const admin = () => network.holder(network.tree.state, null, 'admin')
const rule = async (courses: number, events: number) => {
  await setTitleRule(house.as(await admin()), { command: uuidv7(), courses, events })
  await heard()
}
const given = (person: MadeUpPerson, kind: 'course' | 'attendance', about: string) => {
  house.clock.moveTo(new Date(house.clock.now().getTime() + 1000))
  const words = { nameHi: 'क', nameEn: 'A', criteriaHi: 'क', criteriaEn: 'A' }
  return house
    .asSystem()
    .transaction((tx) => issueBadge(tx, { kind, about, ...words, personId: person.id, earnedAt: tx.now }))
}
const earns = async (person: MadeUpPerson, kind: 'course' | 'attendance', about: string) => {
  await given(person, kind, about)
  await heard()
}
/** The standing of each title that she was ever given, the newest first. */
const titles = async (person: MadeUpPerson) =>
  (await myBadges(as(person))).filter(({ kind }) => kind === 'title').map(({ standing }) => standing)

describe('the title is earned', () => {
  it('by many at once in one consideration, not by each in one of her own', async () => {
    const people = await Promise.all([her(), her(), her()])
    const award = { nameHi: 'क', nameEn: 'A', criteriaHi: 'क', criteriaEn: 'A' }
    const all = (kind: 'course' | 'attendance', about: string) =>
      house
        .asSystem()
        .transaction((tx) =>
          issueBadges(tx, { kind, about, ...award, personIds: people.map(({ id }) => id), earnedAt: tx.now }),
        )
    await all('course', 'together one')
    await all('course', 'together two')
    await heard()
    const { rows: before } = await sql<{ id: number }>`select max(id) as id from outbox.event`.execute(
      house.owner.db,
    )
    await all('attendance', 'together')
    await heard()
    for (const person of people) expect(await titles(person)).toEqual(['valid'])
    const { rows } = await sql<{ persons: number }>`
      select jsonb_array_length(event.payload->'personIds') as persons from outbox.event event
      join outbox.delivery heard on heard.event_id = event.id and heard.reaction like 'credentials.consider%'
      where event.id > ${before[0]!.id}`.execute(house.owner.db)
    expect(rows).toEqual([{ persons: 3 }])
  })

  it('by two courses and an event unless the organisation says otherwise, and shows how far somebody is', async () => {
    const sunita = await her()
    expect(await myTitle(as(sunita))).toMatchObject({ done: 0, all: 3, standing: 'underWay' })
    await earns(sunita, 'course', 'one')
    await earns(sunita, 'attendance', 'camp')
    await earns(sunita, 'attendance', 'another camp')
    expect(await myTitle(as(sunita))).toMatchObject({ done: 2, courses: { done: 1, all: 2 }, events: { done: 1, all: 1 } })
    expect(await titles(sunita)).toEqual([])
    await earns(sunita, 'course', 'two')
    expect(await titles(sunita)).toEqual(['valid'])
    expect((await myBadges(as(sunita))).find(({ kind }) => kind === 'title')).toMatchObject({
      nameHi: 'बौद्धिक योद्धा',
      criteriaEn: 'Vouched for; courses passed: 2, events attended: 1.',
    })
    await earns(sunita, 'course', 'three')
    expect(await titles(sunita)).toEqual(['valid'])
    expect(await myTitle(as(sunita))).toMatchObject({ done: 3, all: 3, standing: 'held' })
  }) // prettier-ignore

  it('only by whoever has been vouched for: before, it waits for the vouch', async () => {
    const waits = await her('placed')
    for (const about of ['one', 'two']) await earns(waits, 'course', about)
    await earns(waits, 'attendance', 'camp')
    expect(await titles(waits)).toEqual([])
    await sql`update people.person set state = 'vouched' where id = ${waits.id}`.execute(house.owner.db)
    await house.asSystem().transaction((tx) => announce(tx, 'people.vouched', { personId: waits.id }))
    await heard()
    expect(await titles(waits)).toEqual(['valid'])
  })

  it('asks to be refreshed with a course that it rests on, and is good again with it', async () => {
    const sunita = await her()
    for (const about of ['due 1', 'due 2']) await earns(sunita, 'course', about)
    await earns(sunita, 'attendance', 'camp')
    await house.asSystem().transaction((tx) => markRefreshDue(tx, 'course', 'due 1'))
    await heard()
    expect(await titles(sunita)).toEqual(['refresh_due'])
    expect(await myTitle(as(sunita))).toMatchObject({ done: 2, all: 3, standing: 'due' })
    await earns(sunita, 'course', 'due 1')
    expect(await titles(sunita)).toEqual(['valid'])
  })

  it('is taken back with an attendance that was ruled away, and earned again by another', async () => {
    const sunita = await her()
    for (const about of ['one', 'two']) await earns(sunita, 'course', about)
    await earns(sunita, 'attendance', 'camp')
    const gone = { kind: 'attendance', about: 'camp', personId: sunita.id, why: 'taken_back' } as const
    await house.asSystem().transaction((tx) => revokeBadge(tx, gone))
    await heard()
    expect(await titles(sunita)).toEqual(['revoked'])
    await earns(sunita, 'attendance', 'another camp')
    expect((await titles(sunita)).toSorted()).toEqual(['revoked', 'valid'])
  })

  it('ends with a suspension and comes back with its end; what an administrator withdrew is earned anew', async () => {
    const sunita = await her()
    for (const about of ['one', 'two']) await earns(sunita, 'course', about)
    await earns(sunita, 'attendance', 'camp')
    await house.asSystem().transaction((tx) => announce(tx, 'people.suspended', { personId: sunita.id }))
    await heard()
    expect(await titles(sunita)).toEqual(['revoked'])
    await house.asSystem().transaction((tx) => announce(tx, 'people.reinstated', { personId: sunita.id }))
    await heard()
    expect((await titles(sunita)).toSorted()).toEqual(['revoked', 'valid'])

    const standing = (await myBadges(as(sunita))).find((badge) => badge.kind === 'title' && badge.address)!
    house.clock.moveTo(new Date(house.clock.now().getTime() + 61_000))
    await withdrawBadge(house.as(await admin()), { command: uuidv7(), pass: standing.address!, why: 'misuse' })
    await heard()
    await earns(sunita, 'course', 'three')
    expect(await titles(sunita)).toEqual(['revoked', 'revoked'])
    for (const [kind, about] of [['course', 'four'], ['attendance', 'third camp']] as const)
      await earns(sunita, kind, about)
    expect((await titles(sunita)).toSorted()).toEqual(['revoked', 'revoked', 'valid'])
  }) // prettier-ignore

  it('by the new rule from the moment it is set, also by those who met it long ago; nobody loses hers by it', async () => {
    const [first, second] = [await her(), await her()]
    await earns(first, 'course', 'one')
    for (const about of ['one', 'two']) await earns(second, 'course', about)
    await earns(second, 'attendance', 'camp')
    await rule(1, 0)
    expect(await titles(first)).toEqual(['valid'])
    await rule(5, 5)
    expect([await titles(first), await titles(second)]).toEqual([['valid'], ['valid']])
    const third = await her()
    await earns(third, 'course', 'one')
    expect(await myTitle(as(third))).toMatchObject({ done: 1, all: 10 })
    await rule(0, 0)
    expect(await myTitle(as(third))).toBeUndefined()
    await rule(1, 0)
    await named('Karmayogi')
    await earns(third, 'course', 'two')
    expect((await myBadges(as(third))).map(({ nameEn }) => nameEn)).toContain('Bauddhik Yoddha')
    await named('Bauddhik Yoddha')
    await rule(2, 1)
  })

  it('by a rule that the administrator of the whole state alone sees and sets, with the second step', async () => {
    const { tree, wings } = network
    const set = { courses: 3, events: 1 }
    for (const other of [
      await network.holder(tree.state, null, 'coordinator'),
      await network.holder(tree.state, null, 'trainer'),
      await network.holder(tree.state, wings.youth, 'admin'),
      await network.holder(tree.district(0), null, 'admin'),
      { ...signedIn((await her()).id), assurance: 2 as const },
    ]) {
      await expect(setTitleRule(house.as(other), { command: uuidv7(), ...set })).rejects.toMatchObject({ id: 'forbidden' })
      await expect(viewTitleRule(house.as(other))).rejects.toMatchObject({ id: 'forbidden' })
    }
    const hurried = house.as({ ...(await admin()), assurance: 1 as const })
    await expect(setTitleRule(hurried, { command: uuidv7(), ...set })).rejects.toMatchObject({ id: 'secondStepNeeded' })
    for (const verb of [viewTitleRule, myTitle])
      await expect(verb(house.as(NOBODY))).rejects.toMatchObject({ id: 'notSignedIn' })
    const ctx = house.as(await admin())
    for (const courses of ['-1', '21', '1.5', 'many'])
      await expect(setTitleRule(ctx, { command: uuidv7(), courses, events: 1 })).rejects.toMatchObject({ fields: { courses: 'credentials_title_count' } })
    const command = uuidv7()
    await setTitleRule(ctx, { command, ...set })
    await rule(2, 1)
    await setTitleRule(ctx, { command, ...set })
    expect(await viewTitleRule(ctx)).toEqual({ courses: 2, events: 1 })
  }) // prettier-ignore
})

describe('what becomes of a title', () => {
  const few = fc.nat(4)
  const rules = fc.record({ courses: few, events: few })
  it('is settled by one look: a second one finds nothing to do', () => {
    fc.assert(
      fc.property(rules, rules, fc.boolean(), few, few, few, fc.boolean(), fc.boolean(), (now, then, vouched, courses, events, stale, has, due) => {
        const grounds = { courses, events, freshCourses: Math.max(0, courses - stale) }
        const names = { titleHi: 'क', titleEn: 'A' }
        const held = has ? { about: aboutTitle(then, names), isDue: due } : undefined
        const { held: becomes, give } = titleStep(now, vouched, grounds, held)
        const after =
          held && becomes !== 'takenBack'
            ? { ...held, isDue: becomes === 'due' || (becomes === 'stays' && held.isDue) }
            : give
              ? { about: aboutTitle(now, names), isDue: false }
              : undefined
        expect(titleStep(now, vouched, grounds, after)).toEqual({ held: 'stays', give: false })
        if (after && after !== held) expect(vouched).toBe(true)
        if (held) expect(ruleOf(held.about)).toEqual(then)
      }),
    )
  }) // prettier-ignore
})
