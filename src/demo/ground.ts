import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** A place as the generator needs it. */
export interface Spot {
  readonly id: string
  readonly lft: number
}
export interface ConstituencyGround extends Spot {
  readonly booths: readonly Spot[]
}
export interface DistrictGround extends Spot {
  readonly constituencies: readonly ConstituencyGround[]
  readonly boothCount: number
}
export interface Ground extends Spot {
  readonly districts: readonly DistrictGround[]
}

interface Row extends Spot {
  level: string
  rgt: number
}

/**
 * The state's places, on which the made-up people are set down.
 * @throws Error when the places are not loaded yet
 */
export async function readGround(tx: Transaction): Promise<Ground> {
  const areas = (await sql<Row>`select id, level, lft, rgt from places.area order by lft`.execute(tx.db)).rows
  const booths = (await sql<Spot>`select id, lft from places.booth order by lft`.execute(tx.db)).rows
  const state = areas.find((area) => area.level === 'state')
  if (!state || booths.length === 0) throw new Error('load the places before the made-up people')
  const constituencies = areas
    .filter((area) => area.level === 'constituency')
    .map((area) => ({ id: area.id, lft: area.lft, booths: inside(area, booths) }))
    .filter(({ booths }) => booths.length > 0)
  const districts = areas
    .filter((area) => area.level === 'district')
    .map((area) => {
      const own = inside(area, constituencies)
      const boothCount = own.reduce((sum, { booths }) => sum + booths.length, 0)
      return { id: area.id, lft: area.lft, constituencies: own, boothCount }
    })
    .filter(({ boothCount }) => boothCount > 0)
  return { id: state.id, lft: state.lft, districts }
}

/** The part of a list (ascending by lft) that lies within a place; by halving, since 45,000 booths are asked 200 times. */
function inside<T extends Spot>(outer: Row, inner: readonly T[]): readonly T[] {
  const from = (bound: number): number => {
    let [low, high] = [0, inner.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (inner[middle]!.lft < bound) low = middle + 1
      else high = middle
    }
    return low
  }
  return inner.slice(from(outer.lft), from(outer.rgt))
}

/** Where the personas work: the district with most booths, and its middle constituency. */
export function personaGround(ground: Ground): {
  district: DistrictGround
  constituency: ConstituencyGround
} {
  const district = ground.districts.reduce((most, one) => (one.boothCount > most.boothCount ? one : most))
  return { district, constituency: district.constituencies[district.constituencies.length >> 1]! }
}
