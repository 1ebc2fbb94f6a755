/** Coverage against a naive oracle in TypeScript, over a random network: every level, wing and filter, seen by everybody who coordinates. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { seededRandom } from '#demo/seededRandom.ts'
import { arrangeNetwork, type Network, type PersonState, type Place } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import {
  byNeed,
  COVERAGE_STATES,
  shareVerified,
  stateOfBooth,
  together,
  type CoverageCounts,
  type CoverageState,
  type Standing,
} from '../domain/coverage.ts'
import { BOOTH_FILTERS, statesOf } from '../domain/filter.ts'
import { orderBooths } from '../domain/orderBooths.ts'
import { BOOTH_ORDERS } from '../domain/query.ts'
import { boothPage, everyBooth } from './boothStore.ts'
import { coverageOf } from './coverageOf.ts'
import { nextVacantBooths } from './nextVacantBooths.ts'
import { viewCoverage } from './viewCoverage.ts'

const STATES: readonly PersonState[] = [
  'applied',
  'phone_verified',
  'placed',
  'vouched',
  'active',
  'lapsed',
  'declined',
  'suspended',
  'left',
]
const STANDING: Readonly<Record<PersonState, Standing>> = {
  active: 4,
  vouched: 3,
  placed: 2,
  phone_verified: 2,
  applied: 2,
  lapsed: 1,
  declined: 0,
  suspended: 0,
  left: 0,
}
const WINGS = [undefined, 0, 1, 2] as const

let house: TestPlatform
let network: Network
const people: { place: Place; wing: number; state: PersonState }[] = []
let seers: { name: string; place: Place; wing: number | null; actor: PersonActor }[]

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  const random = seededRandom(7)
  const booths = tree.places.filter(({ level }) => level === 'booth')
  const settle = async (place: Place) => {
    const one = { place, wing: random.integer(3), state: random.pick(STATES) }
    people.push(one)
    await network.person(one)
  }
  for (let n = 0; n < 24; n++) await settle(random.pick(booths.slice(0, 9)))
  // Without a booth: stands at the constituency and counts for none.
  for (let n = 0; n < 4; n++) await settle(tree.constituency(1, 1))
  seers = []
  for (const place of [tree.state, tree.district(0), tree.constituency(0, 1), tree.booth(0, 0, 1)])
    for (const wing of [null, 1, 2]) {
      const actor = await network.holder(place, wing)
      people.push({ place, wing: wing ?? 0, state: 'vouched' })
      seers.push({ name: `${place.level}, wing ${wing ?? 'every'}`, place, wing, actor })
    }
  await sql`update places.place set lat = 25 + lft * 0.01, lon = 75 + (lft % 7) * 0.02, coord_quality = 'inside' where lft % 5 <> 0`.execute(
    house.owner.db,
  )
}, 60_000)
afterAll(() => house.close())

const within = (outer: Place, inner: Place): boolean => outer.lft <= inner.lft && inner.rgt <= outer.rgt
const boothsUnder = (place: Place): Place[] =>
  network.tree.places.filter((one) => one.level === 'booth' && within(place, one))
const peopleAt = (booth: Place, wing: number | null): Standing[] =>
  people
    .filter((one) => one.place.id === booth.id && (wing === null || one.wing === wing))
    .map(({ state }) => STANDING[state])
const stateAt = (booth: Place, wing: number | null): CoverageState => stateOfBooth(peopleAt(booth, wing))
const countsAt = (place: Place, wing: number | null): CoverageCounts =>
  together(boothsUnder(place).map((booth) => ({ ...together([]), [stateAt(booth, wing)]: 1 })))

/** Every question that is lawful: who asks, about which place, in which wing; `counted` is the wing the oracle counts. */
function* lawful() {
  for (const seer of seers)
    for (const place of network.tree.places.filter((one) => within(seer.place, one)))
      for (const wing of WINGS)
        if (wing === undefined || seer.wing === null || wing === seer.wing)
          yield { ...seer, asked: place, wing, counted: wing ?? seer.wing }
}

describe('coverage', () => {
  it('of any place, wing and onlooker is what the oracle counts from the people', async () => {
    let questions = 0
    for (const { name, actor, asked, wing, counted } of lawful()) {
      const view = await coverageOf(house.as(actor), { placeId: asked.id, wing })
      const about = `${name} asks for ${asked.nameEn}, wing ${wing}`
      expect(view.counts, about).toEqual(countsAt(asked, counted))
      expect(view.people, about).toBe(
        boothsUnder(asked)
          .flatMap((booth) => peopleAt(booth, counted))
          .filter((one) => one > 0).length,
      )
      const children = network.tree.places.filter((one) => one.parentId === asked.id && one.level !== 'booth')
      expect(view.areas.map(({ id, counts }) => [id, counts])).toEqual(
        children.map((child) => [child.id, countsAt(child, counted)]),
      )
      questions++
    }
    expect(questions).toBeGreaterThan(80)
  }, 60_000)

  it('by constituency skips a level and loses no booth', async () => {
    const { actor } = seers[0]!
    const view = await coverageOf(house.as(actor), { by: 'constituency' })
    expect(view.areas.map(({ level, counts }) => [level, counts])).toEqual(
      network.tree.places
        .filter(({ level }) => level === 'constituency')
        .map((place) => ['constituency', countsAt(place, null)]),
    )
    expect(view.counts).toEqual(countsAt(network.tree.state, null))
  })

  it('keeps its counts in whatever division one came down: the one that skips a level, or booth by booth', async () => {
    const { actor } = seers[0]!
    for (const place of [network.tree.state, network.tree.district(1), network.tree.constituency(0, 1)])
      for (const by of ['children', 'constituency', 'booth'] as const) {
        const view = await coverageOf(house.as(actor), { placeId: place.id, by })
        expect(view.counts, `${place.level} by ${by}`).toEqual(countsAt(place, null))
        expect(view.areas.map(({ id }) => id)).not.toContain(place.id)
      }
  })

  it('opens on one’s own place, with what lies above as names only', async () => {
    const { actor, place } = seers.find(({ name }) => name === 'constituency, wing 2')!
    const view = await coverageOf(house.as(actor), {})
    expect(view.place.id).toBe(place.id)
    expect(view.way.map(({ open }) => open)).toEqual([false, false, true])
    expect(view.wing).toBe(2)
    expect(view.wings.map(({ number }) => number)).toEqual([2])
  })
})

