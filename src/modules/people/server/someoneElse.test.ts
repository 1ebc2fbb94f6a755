/**
 * "Someone else" for every verb: each role at each level, in each wing and in all, tries it on each level, in line and beside. What should
 * happen comes from an oracle of its own (tests/permissions/oracle.ts). A verb without a row fails tests/permissions/everyVerb.test.ts.
 */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { chainOf, eachOf, LEVELS, stands } from '#tests/permissions/crossing.ts'
import { peopleLists } from '#tests/permissions/peopleLists.ts'
import { importRows } from '#tests/permissions/importRows.ts'
import { ORGANISATION, PROGRAMME } from '#tests/permissions/casts.ts'
import { peopleRows } from '#tests/permissions/peopleRows.ts'
import { everybodyTries } from '#tests/permissions/everybodyTries.ts'
import type { Rule } from '#tests/permissions/oracle.ts'
import { everyCrossing } from '#tests/permissions/tryRows.ts'
import { revealPhone } from './revealPhone.ts'
import { viewActing } from './viewActing.ts'

describe.each([ORGANISATION, PROGRAMME])('in the $edition edition', (cast) => {
  const { rows, leading, holder, ...on } = everybodyTries({
    cast,
    rows: (at) => ({ ...peopleRows(at, cast), ...importRows(at, cast) }),
    lists: (at) => peopleLists(at, cast),
    done: 'declinePerson',
  })

  it('everybody tries: all pairs of levels in line and beside, and all pairs of wings', () => {
    const rule: Rule = { [cast.coordinator]: 'within' }
    const levels = LEVELS.length
    for (const full of [false, true]) {
      const all = everyCrossing(on.stage().network, cast, { rule, full })
      const pairs = all.filter(({ stand }) => stand.role === cast.coordinator)
      const ways = full && cast === ORGANISATION ? 3 : 1
      expect(new Set(pairs.map(({ pair }) => pair)).size).toBe(levels * levels * ways + (levels - 1) * levels)
      // In line each level meets each; from each, and on each, in the own wing, in another and in every wing.
      const inLine = pairs.map(({ pair }) => pair).filter((pair) => !pair.startsWith('beside'))
      expect(new Set(inLine.map((pair) => pair.split(', ')[0])).size).toBe(levels * levels)
      for (const end of [/: (\w+) [=→]/, /[=→] (\w+),/]) {
        const met = inLine.map((pair) => `${end.exec(pair)![1]}, ${pair.split(', ')[1]}`)
        expect(new Set(met).size).toBe(levels * 3)
      }
      const wings = new Set(pairs.map(({ stand, wing }) => `${stand.wing} → ${wing}`))
      const everyPair = [0, 1, 2, null].flatMap((own) => [0, 1, 2].map((wing) => `${own} → ${wing}`))
      if (ways === 3) expect([...wings].sort()).toEqual(everyPair.sort())
      expect(new Set(all.map(({ stand }) => stand.role))).toEqual(new Set([...leading, ...cast.powerless]))
    }
  })

  it('viewActing says as what one acts: one’s own place and wing, and never more', async () => {
    const { house, network } = on.stage()
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

  it('nobody decides about herself, whatever she holds', async () => {
    const { house, network } = on.stage()
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
    const { house, network } = on.stage()
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

  it('nobody opens a number without signing in', async () => {
    const reveal = { command: uuidv7(), personId: on.stage().boss.personId }
    expect(await outcomeOf(() => revealPhone(on.stage().house.as(NOBODY), reveal))).toBe('refused')
  })
})
