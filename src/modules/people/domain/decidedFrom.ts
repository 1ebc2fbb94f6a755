import { hasAuthority, isAdministering, isCoordinating, type AppointedRole } from './appointment.ts'

/** Levels of the organising tree, the widest first. */
export const LEVELS = ['state', 'district', 'constituency', 'block', 'sector', 'booth'] as const
export type Level = (typeof LEVELS)[number]

/** The office from which somebody decided about a person. */
export interface DecidedFrom {
  readonly level: string
  readonly role: AppointedRole
}

const width = (level: string): number => {
  const at = LEVELS.findIndex((known) => known === level)
  return at === -1 ? LEVELS.length : at
}
const weight = (role: AppointedRole): number =>
  isAdministering(role) ? 3 : isCoordinating(role) ? 2 : hasAuthority(role) ? 1 : 0

/** Whether a level is another one or above it. */
export const isLevelOrAbove = (mine: string, other: string): boolean => width(mine) <= width(other)

/** Whether an office is level with another one or above it: in the width of its place, and in its role. */
export const isOfficeOrAbove = (mine: DecidedFrom, other: DecidedFrom): boolean =>
  isLevelOrAbove(mine.level, other.level) && weight(mine.role) >= weight(other.role)

/** The highest of some offices, by place and then by role; undefined of none. */
export const highest = <Office extends DecidedFrom>(offices: readonly Office[]): Office | undefined =>
  offices.toSorted((a, b) => width(a.level) - width(b.level) || weight(b.role) - weight(a.role))[0]
