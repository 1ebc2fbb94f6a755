import { m } from '#paraglide/messages.js'
import type { CampaignKind, CampaignState, Language } from '../domain/campaign.ts'
import type { EntryKind } from '../domain/calendar.ts'
import type { HeldWhy, KitStanding } from '../domain/kit.ts'
import type { ShareStep } from '../domain/share.ts'

export const kindWords: Readonly<Record<CampaignKind, () => string>> = {
  scheme: m.campaigns_kind_scheme,
  idea: m.campaigns_kind_idea,
  tribute: m.campaigns_kind_tribute,
  answer: m.campaigns_kind_answer,
}
export const stateWords: Readonly<Record<CampaignState, () => string>> = {
  ahead: m.campaigns_state_ahead,
  under_way: m.campaigns_state_under_way,
  over: m.campaigns_state_over,
}
export const languageWords: Readonly<Record<Language, () => string>> = {
  hi: m.campaigns_language_hi,
  en: m.campaigns_language_en,
}
export const entryWords: Readonly<Record<EntryKind, () => string>> = {
  campaign: m.campaigns_entry_campaign,
  release: m.campaigns_entry_release,
  expiry: m.campaigns_entry_expiry,
  tribute: m.campaigns_entry_tribute,
  poll: m.campaigns_entry_poll,
  window: m.campaigns_entry_window,
}
/** Why a kit waits that was let go, and what to do. */
const ofPiece = { title: m.campaigns_k_held, text: m.campaigns_k_held_text }
const HELD: Readonly<Record<HeldWhy, typeof ofPiece>> = {
  approval_voided: ofPiece,
  piece_retired: ofPiece,
  office_ended: { title: m.campaigns_k_held_office_ended, text: m.campaigns_k_held_office_ended_text },
  place_changed: { title: m.campaigns_k_held_place_changed, text: m.campaigns_k_held_place_changed_text },
  same_hand: { title: m.campaigns_k_held_same_hand, text: m.campaigns_k_held_same_hand_text },
}
export const heldWords = (why: HeldWhy | null) => HELD[why ?? 'approval_voided']
export const standingWords: Readonly<Record<KitStanding, () => string>> = {
  draft: m.campaigns_standing_draft,
  scheduled: m.campaigns_standing_scheduled,
  held: m.campaigns_standing_held,
  released: m.campaigns_standing_released,
  expired: m.campaigns_standing_expired,
  recalled: m.campaigns_standing_recalled,
}
export const kindHints: Readonly<Record<CampaignKind, () => string>> = {
  scheme: m.campaigns_kind_scheme_hint,
  idea: m.campaigns_kind_idea_hint,
  tribute: m.campaigns_kind_tribute_hint,
  answer: m.campaigns_kind_answer_hint,
}
type InLanguage = (inputs: Record<string, never>, options: { locale: 'hi' | 'en' }) => string
/** A rendition's form, in the language of the kit. */
export const formWords: Readonly<Record<string, InLanguage>> = {
  picture_square: m.campaigns_form_square,
  picture_portrait: m.campaigns_form_portrait,
  picture_story: m.campaigns_form_story,
  video_short: m.campaigns_form_video,
  audio: m.campaigns_form_audio,
}
export const stepWords: Readonly<Record<ShareStep, () => string>> = {
  opened: m.campaigns_step_opened,
  completed: m.campaigns_step_completed,
  reported: m.campaigns_step_reported,
}
