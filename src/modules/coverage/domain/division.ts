import type { Level } from './view.ts'

/** What a place is shown by: what lies directly under it, its constituencies at once, or booth by booth. Kept while one goes up and down. */
export const DIVISIONS = ['children', 'constituency', 'booth'] as const
export type DividedBy = (typeof DIVISIONS)[number]

/** The parts to be counted and drawn: constituencies can be skipped to only from above; booths are listed, their areas still drawn. */
export const partsOf = (level: Level, by: DividedBy): 'children' | 'constituency' =>
  by === 'constituency' && (level === 'state' || level === 'district') ? 'constituency' : 'children'

/** The ways in which a place of a level can be shown; a single one is no choice. */
export function divisionsOf(level: Level, hasAreas: boolean): readonly DividedBy[] {
  if (level === 'state') return DIVISIONS
  return hasAreas ? ['children', 'booth'] : ['booth']
}
