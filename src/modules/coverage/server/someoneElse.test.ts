/** "Someone else" for every verb: each level × wing asks about each place × wing; who may is said by parents, not by intervals. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, PersonActor } from '#platform/access/actor.ts'
import { NOBODY } from '#platform/access/actor.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { arrangeNetwork, type Network, type Place } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { boothsOf } from './boothsOf.ts'
import { coverageCsv } from './coverageCsv.ts'
import { coverageOf } from './coverageOf.ts'
import { nextVacantBooths } from './nextVacantBooths.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

type Asked = { placeId: string; wing?: number | undefined }
const verbs: Record<string, (ctx: Context, asked: Asked) => Promise<unknown>> = {
  coverageOf,
  boothsOf,
  nextVacantBooths,
  coverageCsv,
}

const outcome = async (act: () => Promise<unknown>): Promise<string> => {
  try {
    await act()
    return 'did'
  } catch (thrown) {
    if (isRefusal(thrown)) return thrown.id
    throw thrown
  }
}

const isAbove = (above: Place, place: Place): boolean => {
  for (let at: Place | undefined = place; at; at = network.tree.places.find(({ id }) => id === at!.parentId))
    if (at.id === above.id) return true
  return false
}

const allowExport = (actor: PersonActor) =>
  sql`update people.appointment set may_export = true where person_id = ${actor.personId}`.execute(
    house.owner.db,
  )

describe.each(Object.entries(verbs))('%s', (_name, act) => {
  it('answers inside one’s own place and wing, and is forbidden to every other', async () => {
    const { tree } = network
    const places = [
      tree.state,
      tree.district(0),
      tree.district(1),
      tree.constituency(0, 0),
      tree.booth(0, 0, 1),
    ]
    const answers: unknown[] = []
    const expected: unknown[] = []
    for (const stand of places)
      for (const own of [null, 1, 2]) {
        const actor = await network.holder(stand, own)
        await allowExport(actor)
        for (const target of places)
          for (const wing of [undefined, 1, 2]) {
            const about = `${stand.level} ${own} → ${target.nameEn} ${wing}`
            answers.push([about, await outcome(() => act(house.as(actor), { placeId: target.id, wing }))])
            const lawful = isAbove(stand, target) && (own === null || wing === undefined || wing === own)
            expected.push([about, lawful ? 'did' : 'forbidden'])
          }
      }
    expect(answers).toEqual(expected)
    expect(answers).toHaveLength(225)
  }, 60_000)

  it('is closed to visitors and to those who answer for nobody', async () => {
    const asked = { placeId: network.tree.state.id }
    const as = (actor: Actor) => outcome(() => act(house.as(actor), asked))
    expect(await as(NOBODY)).toBe('notSignedIn')
    for (const role of ['volunteer', 'trainer', 'creator', 'mitra'] as const) {
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
    await sql`update places.place set name_en = '=1+1, "x"' where id = ${tree.booth(1, 0, 0).id}`.execute(
      house.owner.db,
    )
    await network.person({ place: tree.booth(1, 0, 0), name: 'गुप्त नाम' })
    const { text, name } = await csv(await network.holder(tree.constituency(1, 0), null, 'admin'))
    const lines = text.trim().split('\r\n')
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain(`"'=1+1, ""x"""`)
    expect(lines[1]).toContain(',verified,1,0,')
    expect(text).not.toContain('गुप्त')
    expect(name).toBe('coverage-prabhatgarh-town.csv')
  })
})
