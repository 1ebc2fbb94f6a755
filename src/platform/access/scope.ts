/**
 * Scope: where an appointment may act. A place stands in the organising tree as an interval of integers (nested set), and a wing is
 * a second axis, so a row's standing is one integer: its wing's stripe plus its place's left number. "May this actor see this row?"
 * is then one comparison of integers, in SQL policies (row-level security) exactly as here.
 */

/** See docs/glossary.md. `volunteer`, `mitra` and `field_volunteer` have no authority over others. */
export type Role =
  | 'volunteer'
  | 'booth_lead'
  | 'coordinator'
  | 'trainer'
  | 'creator'
  | 'reviewer'
  | 'researcher'
  | 'editor'
  | 'auditor'
  | 'admin'
  | 'mitra'
  | 'field_volunteer'
  | 'supervisor'
  | 'paymaster'
  | 'programme_admin'

/** An appointment in force, with its place's interval as it is now. `wing` null: every wing. */
export interface Authority {
  readonly appointmentId: string
  readonly role: Role
  readonly placeId: string
  readonly level: string
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
}

/** Width of a wing's stripe: more left numbers than any state's tree will have (2 × places), so stripes never touch. */
export const WING_STRIPE = 2 ** 24
/** Wings are numbered 0 to 30; 31 stripes keep an every-wing scope a short list of ranges. */
export const MAX_WING = 30

/** Where a row stands: its wing's stripe plus its place's left number. The column `scope_key` holds the same number. */
export const scopeKey = (wing: number, lft: number): number => wing * WING_STRIPE + lft

/** Inclusive ranges of scope keys, disjoint and ascending. */
export type Scope = readonly (readonly [low: number, high: number])[]

export const EMPTY_SCOPE: Scope = []
/** For the house's own work (jobs, loaders), never for a visitor. */
export const WHOLE_SCOPE: Scope = [[0, (MAX_WING + 1) * WING_STRIPE - 1]]

/** Roles whose holders may see the personal records of their scope. */
const SEES_PEOPLE: ReadonlySet<Role> = new Set([
  'booth_lead',
  'coordinator',
  'admin',
  'supervisor',
  'programme_admin',
  'auditor',
])

/** The union of what these appointments may see, as merged ranges. */
export function scopeOf(authorities: readonly Authority[]): Scope {
  const ranges = authorities
    .filter((authority) => SEES_PEOPLE.has(authority.role))
    .flatMap(({ wing, lft, rgt }) =>
      stripes(wing).map((stripe) => [scopeKey(stripe, lft), scopeKey(stripe, rgt)] as const),
    )
    .sort(([a], [b]) => a - b)
  const merged: [number, number][] = []
  for (const [low, high] of ranges) {
    const last = merged.at(-1)
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high)
    else merged.push([low, high])
  }
  return merged
}

const EVERY_STRIPE = Array.from({ length: MAX_WING + 1 }, (_, stripe) => stripe)
const stripes = (wing: number | null): readonly number[] => (wing === null ? EVERY_STRIPE : [wing])

/** Whether a row that stands at (wing, lft) lies in the scope. */
export function inScope(scope: Scope, wing: number, lft: number): boolean {
  const key = scopeKey(wing, lft)
  return scope.some(([low, high]) => low <= key && key <= high)
}

/** Whether one appointment covers a place's whole subtree in a wing (null: in every wing). */
export function covers(
  authority: Authority,
  place: { lft: number; rgt: number },
  wing: number | null,
): boolean {
  const wide = authority.wing === null || authority.wing === wing
  return wide && authority.lft <= place.lft && place.rgt <= authority.rgt
}

/** PostgreSQL's text form of a scope (int8multirange), e.g. `{[3,9],[16777219,16777225]}`. */
export const scopeAsMultirange = (scope: Scope): string =>
  `{${scope.map(([low, high]) => `[${low},${high}]`).join(',')}}`

/** The lowest and highest left number in any stripe: the bounds an index on place_lft can use. [0, -1] when empty. */
export function scopeHull(scope: Scope): readonly [low: number, high: number] {
  if (scope.length === 0) return [0, -1]
  let low = WING_STRIPE
  let high = 0
  for (const [from, to] of scope) {
    // A range that crosses stripes reaches every left number.
    if (Math.floor(from / WING_STRIPE) !== Math.floor(to / WING_STRIPE)) return [0, WING_STRIPE - 1]
    low = Math.min(low, from % WING_STRIPE)
    high = Math.max(high, to % WING_STRIPE)
  }
  return [low, high]
}

/**
 * Whether the scope holds every wing everywhere between the bounds of its hull. Most do: one place in every wing. Then the hull alone
 * decides, and row-level security need not look a row up among 31 ranges.
 */
export function scopeWhole(scope: Scope): boolean {
  const [low, high] = scopeHull(scope)
  return (
    low <= high &&
    EVERY_STRIPE.every((wing) =>
      scope.some(([from, to]) => from <= scopeKey(wing, low) && scopeKey(wing, high) <= to),
    )
  )
}

/** What PostgreSQL is told of a scope, by the setting's name: row-level security reads it through the functions of schema `access`. */
export function scopeSettings(scope: Scope): Readonly<Record<string, string>> {
  const [low, high] = scopeHull(scope)
  return {
    'karyakarta.scope': scopeAsMultirange(scope),
    'karyakarta.scope_low': String(Math.trunc(low)),
    'karyakarta.scope_high': String(Math.trunc(high)),
    'karyakarta.scope_whole': scopeWhole(scope) ? 'on' : 'off',
  }
}
