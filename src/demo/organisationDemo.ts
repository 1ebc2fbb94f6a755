import { DAY_MS } from '#platform/clock/clock.ts'
import { seededRandom } from './seededRandom.ts'
import { personaGround, type Ground, type Spot } from './ground.ts'
import type { NameLists } from './inventedNames.ts'
import { PARENT_WING, WOMENS_WING, type InventedPerson } from './inventedPerson.ts'
import { inventNetwork, type InventedNetwork } from './inventNetwork.ts'
import { inventPeople } from './inventPeople.ts'
import { ORGANISATION_PERSONAS, type Persona } from './personas.ts'
import { allotPeople } from './unevenCoverage.ts'

const SEED = 20_261_122
export const DEMO_PEOPLE = 5_000
const HALF_A_YEAR_MS = 182 * DAY_MS

export interface InventedOrganisation extends InventedNetwork {
  readonly people: readonly InventedPerson[]
}

/** The whole made-up organisation: the same people at the same booths at every start, with dates counted back from `now`. */
export function inventOrganisation(ground: Ground, lists: NameLists, now: Date): InventedOrganisation {
  const random = seededRandom(SEED)
  const { creator, reviewer, ...personas } = settlePersonas(ground, now)
  const studio = [creator, reviewer]
  const others: InventedPerson[] = []
  const wanted = DEMO_PEOPLE - Object.keys(personas).length
  for (const allotment of allotPeople(ground, wanted, random))
    others.push(...inventPeople(allotment, others.length, random, lists, now))
  // They came later than the others were thought of: who those are stays as it was.
  const people = [...Object.values(personas), ...others.slice(0, others.length - studio.length), ...studio]
  return { people, ...inventNetwork(ground, people, { ...personas, creator, reviewer }, random, now) }
}

/** Everybody whom a newcomer may be lives in the personas' constituency, at booths of their own. */
function settlePersonas(ground: Ground, now: Date) {
  const { booths } = personaGround(ground).constituency
  const settle = (persona: Persona, booth: number, wing = PARENT_WING) =>
    settled(persona, booths[booth % booths.length]!, wing, now)
  return {
    state: settle(ORGANISATION_PERSONAS.stateCoordinator, 0),
    district: settle(ORGANISATION_PERSONAS.districtCoordinator, 1),
    constituency: settle(ORGANISATION_PERSONAS.constituencyCoordinator, 2),
    women: settle(ORGANISATION_PERSONAS.womensCoordinator, 3, WOMENS_WING),
    volunteer: settle(ORGANISATION_PERSONAS.boothVolunteer, 4),
    administrator: settle(ORGANISATION_PERSONAS.administrator, 5),
    trainer: settle(ORGANISATION_PERSONAS.trainer, 6),
    creator: settle(ORGANISATION_PERSONAS.creator, 7),
    reviewer: settle(ORGANISATION_PERSONAS.reviewer, 8),
  }
}

/** A persona as a person of long standing. */
export const settled = (persona: Persona, place: Spot, wing: number, now: Date): InventedPerson => ({
  id: persona.personId,
  name: { latin: persona.nameEn, devanagari: persona.nameHi },
  typedInHindi: true,
  phone: persona.phone,
  language: 'hi',
  place,
  wing,
  state: 'vouched',
  appliedAt: new Date(now.getTime() - HALF_A_YEAR_MS),
  changedAt: new Date(now.getTime() - HALF_A_YEAR_MS * 0.9),
})
