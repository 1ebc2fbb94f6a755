/**
 * "Someone else" for every verb of a room: each role at each level, in each wing and in all, tries it on each level, in line and beside, and so
 * does nobody. What should happen comes from an oracle of its own (oracle.ts). A verb without a row fails everyVerb.test.ts.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import type { Cast } from './casts.ts'
import { chainOf, eachOf, holdersOf, stands } from './crossing.ts'
import { may } from './oracle.ts'
import type { List } from './peopleLists.ts'
import type { Row, Stage } from './peopleRows.ts'
import { tryRow } from './tryRows.ts'

/** What a room tries: its verbs and its lists, made before the stage stands. */
interface Tried {
  readonly cast: Cast
  readonly rows: (at: () => Stage) => Record<string, Row>
  readonly lists: (at: () => Stage) => Record<string, List>
  /** The row that a coordinator of the state does, to prove that a deed leaves a trace. */
  readonly done: string
  /** What the room needs besides a network, such as settings. */
  readonly arrange?: (house: TestPlatform) => Promise<unknown>
}

/** Registers the tests of one room in one edition. @returns for tests of the room's own: the rows, the stage and who stands on it */
export function everybodyTries({ cast, rows: rowsOf, lists: listsOf, done, arrange: arrangeMore }: Tried) {
  let stage: Stage
  let holder: ReturnType<typeof holdersOf>
  beforeAll(async () => {
    const house = await testPlatform(cast.edition)
    const network = await arrangeNetwork(house, 'everyLevel')
    stage = { house, network, boss: await network.holder(network.tree.state, null, cast.admin) }
    holder = holdersOf(house, network)
    await arrangeMore?.(house)
  })
  afterAll(() => stage.house.close())
  const rows = rowsOf(() => stage)
  const lists = listsOf(() => stage)
  const leading = [cast.coordinator, cast.admin, ...cast.watchers]

  it.each(Object.keys(lists))(
    '%s shows what lies in the asker’s reach, and nothing else',
    async (name) => {
      const { rule, arrange, ask } = lists[name]!
      const { house, network } = stage
      const listed = await arrange()
      const told = new Map(listed.map(({ id, place, wing }) => [id, `${place.level} ${place.lft}, ${wing}`]))
      const named = (ids: readonly string[]) => ids.flatMap((id) => told.get(id) ?? []).sort()
      const askers = [
        ...stands(network.tree, leading),
        ...cast.powerless.map((role) => ({ role, place: network.tree.state, wing: null })),
      ]
      const by = ({ role, place, wing }: (typeof askers)[number]) =>
        `${role} ${place.level} ${place.lft} ${wing}`
      const seen = await eachOf(askers, async (stand) => ({
        by: by(stand),
        seen: named(await ask(house.as(await holder(stand)))),
      }))
      const lawful = askers.map((stand) => ({
        by: by(stand),
        seen: named(listed.filter((target) => may(network.tree, rule, stand, target)).map(({ id }) => id)),
      }))
      expect(seen).toEqual(lawful)
      expect(await ask(house.as(NOBODY)).catch(() => [])).toEqual([])
    },
    60_000,
  )

  it.each(Object.keys(rows))(
    '%s: whoever may does it, everybody else is refused',
    async (name) => {
      const tried = await tryRow(stage.house, stage.network, holder, cast, rows[name]!)
      const told = ({ what }: { what: string }, outcome: unknown) => `${what}: ${JSON.stringify(outcome)}`
      expect(tried.map((one) => told(one, one.outcome))).toEqual(tried.map((one) => told(one, one.expected)))
      expect(tried.some(({ outcome }) => outcome === 'did')).toBe(Object.keys(rows[name]!.rule).length > 0)
    },
    60_000,
  )

  it('a visitor who is not signed in gets nowhere', async () => {
    const booth = chainOf(stage.network.tree).at(-1)!
    for (const [name, { arrange, act, unseen }] of Object.entries(rows)) {
      const subject = await arrange(booth, 1)
      const outcome = await outcomeOf(() => act(stage.house.as(NOBODY), subject, booth, 1))
      expect(['refused', { otherwise: unseen }], name).toContainEqual(outcome)
    }
  })

  it('nothing that was refused left a trace: not in the audit log, not in the outbox', async () => {
    const { house, network } = stage
    const stranger = await network.holder(network.tree.at(1), 2, cast.coordinator)
    const booth = chainOf(network.tree).at(-1)!
    for (const [name, { arrange, act }] of Object.entries(rows)) {
      const subject = await arrange(booth, 1)
      const sown = await tracesIn(house)
      const outcome = await outcomeOf(() => act(house.as(stranger), subject, booth, 1))
      expect(outcome === 'refused' || typeof outcome === 'object', name).toBe(true)
      expect(await tracesIn(house), name).toEqual(sown)
    }
    // What is done does leave one, or the comparison would prove nothing.
    const leader = await network.holder(network.tree.state, null, cast.coordinator)
    const subject = await rows[done]!.arrange(booth, 1)
    const before = await tracesIn(house)
    await rows[done]!.act(house.as(leader), subject, booth, 1)
    expect((await tracesIn(house)).audit).toBe(before.audit + 1)
  })

  return {
    rows,
    leading,
    stage: () => stage,
    holder: (...asked: Parameters<typeof holder>) => holder(...asked),
  }
}

/** Everything that a deed leaves behind. */
async function tracesIn(house: TestPlatform) {
  const { rows } = await sql<{ audit: number; events: number; commands: number; sightings: number }>`
    select (select count(*)::int from audit.entry) as audit, (select count(*)::int from outbox.event) as events,
      (select count(*)::int from platform.command) as commands, (select count(*)::int from people.sighting) as sightings`.execute(
    house.owner.db,
  )
  return rows[0]!
}
