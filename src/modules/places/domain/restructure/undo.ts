import { LEVELS } from '../place.ts'
import type { Kept, KeptReason } from './kept.ts'
import { CHANGE_KINDS, type ChangeKind } from './line.ts'
import type { PastChange } from './history.ts'
import type { PlaceChange, PlaceFacts } from './plan.ts'
import { emptied } from './planRestructure.ts'
import type { PlannedPlace, StandingPlace } from './standing.ts'
import { takenNumbers } from './takenNumbers.ts'

/** What is known of a plan that is to be taken back. */
export interface ToUndo {
  /** What the plan did. */
  readonly changes: readonly PastChange[]
  /** What happened since to the places that it touched: theirs or with them as the other place. */
  readonly later: readonly PastChange[]
  readonly standing: readonly StandingPlace[]
  /** Places at which somebody or something stands or was written. */
  readonly occupied: ReadonlySet<string>
  /** Places whose names a person confirmed or corrected since. */
  readonly named: ReadonlySet<string>
  /** Day in India on which it is taken back. */
  readonly today: string
}

export interface UndoPlan {
  /** What goes back, as changes of its own. */
  readonly changes: readonly PlaceChange[]
  readonly places: ReadonlyMap<string, PlannedPlace>
  readonly kept: readonly Kept[]
}

/**
 * Works out what of an applied plan goes back: places that it began end again while nobody stands there, names, numbers and parents become
 * what they were unless somebody changed them since. Merges and closings do not go back by themselves: who came from where is no longer known.
 * What cannot go back is kept, each change by itself, with the reason.
 */
export function planUndo(known: ToUndo): UndoPlan {
  const held = new Map<number, KeptReason>()
  // Each round holds at least one change more back, and what it held may hold others: a number that does not become free, a place that stays.
  for (;;) {
    const tried = attempt(known, held)
    if (tried.fresh.size === 0) {
      const kept = known.changes.flatMap(({ kind, placeId }, at): Kept[] => {
        const reason = held.get(at)
        return reason ? [{ kind, placeId, reason }] : []
      })
      return { changes: tried.changes, places: tried.places, kept }
    }
    for (const [at, reason] of tried.fresh) held.set(at, reason)
  }
}

interface Attempt extends Pick<UndoPlan, 'changes' | 'places'> {
  readonly fresh: ReadonlyMap<number, KeptReason>
}

/** Whether a plan goes back by itself: `open` where nothing speaks against it from the outset. */
export type GoesBack = 'open' | 'partly' | 'never'

/** What is known of that before a plan is applied, from how many changes of each kind it makes: merges and closings never go back (decision 0020). */
export function goesBack(counts: Readonly<Record<string, number>>): GoesBack {
  const made = CHANGE_KINDS.filter((kind) => (counts[kind] ?? 0) > 0)
  if (!made.some(ends)) return 'open'
  return made.every(ends) ? 'never' : 'partly'
}

const begins = (kind: ChangeKind): boolean => kind === 'new' || kind === 'split'
const renames = ({ nameHi, nameEn }: PlaceFacts): boolean => nameHi !== undefined || nameEn !== undefined
const ends = (kind: ChangeKind): boolean => kind === 'merge' || kind === 'close'

