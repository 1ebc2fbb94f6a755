import { m } from '#paraglide/messages.js'
import type { TrackLevel, TrackRole } from '../domain/track.ts'

export const roleWords: Readonly<Record<TrackRole, () => string>> = {
  volunteer: m.learning_t_role_volunteer,
  booth_lead: m.learning_t_role_booth_lead,
  coordinator: m.learning_t_role_coordinator,
  trainer: m.learning_t_role_trainer,
  creator: m.learning_t_role_creator,
}
export const levelWords: Readonly<Record<TrackLevel, () => string>> = {
  state: m.learning_t_level_state,
  district: m.learning_t_level_district,
  constituency: m.learning_t_level_constituency,
  block: m.learning_t_level_block,
  sector: m.learning_t_level_sector,
  booth: m.learning_t_level_booth,
}

interface Asks {
  readonly role: TrackRole | null
  readonly level: TrackLevel | null
  readonly wingHi: string | null
  readonly wingEn: string | null
}
/** Whom a track asks, in a line: role, level, wing. */
export const askedOf = ({ role, level, wingHi, wingEn }: Asks, locale: string): string =>
  [
    role ? roleWords[role]() : m.learning_t_any_role(),
    ...(level ? [levelWords[level]()] : []),
    (locale === 'en' ? wingEn : wingHi) ?? m.learning_t_any_wing(),
  ].join(' · ')
