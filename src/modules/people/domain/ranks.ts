/** What the organisation calls its ranks: the built-in words, unless it gave its own. */
import { isCoordinating, ORGANISATION_ROLES, PROGRAMME_ROLES, type AppointedRole } from './appointment.ts'

/** Levels at which a coordinator (in the programme: supervisor) may be called by a name of the level's own. */
export const RANK_LEVELS = ['state', 'district', 'constituency', 'block', 'sector'] as const
export type RankLevel = (typeof RANK_LEVELS)[number]

/** A role everywhere, or a coordinating role at one level: `coordinator`, `coordinator_district`. */
export type RankKey = AppointedRole | `${AppointedRole}_${RankLevel}`

export interface Rank {
  readonly key: RankKey
  readonly role: AppointedRole
  /** Undefined: the role wherever its level has no name of its own. */
  readonly level: RankLevel | undefined
}

/** Every rank that an edition may name, a coordinating role's levels behind it. */
export const ranksOf = (edition: 'organisation' | 'programme'): readonly Rank[] =>
  (edition === 'programme' ? PROGRAMME_ROLES : ORGANISATION_ROLES).flatMap((role) => [
    { key: role, role, level: undefined },
    ...(isCoordinating(role)
      ? RANK_LEVELS.map((level) => ({ key: `${role}_${level}` as const, role, level }))
      : []),
  ])

/** Own names in one language, by rank. */
export type RankNames = Readonly<Partial<Record<string, string>>>

/** What a holder's rank is called: by her level's own name, else the role's own, else undefined (the built-in word). */
export const ownRankName = (
  names: RankNames | undefined,
  role: AppointedRole,
  level: string | undefined,
): string | undefined => (level === undefined ? undefined : names?.[`${role}_${level}`]) ?? names?.[role]