function attempt(known: ToUndo, held: ReadonlyMap<number, KeptReason>): Attempt {
  const places = new Map<string, PlannedPlace>(
    known.standing.map((place) => [place.id, { ...place, begins: false }]),
  )
  const fresh = new Map<number, KeptReason>()
  const changes: PlaceChange[] = []
  const asked = known.changes.map((change, at) => ({ ...change, at })).filter(({ at }) => !held.has(at))
  const reversed = { onDate: known.today, handsOver: false }
  // The last that was written goes back first: one place may have been moved and renamed by one plan.
  for (const { at, kind, placeId, was, became } of asked.toReversed()) {
    if (ends(kind)) fresh.set(at, 'mingled')
    if (ends(kind) || begins(kind)) continue
    const place = places.get(placeId)
    if (!place || !isAs(place, became) || (renames(became) && known.named.has(placeId))) {
      fresh.set(at, place ? 'changed' : 'ended')
      continue
    }
    if (was.parentId && !places.has(was.parentId)) {
      fresh.set(at, 'parent')
      continue
    }
    changes.push({ ...reversed, line: at, kind, placeId, otherId: null, was: became, became: was })
    Object.assign(place, was)
  }
  endBegun(
    known,
    asked.filter(({ kind }) => begins(kind)),
    places,
    changes,
    fresh,
  )
  for (const [at] of takenNumbers([], changes, places)) fresh.set(at, 'taken')
  const lost = new Set(emptied(known.standing, places).filter((id) => known.occupied.has(id)))
  const lay = new Map(lost.size > 0 ? known.standing.map(({ id, parentId }) => [id, parentId]) : [])
  for (const { at, placeId } of asked)
    if (lost.has(lay.get(placeId) ?? '') && !fresh.has(at)) fresh.set(at, 'empties')
  return { changes, places, fresh }
}

/** Ends places that the plan began, the smallest first: what lies in them must go before. */
function endBegun(
  { later, occupied, named, today }: ToUndo,
  begun: readonly (PastChange & { readonly at: number })[],
  places: Map<string, PlannedPlace>,
  changes: PlaceChange[],
  fresh: Map<number, KeptReason>,
): void {
  const touched = new Map<string, 'changed' | 'joined'>()
  for (const { placeId, otherId } of later) {
    touched.set(placeId, 'changed')
    if (otherId) touched.set(otherId, 'joined')
  }
  const below = new Map<string, number>()
  for (const { parentId } of places.values())
    if (parentId) below.set(parentId, (below.get(parentId) ?? 0) + 1)
  const depth = ({ placeId }: PastChange) => LEVELS.indexOf(places.get(placeId)?.level ?? 'state')
  const ending: { place: PlannedPlace; change: PastChange & { at: number } }[] = []
  for (const change of begun.toSorted((a, b) => depth(b) - depth(a))) {
    const place = places.get(change.placeId)
    const reason = !place
      ? 'ended'
      : occupied.has(place.id)
        ? 'stands'
        : (below.get(place.id) ?? 0) > 0
          ? 'holds'
          : !isAs(place, change.became) || named.has(place.id)
            ? 'changed'
            : touched.get(place.id)
    if (reason) {
      fresh.set(change.at, reason)
      continue
    }
    below.set(place!.parentId!, (below.get(place!.parentId!) ?? 1) - 1)
    ending.push({ place: place!, change })
  }
  const goes = new Set(ending.map(({ place }) => place.id))
  /** The first above or before it that stands on. */
  const heirOf = (id: string | null | undefined): string | undefined => {
    let at = id ? places.get(id) : undefined
    for (let steps = 0; at && goes.has(at.id) && steps < LEVELS.length; steps++)
      at = at.parentId ? places.get(at.parentId) : undefined
    return at?.id
  }
  for (const { place, change } of ending) {
    const origin =
      change.otherId && !goes.has(change.otherId) && places.has(change.otherId) ? change.otherId : undefined
    const heirId = origin ?? heirOf(place.parentId)
    if (!heirId) {
      fresh.set(change.at, 'parent')
      continue
    }
    place.heirId = heirId
    changes.push({
      line: change.at,
      kind: origin ? 'merge' : 'close',
      onDate: today,
      handsOver: false,
      placeId: place.id,
      otherId: heirId,
      was: {},
      became: {},
    })
  }
}

/** Whether a place is still as a change left it. */
const isAs = (place: StandingPlace, became: PlaceFacts): boolean =>
  (['nameHi', 'nameEn', 'code', 'parentId'] as const).every(
    (fact) => became[fact] === undefined || became[fact] === place[fact],
  )
