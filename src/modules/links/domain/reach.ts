import { hidePair, LEAST_SHOWN } from './suppression.ts'

/** What people did with a kit, from the first act to the last: opened the kit, completed the phone's share sheet; then others: clicked the link as humans, joined. */
export interface Acts {
  readonly opened: number
  readonly completed: number
  readonly clicked: number
  readonly joined: number
}

/** Acts as they may be shown; null: fewer than ten, or it would give such a number away. Never filled by a guess. */
export type ShownActs = { readonly [Rung in keyof Acts]: number | null }

/** Acts of one wing (null: of none in particular) at one place, with the way to it from below the kit's whole audience: district, constituency, … */
export interface ReachCell extends Acts {
  readonly path: readonly string[]
  readonly wing: number | null
}

/** A place of the audience and what is below it. */
export interface PlaceReach {
  readonly placeId: string
  readonly acts: ShownActs
  readonly below: readonly PlaceReach[]
}

export interface Reach {
  readonly whole: ShownActs
  readonly places: readonly PlaceReach[]
  readonly wings: readonly { readonly wing: number | null; readonly acts: ShownActs }[]
}

const NOTHING: Acts = { opened: 0, completed: 0, clicked: 0, joined: 0 }

/**
 * The honest ladder of a kit (rule 3): the whole, every place below it as a tree, every wing, with small numbers hidden so that no subtraction brings them back
 * (rule 15). Nothing is summed over platforms, and no followers are counted. Wings are told of the whole alone: a wing at a place stands in two sums, and what
 * one hides the other would give away. Whoever sees one wing's cells only gives only these.
 */
export function reachOf(cells: readonly ReachCell[]): Reach {
  const whole = showWhole(sumOf(cells))
  const wings = groupedBy(cells, ({ wing }) => String(wing))
  const wingActs = showParts(
    wings.map(([, those]) => sumOf(those)),
    whole,
  )
  return {
    whole,
    places: placesBelow(cells, 0, whole),
    wings: wings.map(([, [first]], nth) => ({ wing: first!.wing, acts: wingActs[nth]! })),
  }
}

/** Places one step down the path. Acts of the place above itself, of nobody below it, are a part of its sum too, and hidden like any other. */
function placesBelow(cells: readonly ReachCell[], depth: number, above: ShownActs): readonly PlaceReach[] {
  const groups = groupedBy(cells, ({ path }) => path[depth] ?? '')
  if (groups.every(([placeId]) => placeId === '')) return []
  const acts = showParts(
    groups.map(([, those]) => sumOf(those)),
    above,
  )
  return groups.flatMap(([placeId, those], nth) =>
    placeId === '' ? [] : [{ placeId, acts: acts[nth]!, below: placesBelow(those, depth + 1, acts[nth]!) }],
  )
}

/** Parts of a sum that is shown as `above`; where it is hidden, so are they. */
function showParts(parts: readonly Acts[], above: ShownActs): readonly ShownActs[] {
  const hidden = (one: keyof Acts, other: keyof Acts) =>
    hidePair(
      parts.map((acts) => acts[one]),
      parts.map((acts) => acts[other]),
      { first: above[one] !== null, second: above[other] !== null },
    )
  const shares = hidden('opened', 'completed')
  const visits = hidden('clicked', 'joined')
  return parts.map((acts, nth) => ({
    opened: shares.first[nth] ? null : acts.opened,
    completed: shares.second[nth] ? null : acts.completed,
    clicked: visits.first[nth] ? null : acts.clicked,
    joined: visits.second[nth] ? null : acts.joined,
  }))
}

const showWhole = (acts: Acts): ShownActs => {
  const shown = (count: number): number | null => (count < LEAST_SHOWN ? null : count)
  return {
    opened: shown(acts.opened),
    completed: shown(acts.completed),
    clicked: shown(acts.clicked),
    joined: shown(acts.joined),
  }
}

const sumOf = (cells: readonly Acts[]): Acts =>
  cells.reduce(
    (sum, { opened, completed, clicked, joined }) => ({
      opened: sum.opened + opened,
      completed: sum.completed + completed,
      clicked: sum.clicked + clicked,
      joined: sum.joined + joined,
    }),
    NOTHING,
  )

/** In the order of their first cells. */
function groupedBy(
  cells: readonly ReachCell[],
  key: (cell: ReachCell) => string,
): readonly (readonly [string, readonly ReachCell[]])[] {
  const groups = new Map<string, ReachCell[]>()
  for (const cell of cells) {
    const group = groups.get(key(cell))
    if (group) group.push(cell)
    else groups.set(key(cell), [cell])
  }
  return [...groups]
}
