/** "Someone else" for every verb of the room: each role at each level, in each wing and in all, tries it on each level (tests/permissions/). */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { arrangeSettings } from '#tests/builders/outreach.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform } from '#tests/database/testPlatform.ts'
import { ORGANISATION } from '#tests/permissions/casts.ts'
import { chainOf, eachOf, holdersOf, stands } from '#tests/permissions/crossing.ts'
import { may } from '#tests/permissions/oracle.ts'
import type { Stage } from '#tests/permissions/peopleRows.ts'
import { outreachLists, outreachRows } from '#tests/permissions/outreachRows.ts'
import { tryRow } from '#tests/permissions/tryRows.ts'

let stage: Stage
let holder: ReturnType<typeof holdersOf>
beforeAll(async () => {
  const house = await testPlatform()
  const network = await arrangeNetwork(house, 'everyLevel')
  stage = { house, network, boss: await network.holder(network.tree.state, null, 'admin') }
  holder = holdersOf(house, network)
  await arrangeSettings(house)
})
afterAll(() => stage.house.close())
const rows = outreachRows(() => stage)
const lists = outreachLists(() => stage)
const leading = [ORGANISATION.coordinator, ORGANISATION.admin, ...ORGANISATION.watchers]

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
      ...ORGANISATION.powerless.map((role) => ({ role, place: network.tree.state, wing: null })),
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
    const tried = await tryRow(stage.house, stage.network, holder, ORGANISATION, rows[name]!)
    const told = ({ what }: { what: string }, outcome: unknown) => `${what}: ${JSON.stringify(outcome)}`
    expect(tried.map((one) => told(one, one.outcome))).toEqual(tried.map((one) => told(one, one.expected)))
    expect(tried.some(({ outcome }) => outcome === 'did')).toBe(true)
  },
  60_000,
)

it('a visitor who is not signed in gets nowhere', async () => {
  const booth = chainOf(stage.network.tree).at(-1)!
  for (const [name, { arrange, act }] of Object.entries(rows)) {
    const subject = await arrange(booth, 1)
    expect(await outcomeOf(() => act(stage.house.as(NOBODY), subject, booth, 1)), name).toBe('refused')
  }
})
