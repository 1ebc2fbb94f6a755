import { numberTree, type Numbered } from '../numberTree.ts'
import { LEVELS } from '../place.ts'
import type { PlannedPlace } from './standing.ts'

/** Numbers that a wing's stripe holds (platform/access/scope.ts). */
const STRIPE = 2 ** 24

/** Numbers in use before a restructure. */
export interface Range {
  readonly low: number
  readonly high: number
}

/**
 * Numbers a planned tree, in a range that shares no number with those before: whoever still asks by old numbers (a request that was under way)
 * finds nothing, never somebody else's people. Ranges go upwards and begin anew only when the stripe is full, so that a request which waited for
 * several restructures finds nothing either. Places that ended come behind the whole tree, where no standing place's interval holds them.
 * @param endedBefore ids of places that ended by earlier restructures
 * @param used the numbers that the tree has now, ended places included
 */
export function renumber(
  places: Iterable<PlannedPlace>,
  endedBefore: readonly string[],
  used: Range,
): {
  readonly standing: readonly Numbered<PlannedPlace>[]
  readonly ended: readonly { id: string; lft: number; rgt: number }[]
} {
  const all = [...places]
  const standing = numberTree(all.filter(({ heirId }) => !heirId).sort(inOrder))
  const gone = [...endedBefore, ...all.filter(({ heirId }) => heirId).map(({ id }) => id)]
  const needed = 2 * (standing.length + gone.length)
  const base = used.high + needed < STRIPE ? used.high : 0
  if (base === 0 && used.low <= needed) throw new RangeError('the tree has outgrown its numbers')
  let next = base + 2 * standing.length + 1
  return {
    standing: standing.map((place) => ({ ...place, lft: place.lft + base, rgt: place.rgt + base })),
    ended: gone.map((id) => {
      const lft = next
      next += 2
      return { id, lft, rgt: lft + 1 }
    }),
  }
}

/** Siblings by number; districts by name; what has neither stays in the order it had, new ones last. */
function inOrder(a: PlannedPlace, b: PlannedPlace): number {
  if (a.level !== b.level) return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)
  if (a.code !== null && b.code !== null && a.code !== b.code) return a.code - b.code
  if (a.level === 'district' && a.nameEn !== b.nameEn) return a.nameEn < b.nameEn ? -1 : 1
  return a.lft - b.lft || (a.id < b.id ? -1 : 1)
}
