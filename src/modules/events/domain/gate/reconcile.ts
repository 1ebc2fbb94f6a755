import { verdictOf, type Reason, type Way } from './scan.ts'

/**
 * `late`: its device had been taken off when it sent. `own`: whoever held the device scanned herself. `doubted`: it does not agree with what the house
 * knows (doubt.ts). These three count only once somebody says so.
 */
export type Standing = 'counts' | 'late' | 'own' | 'doubted'

/** A scan as the house holds it. */
export interface HeldScan {
  readonly id: string
  readonly device: string
  readonly serial: number
  readonly hall: string | null
  readonly way: Way
  /** Milliseconds, set right when it arrived. */
  readonly at: number
  readonly nth: number
  readonly decided: Reason
  readonly undoes: string | null
  readonly standing: Standing
}

/** What somebody decided about a scan that raised a question. */
export type Ruling = 'keep' | 'drop'

/** Why a scan is looked at again. */
export const ITEM_KINDS = ['two_gates', 'two_places', 'again', 'question', 'late', 'own', 'doubted'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]
export interface ReviewItem {
  readonly kind: ItemKind
  /** The scan in question: a ruling is about it. */
  readonly scan: string
  /** The other of two. */
  readonly other: string | null
  readonly at: number
  readonly isSettled: boolean
}

/** One person in one hall, as all scans together tell it. */
export interface HallPresence {
  readonly hall: string | null
  readonly firstAt: number
  /** When she was last known to go; null while she is inside or was never seen to go. */
  readonly leftAt: number | null
  readonly entries: number
  /** Milliseconds inside, finished stays only. */
  readonly stayed: number
  readonly insideSince: number | null
}
export interface Presence {
  readonly halls: readonly HallPresence[]
  /** The first scan that counts: attended by this, and an activity by this; null: not attended. */
  readonly attendedBy: string | null
  readonly items: readonly ReviewItem[]
}

/** Between two gates somebody needs this long at least; a pass that is faster is two. Milliseconds. */
export const WALK_MS = 60_000

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)
/** One order for everybody: by moment, then by what never depends on who sent first. */
export const inOrder = (a: HeldScan, b: HeldScan): number =>
  compare(a.at, b.at) || compare(a.device, b.device) || compare(a.nth, b.nth) || compare(a.id, b.id)

interface Stay {
  firstAt: number
  leftAt: number | null
  entries: number
  stayed: number
  insideSince: number | null
}

/**
 * What all scans of one pass say together. It depends on the set of scans and rulings alone: devices may send in any order, in any batches, and again.
 * @param scans all scans of one pass; one id twice is one scan
 */
export function reconcile(
  scans: Iterable<HeldScan>,
  rulings: ReadonlyMap<string, Ruling> = new Map(),
): Presence {
  const once = new Map<string, HeldScan>()
  for (const scan of scans) once.set(scan.id, scan)
  const ordered = [...once.values()].sort(inOrder)
  const items: ReviewItem[] = []
  const ask = (kind: ItemKind, scan: HeldScan, other: string | null = null) =>
    items.push({ kind, scan: scan.id, other, at: scan.at, isSettled: rulings.has(scan.id) })

  const undone = undoneBy(ordered, once)
  const halls = new Map<string | null, Stay>()
  let inside: { readonly hall: string | null; readonly entry: HeldScan } | undefined
  let attendedBy: string | null = null
  const stayAt = (hall: string | null, at: number): Stay => {
    const known = halls.get(hall)
    if (known) return known
    const stay: Stay = { firstAt: at, leftAt: null, entries: 0, stayed: 0, insideSince: null }
    halls.set(hall, stay)
    return stay
  }
  const close = (hall: string | null, at: number) => {
    const stay = stayAt(hall, at)
    if (stay.insideSince !== null) stay.stayed += at - stay.insideSince
    stay.insideSince = null
    stay.leftAt = at
    inside = undefined
  }

  for (const scan of ordered) {
    if (scan.way === 'refused' || undone.has(scan.id)) continue
    const ruling = rulings.get(scan.id)
    if (scan.standing !== 'counts') ask(scan.standing, scan)
    else if (scan.decided !== 'again' && verdictOf(scan.decided) === 'ask') ask('question', scan)
    if (ruling === 'drop' || (scan.standing !== 'counts' && ruling !== 'keep')) continue
    attendedBy ??= scan.id
    if (scan.way === 'exit') {
      // Out of one hall while known in another: she had moved, and nobody saw it.
      if (inside && inside.hall !== scan.hall) close(inside.hall, scan.at)
      close(scan.hall, scan.at)
      continue
    }
    if (inside?.hall === scan.hall && inside) {
      ask(inside.entry.device === scan.device ? 'again' : 'two_gates', scan, inside.entry.id)
      continue
    }
    if (inside) {
      if (inside.entry.device !== scan.device && scan.at - inside.entry.at < WALK_MS)
        ask('two_places', scan, inside.entry.id)
      close(inside.hall, scan.at)
    }
    const stay = stayAt(scan.hall, scan.at)
    stay.entries += 1
    stay.insideSince = scan.at
    stay.leftAt = null
    inside = { hall: scan.hall, entry: scan }
  }
  return {
    halls: [...halls].map(([hall, stay]) => ({ hall, ...stay })).sort(byHall),
    attendedBy,
    items: items.sort((a, b) => compare(a.at, b.at) || compare(a.scan, b.scan) || compare(a.kind, b.kind)),
  }
}

const byHall = (a: HallPresence, b: HallPresence): number => compare(a.hall ?? '', b.hall ?? '')

/** Entries that their own device took back, and what took them back: neither ever happened. */
function undoneBy(ordered: readonly HeldScan[], all: ReadonlyMap<string, HeldScan>): ReadonlySet<string> {
  const undone = new Set<string>()
  for (const { id, undoes, device, serial } of ordered) {
    if (undoes === null) continue
    const entry = all.get(undoes)
    // The entry may be under way still: without it the exit alone must not count as one.
    undone.add(id)
    if (entry?.device === device && entry.serial === serial) undone.add(undoes)
  }
  return undone
}