describe('the booths behind a number', () => {
  it('are exactly those that were counted, in any state, counted or missing to the target', async () => {
    // Every other filter by turns: each is asked for by half of those who may ask.
    for (const [nth, { name, actor, asked, wing, counted }] of [...lawful()].entries())
      for (const state of [undefined, ...BOOTH_FILTERS].filter((_, at) => (at + nth) % 2 === 0)) {
        const question = { placeId: asked.id, wing, state }
        const seen = await viewCoverage(house.as(actor), { ...question, by: 'booth', sort: 'number' })
        const view = seen.booths!
        const expected = boothsUnder(asked).filter(
          // A booth's own page shows it in whatever state it is.
          (booth) => asked.level === 'booth' || !state || statesOf(state).includes(stateAt(booth, counted)),
        )
        expect(
          view.booths.map((booth) => [booth.id, booth.state, booth.people, booth.waiting]),
          `${name} asks for ${asked.nameEn}, wing ${wing}, ${state}`,
        ).toEqual(
          expected.map((booth) => [
            booth.id,
            stateAt(booth, counted),
            peopleAt(booth, counted).filter((one) => one > 0).length,
            people.filter(
              (one) =>
                one.place.id === booth.id &&
                one.state === 'placed' &&
                (counted === null || one.wing === counted),
            ).length,
          ]),
        )
        expect(view.found).toBe(expected.length)
      }
  }, 120_000)

  it('come by number, vacant first, or most people first, each with its constituency', async () => {
    const ctx = house.as(seers[0]!.actor)
    const byState = (await viewCoverage(ctx, { by: 'booth' })).booths!.booths
    const rank = byState.map(({ state }) => COVERAGE_STATES.indexOf(state))
    expect(rank).toEqual(rank.toSorted((one, other) => other - one))
    const inOrder = (await viewCoverage(ctx, { by: 'booth', sort: 'people' })).booths!
    const byPeople = inOrder.booths.map((booth) => booth.people)
    expect(byPeople).toEqual(byPeople.toSorted((one, other) => other - one))
    for (const booth of byState)
      expect(booth.constituency?.id).toBe(network.tree.places.find(({ id }) => id === booth.id)!.parentId)
  })
})

describe('the booths of a map', () => {
  it('come in the very order in which the database lists them', async () => {
    const { actor, place } = seers[0]!
    for (const order of BOOTH_ORDERS) {
      const [listed, known] = await house.as(actor).transaction(async (tx) => {
        const question = { place, wings: null, state: undefined }
        return [await boothPage(tx, question, order, 1), await everyBooth(tx, question)]
      })
      expect(orderBooths(known, order)).toEqual(listed)
    }
  })
})

describe('the next vacant booths', () => {
  it('are the vacant ones by need: lowest constituency first, then distance', async () => {
    const from = { lat: 25.2, lon: 75.1 }
    const located = await sql<{ id: string; lat: number | null; lon: number | null }>`
      select id, lat, lon from places.booth`.execute(house.owner.db)
    const km = (id: string): number | null => {
      const { lat, lon } = located.rows.find((one) => one.id === id)!
      if (lat === null || lon === null) return null
      return 111.2 * Math.hypot(lat - from.lat, (lon - from.lon) * Math.cos((from.lat * Math.PI) / 180))
    }
    for (const { actor, asked, wing, counted } of lawful()) {
      const found = await nextVacantBooths(house.as(actor), { placeId: asked.id, wing, limit: 100, ...from })
      const expected = boothsUnder(asked)
        .filter((booth) => stateAt(booth, counted) === 'vacant')
        .map((booth) => {
          const constituency = network.tree.places.find(({ id }) => id === booth.parentId)!
          // What lies outside one's scope is not known to be covered.
          const seen = shareSeen(actor, constituency, counted)
          return { id: booth.id, lft: booth.lft, constituencyShare: seen, distanceKm: km(booth.id) }
        })
        .toSorted(byNeed)
      expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    }
  }, 60_000)

  const shareSeen = (actor: PersonActor, constituency: Place, wing: number | null): number => {
    const scope = actor.authorities.find(({ role }) => role === 'coordinator')!
    return shareVerified(
      together(
        boothsUnder(constituency).map((booth) => ({
          ...together([]),
          [scope.lft <= booth.lft && booth.rgt <= scope.rgt ? stateAt(booth, wing) : 'vacant']: 1,
        })),
      ),
    )
  }

  it('are as many as asked for', async () => {
    expect(await nextVacantBooths(house.as(seers[0]!.actor), { limit: 2 })).toHaveLength(2)
  })
})
