/** What looks unlikely becomes a question to somebody else: never a verdict, never a block. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { arrangeReport, arrangeTask } from '#tests/builders/tasks.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { BURST_REPORTS, DEVICE_PEOPLE, HAND_PEOPLE, type QuestionKind } from '../domain/pattern.ts'
import { answerQuestion } from './answerQuestion.ts'
import { askQuestions } from './askQuestions.ts'
import { countQuestionsForMe, listQuestions } from './listQuestions.ts'

let house: TestPlatform
let network: Network
let taskId: string
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  taskId = await arrangeTask(house, { place: network.tree.state })
})
afterAll(() => house.close())

const people = (count: number, seat: number, wing = 1): Promise<MadeUpPerson[]> =>
  Promise.all(
    Array.from({ length: count }, (_, n) =>
      network.person({ place: network.tree.booth(0, seat, n % 3), wing }),
    ),
  )
const report = (
  person: MadeUpPerson,
  changes: { device?: string; madeAt?: Date; answeredBy?: string } = {},
) =>
  arrangeReport(house, {
    taskId,
    personId: person.id,
    place: person.place,
    wing: person.wing,
    state: changes.answeredBy ? 'confirmed' : 'sent',
    ...changes,
  })
const kinds = async () => {
  const { rows } = await sql<{
    kind: QuestionKind
  }>`select kind from tasks.question`.execute(house.owner.db)
  return rows.map(({ kind }) => kind)
}
const ask = () => askQuestions(house.asSystem())
const newestFor = async (place: Parameters<Network['holder']>[0]) => {
  const actor = await network.holder(place, null)
  return { actor, list: (await listQuestions(house.as(actor))).rows }
}

describe('a question', () => {
  it('is asked of one device for many people, once a week, and not of a household', async () => {
    for (const person of await people(DEVICE_PEOPLE - 1, 0)) await report(person, { device: 'household' })
    expect(await ask()).toBe(0)
    const [...many] = await people(DEVICE_PEOPLE, 0)
    for (const person of many) await report(person, { device: 'one for all' })
    expect([await ask(), await ask()]).toEqual([1, 0])
    const { actor, list } = await newestFor(network.tree.constituency(0, 0))
    expect(list[0]).toMatchObject({
      kind: 'one_device',
      isOpen: true,
      facts: { people: DEVICE_PEOPLE, reports: DEVICE_PEOPLE },
    })
    expect(list[0]!.named).toHaveLength(DEVICE_PEOPLE)
    expect(await countQuestionsForMe(house.as(actor))).toBe(1)
    // The coordinator of another constituency, and of another wing, are not asked.
    expect((await newestFor(network.tree.constituency(0, 1))).list).toEqual([])
    const women = await network.holder(network.tree.constituency(0, 0), 2)
    expect((await listQuestions(house.as(women))).rows).toEqual([])
  })

  it('is asked of many reports within one hour of a night, not of an evening’s nor of a night’s slow drip', async () => {
    const before = await ask()
    const at = (hourUtc: number, minute: number) => new Date(Date.UTC(2026, 10, 20, hourUtc, minute))
    for (const [n, person] of (await people(BURST_REPORTS, 1)).entries())
      await report(person, { madeAt: at(15, n) }) // 20:30 IST
    for (const [n, person] of (await people(BURST_REPORTS - 1, 1)).entries())
      await report(person, { madeAt: at(18, 40 + n) })
    expect([before, await ask()]).toEqual([0, 0])
    const [last] = await people(1, 1)
    await report(last!, { madeAt: at(19, 30) })
    expect(await ask()).toBe(1)
    expect((await newestFor(network.tree.constituency(0, 1))).list[0]).toMatchObject({
      kind: 'night_burst',
      facts: { people: BURST_REPORTS },
    })
  })

  it('is asked of one hand that invited, vouched and confirmed, of those above it and never of itself', async () => {
    const seat = network.tree.constituency(1, 0)
    const hand = await network.holder(seat, null)
    const peer = await network.holder(network.tree.booth(1, 0, 0), null)
    const invitation = uuidv7()
    const now = house.clock.now()
    await sql`
      insert into people.invitation (id, code_hash, code_sealed, place_id, place_lft, wing, made_by, made_at, expires_at, uses_allowed)
      values (${invitation}, 'h', 's', ${seat.id}, ${seat.lft}, 1, ${hand.personId}, ${now}, ${new Date(now.getTime() + 9e8)}, 9)`.execute(
      house.owner.db,
    )
    for (let n = 0; n < HAND_PEOPLE; n++) {
      const person = await network.person({
        place: network.tree.booth(1, 0, n % 3),
        wing: 1,
        invitationId: invitation,
      })
      await sql`
        insert into people.vouch (id, person_id, vouched_by, place_id, wing, at, same_hand)
        values (${uuidv7()}, ${person.id}, ${hand.personId}, ${person.place.id}, 1, ${now}, true)`.execute(
        house.owner.db,
      )
      await report(person, { answeredBy: hand.personId })
    }
    expect(await ask()).toBe(1)
    expect((await listQuestions(house.as(hand))).rows).toEqual([])
    expect((await listQuestions(house.as(peer))).rows).toEqual([])
    const { list } = await newestFor(network.tree.district(1))
    expect(list[0]).toMatchObject({ kind: 'one_hand', facts: { people: HAND_PEOPLE } })
    const { rows } = await sql<{ id: string }>`select id from tasks.question where kind = 'one_hand'`.execute(
      house.owner.db,
    )
    const answer = {
      command: uuidv7(),
      questionId: rows[0]!.id,
      answer: 'fine',
      words: 'मैं ही अकेला हूँ',
    } as const
    expect(await outcomeOf(() => answerQuestion(house.as(hand), answer))).toBe('refused')
  })

  it('is answered in words, looked at closer first if need be, and changes nothing else', async () => {
    const { actor, list } = await newestFor(network.tree.district(0))
    const question = list.find(({ kind }) => kind === 'one_device')!
    const world = async () => {
      const { rows } = await sql<{ told: string }>`
        select md5(string_agg(r::text, '|' order by r.id)) || (select md5(string_agg(p::text, '|' order by p.id)) from people.person p) as told
        from tasks.report r`.execute(house.owner.db)
      return rows[0]!.told
    }
    const before = await world()
    const say = (answer: 'fine' | 'look_closer', words: string) =>
      answerQuestion(house.as(actor), { command: uuidv7(), questionId: question.id, answer, words })
    await expect(say('fine', ' ')).rejects.toMatchObject({ fields: { words: 'tasks_because_needed' } })
    await say('look_closer', 'मैं कल मिलने जाऊँगा')
    await say('fine', 'एक शिविर में एक ही फ़ोन था')
    await expect(say('look_closer', 'फिर से')).rejects.toMatchObject({ reason: 'tasks_question_settled' })
    expect(await world()).toBe(before)
    const { rows } = await listQuestions(house.as(actor))
    expect(rows.at(-1)).toMatchObject({ id: question.id, isOpen: false, words: 'एक शिविर में एक ही फ़ोन था' })
    expect((await kinds()).toSorted()).toEqual(['night_burst', 'one_device', 'one_hand'])
  })
})
