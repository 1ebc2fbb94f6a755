/**
 * "Someone else" for every verb: each role at each level, in each wing and in all, tries it on each level, in line and beside. What should
 * happen comes from an oracle of its own (tests/permissions/oracle.ts). A verb without a row fails tests/permissions/everyVerb.test.ts.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform } from '#tests/database/testPlatform.ts'
import { chainOf, eachOf, holdersOf, LEVELS, stands } from '#tests/permissions/crossing.ts'
import { may } from '#tests/permissions/oracle.ts'
import { peopleLists } from '#tests/permissions/peopleLists.ts'
import { importRows } from '#tests/permissions/importRows.ts'
import { ORGANISATION, PROGRAMME } from '#tests/permissions/casts.ts'
import { peopleRows, type Stage } from '#tests/permissions/peopleRows.ts'
import { everyCrossing, tryRow } from '#tests/permissions/tryRows.ts'
import { revealPhone } from './revealPhone.ts'
import { viewActing } from './viewActing.ts'

describe.each([ORGANISATION, PROGRAMME])('in the $edition edition', (cast) => {
  let stage: Stage
  let holder: ReturnType<typeof holdersOf>
  beforeAll(async () => {
    const house = await testPlatform(cast.edition)
    const network = await arrangeNetwork(house, 'everyLevel')
    const boss = await network.holder(network.tree.state, null, cast.admin)
    stage = { house, network, boss }
    holder = holdersOf(house, network)
  })
  afterAll(() => stage.house.close())
  const rows = { ...peopleRows(() => stage, cast), ...importRows(() => stage, cast) }
  const lists = peopleLists(() => stage, cast)
  const leading = [cast.coordinator, cast.admin, ...cast.watchers]

  it('everybody tries: all pairs of levels in line and beside, and all pairs of wings', () => {
    const all = everyCrossing(stage.network, cast, {
      rule: { [cast.coordinator]: 'within' },
      sparse: false,
    })
    const pairs = all.filter(({ stand }) => stand.role === cast.coordinator)
    const levels = LEVELS.length
    expect(new Set(pairs.map(({ pair }) => pair)).size).toBe(levels * levels * 3 + (levels - 1) * levels)
    const wings = new Set(pairs.map(({ stand, wing }) => `${stand.wing} → ${wing}`))
    expect([...wings].sort()).toEqual(
      [0, 1, 2, null].flatMap((own) => [0, 1, 2].map((wing) => `${own} → ${wing}`)).sort(),
    )
    expect(new Set(all.map(({ stand }) => stand.role))).toEqual(new Set([...leading, ...cast.powerless]))
  })

  it.each(Object.keys(lists))(
    '%s shows what lies in the asker’s reach, and nothing else',
    async (name) => {
      const { rule, arrange, ask } = lists[name]!
      const { house, network } = stage
      const listed = await arrange()
      const ids = new Set(listed.map(({ id }) => id))
      const placeNames = new Map(
        listed.map(({ id, place, wing }) => [id, `${place.level} ${place.lft}, ${wing}`]),
      )
      const named = (shown: readonly string[]) =>
        shown.flatMap((id) => (ids.has(id) ? [placeNames.get(id)!] : [])).sort()
      const askers = [
        ...stands(network.tree, leading),
        ...cast.powerless.map((role) => ({ role, place: network.tree.state, wing: null })),
      ]
      const seen = await eachOf(askers, async (stand) => ({
        by: `${stand.role} ${stand.place.level} ${stand.place.lft} ${stand.wing}`,
        seen: named(await ask(house.as(await holder(stand)))),
      }))
      const lawful = askers.map((stand) => ({
        by: `${stand.role} ${stand.place.level} ${stand.place.lft} ${stand.wing}`,
        seen: named(listed.filter((target) => may(network.tree, rule, stand, target)).map(({ id }) => id)),
      }))
      expect(seen).toEqual(lawful)
      expect(await ask(house.as(NOBODY)).catch(() => [])).toEqual([])
    },
    60_000,
  )

  it('viewActing says as what one acts: one’s own place and wing, and never more', async () => {
    const { house, network } = stage
    const told = await eachOf(stands(network.tree, leading), async (stand) => {
      const acting = await viewActing(house.as(await holder(stand)))
      return {
        role: acting.leads?.role,
        place: acting.leads?.place.id,
        wing: acting.leads?.wing?.number ?? null,
        invites: acting.invitesInto.map(({ number }) => number),
        exports: acting.exports,
      }
    })
    const lawful = stands(network.tree, leading).map(({ role, place, wing }) => ({
      role,
      place: place.id,
      wing,
      invites: cast.watchers.includes(role) ? [] : wing === null ? [0, 1, 2] : [wing],
      exports: role === cast.admin ? wing : undefined,
    }))
    expect(told).toEqual(lawful)
    for (const role of cast.powerless) {
      const acting = await viewActing(house.as(await holder({ role, place: network.tree.state, wing: null })))
      expect(acting, role).toMatchObject({ leads: undefined, invitesInto: [], exports: undefined })
    }
  })

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

  it('nobody decides about herself, whatever she holds', async () => {
    const { house, network } = stage
    const booth = chainOf(network.tree).at(-1)!
    const decisions = Object.entries(rows).filter(
      ([name, { arrange }]) => /^(vouch|decline|revokeVouch|suspend|reinstate|give)/.test(name) && arrange,
    )
    expect(decisions.length).toBeGreaterThan(12)
    for (const role of [cast.coordinator, cast.admin]) {
      for (const state of ['placed', 'vouched', 'suspended'] as const) {
        const made = await network.person({ place: booth, wing: 0, state: 'vouched' })
        await network.appoint(made, { role, place: network.tree.state, wing: null })
        const self = await network.actor(made)
        await sql`update people.person set state = ${state} where id = ${made.id}`.execute(house.owner.db)
        for (const [name, { act }] of decisions)
          expect(await outcomeOf(() => act(house.as(self), self.personId, booth, 0)), `${role} ${name}`).toBe(
            'refused',
          )
      }
    }
  })

  it('exports, reveals, appointments and imports ask for the second step, whoever it is', async () => {
    const { house, network } = stage
    const once: PersonActor = await network.holder(network.tree.state, null, cast.admin, 1)
    const booth = chainOf(network.tree).at(-1)!
    const guarded = Object.entries(rows).filter(([name]) =>
      /^(export|reveal|give|end|chooseColumns|badRows)|Import/.test(name),
    )
    expect(guarded.length).toBeGreaterThan(10)
    for (const [name, { arrange, act }] of guarded) {
      const subject = await arrange(booth, 1)
      const outcome = await outcomeOf(() => act(house.as(once), subject, booth, 1))
      expect(outcome, name).toEqual({ otherwise: 'secondStepNeeded' })
    }
  })

  it('nothing that was refused left a trace: not in the audit log, not in the outbox', async () => {
    const { house, network } = stage
    const stranger = await network.holder(network.tree.at(1), 2, cast.coordinator)
    const booth = chainOf(network.tree).at(-1)!
    for (const [name, { arrange, act }] of Object.entries(rows)) {
      const subject = await arrange(booth, 1)
      const sown = await traces()
      const outcome = await outcomeOf(() => act(house.as(stranger), subject, booth, 1))
      expect(outcome === 'refused' || typeof outcome === 'object', name).toBe(true)
      expect(await traces(), name).toEqual(sown)
    }
    // What is done does leave one, or the comparison would prove nothing.
    const before = await traces()
    const { arrange, act } = rows.declinePerson!
    await act(house.as(stage.boss), await arrange(booth, 1), booth, 1)
    expect((await traces()).audit).toBe(before.audit + 1)
  })

  /** Everything that a deed leaves behind. */
  async function traces() {
    const { rows: found } = await sql<{ audit: number; events: number; commands: number; sightings: number }>`
      select (select count(*)::int from audit.entry) as audit, (select count(*)::int from outbox.event) as events,
        (select count(*)::int from platform.command) as commands, (select count(*)::int from people.sighting) as sightings`.execute(
      stage.house.owner.db,
    )
    return found[0]!
  }

  it('a visitor who is not signed in gets nowhere', async () => {
    const { house, network } = stage
    const booth = chainOf(network.tree).at(-1)!
    for (const [name, { arrange, act }] of Object.entries(rows)) {
      const subject = await arrange(booth, 1)
      const outcome = await outcomeOf(() => act(house.as(NOBODY), subject, booth, 1))
      expect(['refused', { otherwise: rows[name]!.unseen }], name).toContainEqual(outcome)
    }
    const reveal = { command: uuidv7(), personId: stage.boss.personId }
    expect(await outcomeOf(() => revealPhone(house.as(NOBODY), reveal))).toBe('refused')
  })
})
