import { m } from '#paraglide/messages.js'

export const KIND_WORDS = {
  picture: m.studio_l_kind_picture,
  clip: m.studio_l_kind_clip,
  voice: m.studio_l_kind_voice,
} as const
export const ORIGIN_WORDS = {
  own: m.studio_l_origin_own,
  given: m.studio_l_origin_given,
  public: m.studio_l_origin_public,
  made: m.studio_l_origin_made,
  booth: m.studio_l_origin_booth,
} as const
export const RIGHTS_WORDS = {
  own: m.studio_l_rights_own,
  permission: m.studio_l_rights_permission,
  licence: m.studio_l_rights_licence,
  public_domain: m.studio_l_rights_public_domain,
} as const
export const SYNTHETIC_WORDS = {
  none: m.studio_l_synthetic_none,
  made: m.studio_l_synthetic_made,
  altered: m.studio_l_synthetic_altered,
} as const
export const BASIS_WORDS = {
  consent: m.studio_l_basis_consent,
  family: m.studio_l_basis_family,
  news: m.studio_l_basis_news,
  public_record: m.studio_l_basis_public_record,
  unasked: m.studio_l_basis_unasked,
} as const
export const HOW_WORDS = {
  paper: m.studio_l_how_paper,
  recording: m.studio_l_how_recording,
  message: m.studio_l_how_message,
  spoken: m.studio_l_how_spoken,
} as const

/** Options of a choice in the order of its words. */
export const optionsOf = (words: Readonly<Record<string, () => string>>, leaving: readonly string[] = []) =>
  Object.entries(words)
    .filter(([value]) => !leaving.includes(value))
    .map(([value, label]) => ({ value, label: label() }))

/** Bytes as people read them. @example sizeWords(1_500_000) // '1.5 MB' */
export const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
