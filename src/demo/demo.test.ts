import { join } from 'node:path'
import { sql } from 'kysely'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { unseal } from '#platform/keys/sealed.ts'
import { plantTree } from '#tests/builders/tree.ts'
import { plantRajasthan } from '#tests/builders/rajasthan.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { myBadges } from '#modules/credentials/server/myBadges.ts'
import { loadCourses } from '#modules/learning/server/index.ts'
import { myCatalogue } from '#modules/learning/server/myCatalogue.ts'
import { myRecall } from '#modules/learning/server/myRecall.ts'
import { reckonActivity } from '#modules/people/server/reckonActivity.ts'
import { loadDemo } from './loadDemo.ts'
import { passLessons } from './passLessons.ts'
import { DEMO_PEOPLE } from './organisationDemo.ts'
import { ORGANISATION_PERSONAS, personasOf, PROGRAMME_PERSONAS } from './personas.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
  await plantRajasthan(house)
  expect(await loadDemo(house.platform)).toBe(DEMO_PEOPLE)
}, 120_000)
afterAll(() => house.close())

const ask = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  (await query.execute(house.owner.db)).rows

describe('the made-up organisation', () => {
  it('is uneven: some districts above 60 % verified, some almost vacant', async () => {
    const shares = await ask(sql<{ share: number }>`
      select count(distinct s.place_lft)::float / count(distinct b.lft) as share
      from places.area a join places.booth b on b.lft between a.lft and a.rgt
      left join people.person s on s.place_lft = b.lft and s.standing = 3
      where a.level = 'district' group by a.id order by share`)
    expect(shares).toHaveLength(41)
    expect(shares.filter(({ share }) => share > 0.6).length).toBeGreaterThanOrEqual(3)
    expect(shares.filter(({ share }) => share < 0.01).length).toBeGreaterThanOrEqual(5)
    expect(shares.filter(({ share }) => share > 0.03 && share < 0.4).length).toBeGreaterThanOrEqual(10)
  })

  it('has three wings and people on every step, some of them active by what somebody else confirmed', async () => {
    const wings = await ask(sql<{ wing: number; n: number }>`
      select wing, count(*)::int as n from people.person group by wing order by wing`)
    expect(wings.map(({ wing }) => wing)).toEqual([0, 1, 2])
    for (const { n } of wings) expect(n).toBeGreaterThan(500)
    const states = new Map(
      (
        await ask(
          sql<{
            state: string
            n: number
          }>`select state, count(*)::int as n from people.person group by state`,
        )
      ).map(({ state, n }) => [state, n]),
    )
    for (const state of ['applied', 'phone_verified', 'placed', 'vouched', 'declined', 'left'])
      expect(states.get(state), state).toBeGreaterThan(30)
    for (const state of ['active', 'lapsed']) expect(states.get(state), state).toBeGreaterThan(1)
    const [proven] = await ask(sql<{ n: number; alone: number }>`
      select count(*)::int as n, count(*) filter (where not exists (select from people.activity a join tasks.report r on r.id = a.source
        where a.person_id = p.id and r.state = 'confirmed' and r.answered_by <> p.id))::int as alone
      from people.person p where state in ('active', 'lapsed')`)
    expect(proven).toEqual({ n: states.get('active')! + states.get('lapsed')!, alone: 0 })
    expect(await reckonActivity(house.asSystem())).toEqual({ active: 0, lapsed: 0 })
  })

  it("seats the constituency coordinator where her persona's line and the README's walk say", async () => {
    const [seat] = await ask(sql<{ name_en: string; name_hi: string }>`
      select p.name_en, p.name_hi from people.appointment a join places.place p on p.id = a.place_id
      where a.person_id = ${ORGANISATION_PERSONAS.constituencyCoordinator.personId} and a.role = 'coordinator'`)
    expect(seat).toEqual({ name_en: 'Vidhyadhar Nagar', name_hi: 'विद्याधर नगर' })
    const { aboutEn, aboutHi } = ORGANISATION_PERSONAS.constituencyCoordinator
    expect([aboutEn, aboutHi]).toEqual([
      expect.stringContaining(seat!.name_en),
      expect.stringContaining(seat!.name_hi),
    ])
  })

  it('keeps the rules that hold for everybody: a booth behind every vouch, another hand in every vouch', async () => {
    const [faults] = await ask(sql<{
      without_booth: number
      by_oneself: number
      without_vouch: number
      elsewhere: number
    }>`
      select
        (select count(*)::int from people.person p where state in ('vouched', 'placed')
          and not exists (select from places.booth b where b.id = p.place_id)) as without_booth,
        (select count(*)::int from people.vouch where vouched_by is null or vouched_by = person_id) as by_oneself,
        (select count(*)::int from people.person p where state = 'vouched'
          and not exists (select from people.vouch v where v.person_id = p.id)) as without_vouch,
        (select count(*)::int from people.person p join places.place x on x.id = p.place_id where x.lft <> p.place_lft) as elsewhere`)
    // The state coordinator is the first: nobody stood above her who could have vouched.
    expect(faults).toEqual({ without_booth: 0, by_oneself: 0, without_vouch: 1, elsewhere: 0 })
  })

  it('shares phones within households, and every phone has a mobile number’s form', async () => {
    const shared = await ask(sql<{ n: number }>`
      select count(*)::int as n from people.person group by phone_index having count(*) > 1`)
    expect(shared.length).toBeGreaterThan(100)
    expect(Math.max(...shared.map(({ n }) => n))).toBeLessThan(9)
    const sealed = await ask(sql<{ id: string; phone_sealed: Buffer }>`
      select id, phone_sealed from people.person order by id limit 200`)
    for (const { id, phone_sealed } of sealed) {
      const phone = unseal(house.platform.keys, phone_sealed, `people.phone:${id}`)
      expect(phone).toMatch(/^\+9161000\d{5}$/)
      expect(parsePhoneNumberFromString(phone)?.isValid()).toBe(true)
    }
  })

  it('gives each persona her authority, and some posts are not filled', async () => {
    const held = async (personId: string) =>
      ask(sql<{ role: string; level: string; wing: number | null }>`
        select role, level, wing from people.authority_of(${personId}, ${house.platform.clock.now()}) order by role`)
    const {
      stateCoordinator,
      districtCoordinator,
      constituencyCoordinator,
      womensCoordinator,
      boothVolunteer,
    } = ORGANISATION_PERSONAS
    expect(await held(stateCoordinator.personId)).toContainEqual({
      role: 'coordinator',
      level: 'state',
      wing: null,
    })
    expect(await held(districtCoordinator.personId)).toContainEqual({
      role: 'coordinator',
      level: 'district',
      wing: null,
    })
    expect(await held(constituencyCoordinator.personId)).toContainEqual({
      role: 'coordinator',
      level: 'constituency',
      wing: null,
    })
    expect(await held(womensCoordinator.personId)).toContainEqual({
      role: 'coordinator',
      level: 'district',
      wing: 2,
    })
    expect((await held(boothVolunteer.personId)).map(({ role }) => role)).toEqual(['volunteer'])
    const [filled] = await ask(sql<{ n: number }>`
      select count(distinct place_id)::int as n from people.appointment a join places.place p on p.id = a.place_id
      where role = 'coordinator' and level = 'district'`)
    expect(filled!.n).toBeGreaterThan(25)
    expect(filled!.n).toBeLessThan(41)
  })

  it('is loaded once: a second start keeps what is there', async () => {
    expect(await loadDemo(house.platform)).toBe(0)
  })
})

