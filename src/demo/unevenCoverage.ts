import type { ConstituencyGround, DistrictGround, Ground } from './ground.ts'
import { personaGround } from './ground.ts'
import type { SeededRandom } from './seededRandom.ts'

/** How many people a constituency gets, and how far along they are. */
export interface Allotment {
  readonly district: DistrictGround
  readonly constituency: ConstituencyGround
  readonly people: number
  /** Well worked: nearly everybody is vouched for. */
  readonly strong: boolean
}

/**
 * People a booth in the districts that stand out, so that the map has something to tell. Small districts, else 5,000 people could not fill
 * them; households put two at some booths, so 0.92 verifies more than 60 %.
 */
const STANDING_OUT = [1.12, 0.92, 0.92, 0.62, 0.62, 0.4, 0.4, 0.36] as const
/** From here on nearly everybody is vouched for: somebody works there. */
const WELL_WORKED = 0.9
const PERSONA_CONSTITUENCY = 0.85
const PERSONA_DISTRICT = 0.1
/** Weights of the others, from vacant to begun. */
const WEIGHTS = [0.02, 0.05, 0.1, 0.3, 0.6, 1, 1.4, 2, 3.2] as const

/** Spreads people unevenly over the constituencies; their sum is exactly `people`. */
export function allotPeople(ground: Ground, people: number, random: SeededRandom): Allotment[] {
  const own = personaGround(ground)
  const small = ground.districts
    .filter((district) => district !== own.district)
    .sort((a, b) => a.boothCount - b.boothCount)
  // Every second one, so that they do not all lie together.
  const density = new Map(STANDING_OUT.map((people, index) => [small[index * 2 + 1], people]))
  const wishes = ground.districts.flatMap((district) => {
    const weight = random.pick(WEIGHTS)
    return district.constituencies.map((constituency) => {
      const booths = constituency.booths.length
      const jitter = 0.3 + 1.4 * random.next()
      if (constituency === own.constituency)
        return { district, constituency, strong: true, fixed: booths * PERSONA_CONSTITUENCY, loose: 0 }
      const people = density.get(district)
      if (people !== undefined)
        return {
          district,
          constituency,
          strong: people >= WELL_WORKED,
          fixed: booths * people * (0.5 + jitter / 2),
          loose: 0,
        }
      if (district === own.district)
        return { district, constituency, strong: false, fixed: booths * PERSONA_DISTRICT * jitter, loose: 0 }
      return { district, constituency, strong: false, fixed: 0, loose: booths * weight * jitter }
    })
  })
  return roundToSum(wishes, people)
}

interface Wish {
  district: DistrictGround
  constituency: ConstituencyGround
  strong: boolean
  fixed: number
  loose: number
}

/** Largest remainders, so that nobody is lost to rounding. Fixed wishes shrink only where they alone exceed the sum. */
function roundToSum(wishes: readonly Wish[], people: number): Allotment[] {
  const sum = (of: 'fixed' | 'loose') => wishes.reduce((all, wish) => all + wish[of], 0)
  const fixed = sum('fixed')
  const loose = sum('loose')
  const shrink = loose === 0 || fixed > people ? people / fixed : 1
  const rest = loose === 0 ? 0 : Math.max(0, people - fixed) / loose
  const exact = wishes.map((wish) => wish.fixed * shrink + wish.loose * rest)
  const whole = exact.map(Math.floor)
  let missing = people - whole.reduce((all, one) => all + one, 0)
  const byRemainder = exact
    .map((_, index) => index)
    .sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!))
  for (const index of byRemainder) {
    if (missing-- <= 0) break
    whole[index]!++
  }
  return wishes.map(({ district, constituency, strong }, index) => ({
    district,
    constituency,
    strong,
    people: whole[index]!,
  }))
}
