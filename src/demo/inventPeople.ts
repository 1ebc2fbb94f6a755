import { demoId } from './demoId.ts'
import { demoPhone } from './demoPhone.ts'
import type { ConstituencyGround, Spot } from './ground.ts'
import { inventName, type NameLists } from './inventedNames.ts'
import { PARENT_WING, WOMENS_WING, type InventedPerson, type InventedState } from './inventedPerson.ts'
import type { SeededRandom } from './seededRandom.ts'
import type { Allotment } from './unevenCoverage.ts'
import { writtenTwice } from './writtenTwice.ts'
import { DAY_MS } from '#platform/clock/clock.ts'

/** Personas have the first numbers. */
const FIRST_HOUSEHOLD = 100
const SECOND_AT_A_BOOTH = 0.12
const SHARES_THE_PHONE = 0.55

type Share<T> = readonly (readonly [T, number])[]
const WINGS: Share<number> = [
  [PARENT_WING, 52],
  [1, 28],
  [WOMENS_WING, 20],
]
const STATES: Share<InventedState> = [
  ['vouched', 58],
  ['placed', 17],
  ['phone_verified', 8],
  ['applied', 9],
  ['declined', 3],
  ['suspended', 1],
  ['left', 4],
]
const STATES_WHERE_STRONG: Share<InventedState> = [
  ['vouched', 86],
  ['placed', 8],
  ['applied', 3],
  ['declined', 1],
  ['left', 2],
]

/**
 * Invents everybody of one constituency: mostly one person at a booth, now and then a second, often of the same household and behind the
 * same phone.
 * @param number how many people were invented before; makes ids and phones unique
 */
export function inventPeople(
  { constituency, people, strong }: Allotment,
  number: number,
  random: SeededRandom,
  lists: NameLists,
  now: Date,
): InventedPerson[] {
  const invented: InventedPerson[] = []
  const surnames = new Map<InventedPerson, NameLists['surnames'][number]>()
  const settled: InventedPerson[] = []
  const free = shuffled(constituency.booths, random)
  while (invented.length < people) {
    const neighbour =
      settled.length > 0 && (free.length === 0 || random.chance(SECOND_AT_A_BOOTH))
        ? random.pick(settled)
        : undefined
    const household = neighbour !== undefined && random.chance(SHARES_THE_PHONE) ? neighbour : undefined
    const wing = random.weighted(WINGS)
    const woman = wing === WOMENS_WING || random.chance(0.25)
    const { name, surname } = inventName(random, lists, woman, household && surnames.get(household))
    const state = random.weighted(strong ? STATES_WHERE_STRONG : STATES)
    const applied = now.getTime() - daysAgo(state, random) * DAY_MS
    const person: InventedPerson = {
      id: demoId(`person/${number + invented.length}`),
      name,
      typedInHindi: random.chance(0.7),
      phone: household?.phone ?? demoPhone(FIRST_HOUSEHOLD + number + invented.length),
      language: random.chance(0.92) ? 'hi' : 'en',
      place: placeOf(state, constituency, neighbour?.place ?? free.at(-1)!),
      wing,
      state,
      appliedAt: new Date(applied),
      changedAt: new Date(applied + (now.getTime() - applied) * random.next() * 0.8),
    }
    if (person.place !== constituency) settled.push(person)
    if (person.place === free.at(-1)) free.pop()
    surnames.set(person, surname)
    invented.push(person)
  }
  return writtenTwice(invented)
}

/** Whoever has proved a phone and not yet found a booth stands in the constituency as a whole. */
const placeOf = (state: InventedState, constituency: ConstituencyGround, booth: Spot): Spot =>
  state === 'phone_verified' ? constituency : booth

/** Those who wait came lately; the others over the last half year. */
const daysAgo = (state: InventedState, random: SeededRandom): number =>
  state === 'applied' || state === 'phone_verified'
    ? 12 * random.next()
    : state === 'placed'
      ? 21 * random.next()
      : 10 + 170 * random.next()

function shuffled<T>(list: readonly T[], random: SeededRandom): T[] {
  const mixed = [...list]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = random.integer(at + 1)
    ;[mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!]
  }
  return mixed
}