it('the programme edition has its own staff and none of the organisation', async () => {
  const programme = await testPlatform('programme')
  try {
    await plantTree(programme.owner.db)
    const people = await loadDemo(programme.platform)
    expect(people).toBeGreaterThanOrEqual(Object.keys(PROGRAMME_PERSONAS).length)
    expect(people).toBeLessThan(20)
    const ids = (
      await sql<{ id: string }>`select id from people.person`.execute(programme.owner.db)
    ).rows.map(({ id }) => id)
    for (const { personId } of personasOf('programme')) expect(ids).toContain(personId)
    for (const { personId } of personasOf('organisation')) expect(ids).not.toContain(personId)
  } finally {
    await programme.close()
  }
})

describe('the made-up volunteer', () => {
  it('has learnt what her badges say: the whole course, its recall cards and its own name, while her neighbours have begun', async () => {
    await loadCourses(house.asSystem(), join(process.cwd(), 'data/courses'), 'released')
    await passLessons(house.platform)
    await passLessons(house.platform)
    const self = personActor({
      personId: ORGANISATION_PERSONAS.boothVolunteer.personId,
      accountId: uuidv7(),
      sessionId: uuidv7(),
      assurance: 1,
      authorities: [],
    })
    const whole = (await myCatalogue(house.as(self))).filter(({ passed }) => passed > 0)
    expect(whole.map(({ lessons, passed }) => passed - lessons.length)).toEqual([0])
    const badges = await myBadges(house.as(self))
    expect(badges.filter(({ kind }) => kind === 'course').map(({ nameHi }) => nameHi)).toEqual([
      whole[0]!.title,
    ])
    expect((await myRecall(house.as(self))).progress).not.toEqual((await myRecall(house.as({ ...self, personId: uuidv7() }))).progress) // prettier-ignore
    const [learners] = await ask(
      sql<{ n: number }>`select count(distinct person_id)::int as n from learning.pass`,
    )
    expect(learners!.n).toBe(4)
  })
})
