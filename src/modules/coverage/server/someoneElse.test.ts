/**
 * "Someone else" for every verb: each role at each level, in each wing and in all, asks about each level, in line and beside, in each wing
 * and without naming one. Who may is said by an oracle of its own (tests/permissions/oracle.ts).
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY, type Actor, type PersonActor } from '#platform/access/actor.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import {
  COVERAGE_VERBS,
  SEES,
  TAKES_OUT,
  WITHOUT_AUTHORITY,
  type Asked,
} from '#tests/permissions/coverageVerbs.ts'
import { crossings, eachOf, holdersOf } from '#tests/permissions/crossing.ts'
import { may } from '#tests/permissions/oracle.ts'
import { coverageCsv } from './coverageCsv.ts'

let house: TestPlatform
let network: Network
let holder: ReturnType<typeof holdersOf>
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house, 'everyLevel')
  holder = holdersOf(house, network)
})
afterAll(() => house.close())

const outcome = async (act: () => Promise<unknown>): Promise<string> => {
  try {
    await act()
    return 'did'
  } catch (thrown) {
    if (isRefusal(thrown)) return thrown.id
    throw thrown
  }
}

const allowExport = (actor: PersonActor) =>
  sql`update people.appointment set may_export = true where person_id = ${actor.personId}`.execute(
    house.owner.db,
  )

describe.each(Object.entries(COVERAGE_VERBS))('%s', (name, act) => {
  it('answers inside one’s own place and wing, and is forbidden to every other', async () => {
    const { tree } = network
    const rule = name === 'coverageCsv' ? TAKES_OUT : SEES
    const asked = (Object.keys(SEES) as (keyof typeof SEES)[]).flatMap((role) => [
      ...crossings(tree, role, role !== 'coordinator'),
      // Without a wing: whatever of one's own wings there is at that place.
      ...crossings(tree, role, true).map((crossing) => ({ ...crossing, wing: undefined })),
    ])
    const told = (pair: string, wing: number | undefined, word: string) => `${pair} (${wing}): ${word}`
    const answers = await eachOf(asked, async ({ stand, target, wing, pair }) => {
      const actor = await holder(stand, true)
      return told(pair, wing, await outcome(() => act(house.as(actor), { placeId: target.id, wing })))
    })
    const expected = asked.map(({ stand, target, wing, pair }) => {
      const lawful = may(tree, rule, stand, { place: target, wing: wing ?? 'none' })
      return told(pair, wing, lawful ? 'did' : 'forbidden')
    })
    expect(answers).toEqual(expected)
    expect(answers).toHaveLength(138 + 3 * 66 + 4 * 66)
  }, 60_000)

  it('is closed to visitors and to those who answer for nobody', async () => {
    const asked = { placeId: network.tree.state.id }
    const as = (actor: Actor) => outcome(() => act(house.as(actor), asked))
    expect(await as(NOBODY)).toBe('notSignedIn')
    for (const role of WITHOUT_AUTHORITY) {
      const actor = await network.holder(network.tree.state, null, role)
      expect(await as(actor), role).toBe('forbidden')
      expect(await outcome(() => act(house.as(actor), {} as Asked)), role).toBe('forbidden')
    }
  })

  it('says what is wrong with a question instead of failing', async () => {
    const ctx = house.as(await network.holder(network.tree.state, null, 'admin'))
    const ask = (asked: unknown) => outcome(() => act(ctx, asked as Asked))
    expect(await ask({ placeId: '00000000-0000-7000-8000-000000000000' })).toBe('notFound')
    expect(await ask({ placeId: 'जयपुर' })).toBe('badInput')
    expect(await ask({ placeId: network.tree.state.id, wing: 31 })).toBe('badInput')
    expect(await ask({ placeId: network.tree.state.id, wing: "1' or true" })).toBe('badInput')
  })
})

describe('the file', () => {
  const csv = (actor: PersonActor, asked: object = {}) => coverageCsv(house.as(actor, 'en'), asked)

  it('needs the second step and the right to export, and leaves a line in the audit log', async () => {
    const { tree } = network
    const once = await network.holder(tree.district(0), null, 'admin', 1)
    expect(await outcome(() => csv(once))).toBe('secondStepNeeded')
    const without = await network.holder(tree.district(0), null)
    expect(await outcome(() => csv(without))).toBe('forbidden')
    await allowExport(without)
    expect(await outcome(() => csv(without))).toBe('did')
    const entries = await sql<{ verb: string; subject: string }>`
      select verb, subject from audit.entry where actor_person = ${without.personId}`.execute(house.owner.db)
    expect(entries.rows).toEqual([{ verb: 'coverage.export', subject: `place:${tree.district(0).id}` }])
  })

  it('holds every booth of the place, no person, and no formula', async () => {
    const { tree } = network
    await sql`update places.place set name_en = '=1+1, "x"' where id = ${tree.at(1, 1, 0).id}`.execute(
      house.owner.db,
    )
    await network.person({ place: tree.at(1, 1, 0), name: 'गुप्त नाम' })
    const { text, name } = await csv(await network.holder(tree.at(1, 1), null, 'admin'))
    const lines = text.trim().split('\r\n')
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain(`"'=1+1, ""x"""`)
    expect(lines[1]).toContain(',verified,Verified,1,0,')
    expect(text).not.toContain('गुप्त')
    expect(name).toBe('coverage-prabhatgarh-rural.csv')
  })
})
