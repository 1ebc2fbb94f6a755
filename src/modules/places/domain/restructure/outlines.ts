import type { Plan } from './plan.ts'
import { seatOf } from './standing.ts'

/** What a restructure does to outlines. */
export interface OutlinesToDraw {
  /** Districts whose constituencies are others now: drawn around what lies in them. */
  readonly districts: readonly string[]
  /** Constituencies that took others over: drawn around both. */
  readonly joined: readonly { readonly id: string; readonly of: readonly string[] }[]
  /** Constituencies that gave or got booths: where their border runs now nobody has told, so they are known approximately only. */
  readonly blurred: readonly string[]
}

/** A name or a number changes no outline. */
export function outlinesToDraw({ changes, places }: Pick<Plan, 'changes' | 'places'>): OutlinesToDraw {
  const districts = new Set<string>()
  const blurred = new Set<string>()
  const joined = new Map<string, string[]>()
  const seat = (id: string | null | undefined): string | undefined => {
    const place = id ? places.get(id) : undefined
    return place && seatOf(place, places)?.id
  }
  for (const { kind, placeId, otherId, was, became } of changes) {
    const place = places.get(placeId)
    if (kind === 'rename' || !place) continue
    if (place.level === 'district') for (const id of [placeId, otherId]) if (id) districts.add(id)
    if (place.level === 'constituency') {
      for (const id of [was.parentId, became.parentId, place.parentId]) if (id) districts.add(id)
      if (kind === 'merge' && otherId) joined.set(otherId, [...(joined.get(otherId) ?? []), placeId])
      if (kind === 'split' && otherId) blurred.add(otherId)
      const heir = otherId ? places.get(otherId) : undefined
      if (kind === 'merge' && heir?.parentId) districts.add(heir.parentId)
    }
    if (place.level === 'booth') {
      const [from, to] = [seat(was.parentId) ?? seat(kind === 'move' ? undefined : otherId), seat(placeId)]
      // Booths of a constituency that ends whole go along with its outline.
      if (from && to && from !== to && places.get(from)?.heirId !== to) blurred.add(from).add(to)
    }
  }
  const standing = (id: string): boolean => places.has(id) && !places.get(id)?.heirId
  return {
    districts: [...districts].filter((id) => standing(id) && places.get(id)?.level === 'district'),
    joined: [...joined].map(([id, of]) => ({ id, of })).filter(({ id }) => standing(id)),
    blurred: [...blurred].filter(standing),
  }
}
