import { m } from '#paraglide/messages.js'
import type { LayoutName, PieceKind, Role, Shortcoming } from '#engines/scenes/index.ts'
import type { PlacedFault } from '../domain/libraryFaults.ts'
import type { Tray } from '../domain/list.ts'
import type { Check, Happening, PieceState } from '../domain/piece.ts'

export const kindWords: Readonly<Record<PieceKind, () => string>> = {
  scheme: m.studio_kind_scheme,
  answer: m.studio_kind_answer,
  idea: m.studio_kind_idea,
  tribute: m.studio_kind_tribute,
}
export const kindText: Readonly<Record<PieceKind, () => string>> = {
  scheme: m.studio_kind_scheme_text,
  answer: m.studio_kind_answer_text,
  idea: m.studio_kind_idea_text,
  tribute: m.studio_kind_tribute_text,
}
export const stateWords: Readonly<Record<PieceState, () => string>> = {
  draft: m.studio_state_draft,
  in_review: m.studio_state_in_review,
  approved: m.studio_state_approved,
  retired: m.studio_state_retired,
}
export const STATE_TONES = {
  draft: 'neutral',
  in_review: 'accent',
  approved: 'ok',
  retired: 'neutral',
} as const
export const trayWords: Readonly<Record<Tray, () => string>> = {
  mine: m.studio_tray_mine,
  review: m.studio_tray_review,
  approved: m.studio_tray_approved,
  all: m.studio_tray_all,
}
export const happeningWords: Readonly<Record<Happening | 'edited', () => string>> = {
  begun: m.studio_happened_begun,
  edited: m.studio_happened_edited,
  sent: m.studio_happened_sent,
  sent_back: m.studio_happened_sent_back,
  signed: m.studio_happened_signed,
  approved: m.studio_happened_approved,
  voided: m.studio_happened_voided,
  retired: m.studio_happened_retired,
}
export const checkWords: Readonly<Record<Check, () => string>> = {
  sources: m.studio_check_sources,
  rights: m.studio_check_rights,
  depicted: m.studio_check_depicted,
  synthetic: m.studio_check_synthetic,
  tone: m.studio_check_tone,
}
export const layoutWords: Readonly<Record<LayoutName, () => string>> = {
  cover: m.studio_layout_cover,
  statement: m.studio_layout_statement,
  figure: m.studio_layout_figure,
  steps: m.studio_layout_steps,
  quote: m.studio_layout_quote,
  portrait: m.studio_layout_portrait,
  verdict: m.studio_layout_verdict,
  closing: m.studio_layout_closing,
}
export const roleWords: Readonly<Record<Role | 'narration', () => string>> = {
  kicker: m.studio_role_kicker,
  headline: m.studio_role_headline,
  body: m.studio_role_body,
  figure: m.studio_role_figure,
  step: m.studio_role_step,
  quote: m.studio_role_quote,
  name: m.studio_role_name,
  call: m.studio_role_call,
  narration: m.studio_role_narration,
}
/** What is short, and what to do about it. `{about}`: the word, or what is missing. */
export const findingWords: Readonly<Record<Shortcoming, (inputs: { about: string }) => string>> = {
  missingGlyph: m.studio_find_missing_glyph,
  dottedCircle: m.studio_find_dotted_circle,
  substitutedFont: m.studio_find_substituted_font,
  overflow: m.studio_find_overflow,
  lowContrast: m.studio_find_low_contrast,
  altMissing: m.studio_find_alt,
  titleMissing: m.studio_find_title,
  textMissing: m.studio_find_text,
  narrationMissing: m.studio_find_narration,
  noScenes: m.studio_find_no_scenes,
  sourceMissing: m.studio_find_source,
  sourceUnknown: m.studio_find_source_unknown,
  syntheticUnasked: m.studio_find_synthetic,
  entityMissing: m.studio_find_entity,
  peopleUnasked: m.studio_find_people,
  personUnknown: m.studio_find_person_unknown,
  consentMissing: m.studio_find_consent,
  schemeMissing: m.studio_find_scheme,
}
/** Why an edit could not be carried out, by the ids of the document's rules (engines/scenes). */
const faultWords: Readonly<Record<string, () => string>> = {
  scenes_text_long: m.scenes_text_long,
  scenes_text_untidy: m.scenes_text_untidy,
  scenes_text_wrong: m.scenes_text_wrong,
  scenes_time_wrong: m.scenes_time_wrong,
  scenes_day_wrong: m.scenes_day_wrong,
  scenes_file_wrong: m.scenes_file_wrong,
  scenes_reference_wrong: m.scenes_reference_wrong,
  scenes_order_wrong: m.scenes_order_wrong,
  scenes_too_many: m.scenes_too_many,
  scenes_media_wrong: m.scenes_media_wrong,
  scenes_role_wrong: m.scenes_role_wrong,
  scenes_layout_wrong: m.scenes_layout_wrong,
  scenes_place_wrong: m.scenes_place_wrong,
  scenes_address_wrong: m.scenes_address_wrong,
  scenes_basis_wrong: m.scenes_basis_wrong,
  scenes_format_unknown: m.scenes_format_unknown,
  scenes_kind_wrong: m.scenes_kind_wrong,
  scenes_edit_wrong: m.scenes_edit_wrong,
  scenes_id_wrong: m.scenes_id_wrong,
  scenes_colour_wrong: m.scenes_colour_wrong,
}
export const faultInWords = (fault: string): string => (faultWords[fault] ?? m.scenes_edit_wrong)()

/** What is wrong with a time or a place that was typed (domain/sceneTimes.ts, placesForm.ts). */
const timeFaultWords: Readonly<Record<string, () => string>> = {
  scenes_time_wrong: m.scenes_time_wrong,
  studio_t_seconds: m.studio_t_seconds,
  studio_t_bounds: m.studio_t_bounds,
  studio_t_order: m.studio_t_order,
  studio_t_beyond_clip: m.studio_t_beyond_clip,
  studio_t_beyond_voice: m.studio_t_beyond_voice,
  studio_t_overlap: m.studio_t_overlap,
  studio_t_cue_words: m.studio_t_cue_words,
  studio_p_percent: m.studio_p_percent,
  scenes_place_wrong: m.scenes_place_wrong,
}
export const timeFaultInWords = (fault: string): string => (timeFaultWords[fault] ?? m.studio_t_seconds)()

export const libraryFaultWords: Readonly<Record<PlacedFault['what'], () => string>> = {
  studio_l_gate_unknown: m.studio_l_gate_unknown,
  studio_l_gate_withdrawn: m.studio_l_gate_withdrawn,
  studio_l_gate_unasked: m.studio_l_gate_unasked,
  studio_l_gate_declared_otherwise: m.studio_l_gate_declared_otherwise,
  studio_l_gate_part_beyond: m.studio_l_gate_part_beyond,
  studio_consent_unknown: m.studio_consent_unknown,
  studio_consent_withdrawn: m.studio_consent_withdrawn,
}
