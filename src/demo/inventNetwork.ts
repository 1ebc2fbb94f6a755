import { DAY_MS } from '#platform/clock/clock.ts'
import { demoId } from './demoId.ts'
import type { Ground, Spot } from './ground.ts'
import { personaGround } from './ground.ts'
import { WOMENS_WING, type InventedPerson } from './inventedPerson.ts'
import type { SeededRandom } from './seededRandom.ts'

export interface InventedAppointment {
  readonly id: string
  readonly personId: string
  readonly role: string
  readonly place: Spot
  readonly wing: number | null
  readonly from: Date
  readonly givenBy: string | null
  readonly mayExport: boolean
}
export interface InventedVouch {
  readonly id: string
  readonly personId: string
  readonly vouchedBy: string
  readonly place: Spot
  readonly wing: number
  readonly at: Date
}
export interface InventedNetwork {
  readonly appointments: readonly InventedAppointment[]
  readonly vouches: readonly InventedVouch[]
}

/** Not every post is filled: an organisation that had all its coordinators would not need us. */
const DISTRICT_FILLED = 0.86
const CONSTITUENCY_FILLED = 0.3
const YEAR_MS = 365 * DAY_MS

/** Personas' posts, given before the others are thought of. */
export interface PersonaPosts {
  readonly state: InventedPerson
  readonly district: InventedPerson
  readonly constituency: InventedPerson
  readonly women: InventedPerson
  readonly administrator: InventedPerson
  readonly trainer: InventedPerson
  readonly creator: InventedPerson
  readonly reviewer: InventedPerson
}

/** Personas' posts that are no coordinator's. */
const ROLES = ['admin', 'trainer', 'creator', 'reviewer'] as const

/** Gives coordinators their appointments from the top down, makes volunteers of all who were vouched for, and says who vouched. */
export function inventNetwork(
  ground: Ground,
  people: readonly InventedPerson[],
  personas: PersonaPosts,
  random: SeededRandom,
  now: Date,
): InventedNetwork {
  const from = new Date(now.getTime() - YEAR_MS)
  const appointments: InventedAppointment[] = []
  const appoint = (
    who: InventedPerson,
    place: Spot,
    wing: number | null,
    by: string | null,
    mayExport = false,
  ) => {
    appointments.push({
      id: demoId(`appointment/${appointments.length}`),
      personId: who.id,
      role:
        ROLES.find((role) => who === personas[role === 'admin' ? 'administrator' : role]) ?? 'coordinator',
      place,
      wing,
      from,
      givenBy: by,
      mayExport,
    })
    return who
  }
  const own = personaGround(ground)
  appoint(personas.administrator, ground, null, null, true)
  const state = appoint(personas.state, ground, null, personas.administrator.id, true)
  appoint(personas.women, own.district, WOMENS_WING, state.id)
  const taken = new Set(Object.values(personas).map(({ id }) => id))
  const nearest = new Map<number, string>()
  const byPlace = Map.groupBy(
    people.filter((one) => one.state === 'vouched'),
    ({ place }) => place.lft,
  )

  for (const district of ground.districts) {
    const vouched = (booths: readonly Spot[]) =>
      booths.flatMap(({ lft }) => byPlace.get(lft) ?? []).filter(({ id }) => !taken.has(id))
    const fill = (candidates: readonly InventedPerson[], chance: number): InventedPerson | undefined => {
      const chosen = random.chance(chance) && candidates.length > 0 ? random.pick(candidates) : undefined
      if (chosen) taken.add(chosen.id)
      return chosen
    }
    const head =
      district === own.district
        ? personas.district
        : fill(vouched(district.constituencies.flatMap(({ booths }) => booths)), DISTRICT_FILLED)
    if (head) appoint(head, district, null, state.id, head === personas.district)
    for (const constituency of district.constituencies) {
      const lead =
        constituency === own.constituency
          ? personas.constituency
          : fill(vouched(constituency.booths), CONSTITUENCY_FILLED)
      if (lead) appoint(lead, constituency, null, (head ?? state).id)
      for (const { lft } of [constituency, ...constituency.booths])
        nearest.set(lft, (lead ?? head ?? state).id)
    }
  }
  appoint(personas.trainer, ground, null, state.id)
  appoint(personas.creator, ground, null, state.id)
  appoint(personas.reviewer, ground, null, state.id)
  return withVolunteers(people, appointments, nearest, state.id)
}

/** A vouch comes from the nearest coordinator, never from oneself; a coordinator's own from the state. */
function withVolunteers(
  people: readonly InventedPerson[],
  appointments: readonly InventedAppointment[],
  nearest: ReadonlyMap<number, string>,
  state: string,
): InventedNetwork {
  const vouches: InventedVouch[] = []
  const volunteers: InventedAppointment[] = []
  for (const person of people) {
    if (person.state !== 'vouched' || person.id === state) continue
    const near = nearest.get(person.place.lft) ?? state
    const vouchedBy = near === person.id ? state : near
    const { id, place, wing, changedAt } = person
    vouches.push({ id: demoId(`vouch/${id}`), personId: id, vouchedBy, place, wing, at: changedAt })
    volunteers.push({
      id: demoId(`volunteer/${id}`),
      personId: id,
      role: 'volunteer',
      place,
      wing,
      from: changedAt,
      givenBy: vouchedBy,
      mayExport: false,
    })
  }
  return { appointments: [...appointments, ...volunteers], vouches }
}
