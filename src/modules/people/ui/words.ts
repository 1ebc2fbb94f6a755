import { m } from '#paraglide/messages.js'
import { count } from '#design/display/count.ts'
import type { AppointedRole, EndReason } from '../domain/appointment.ts'
import type { DecisionKind, DecisionReason } from '../domain/decision.ts'
import type { PersonState } from '../domain/ladder.ts'
import type { InvitationState } from '../domain/newInvitation.ts'
import { MOST_COUNTED } from '../domain/peopleQuery.ts'
import type { RevealReason } from '../domain/reveal.ts'

/** Words of the room's own states, roles and reasons; functions, because the language is the visitor's. */
export const stateWords: Record<PersonState, () => string> = {
  applied: m.people_c_state_applied,
  phone_verified: m.people_c_state_phone_verified,
  placed: m.people_c_state_placed,
  vouched: m.people_c_state_vouched,
  active: m.people_c_state_active,
  lapsed: m.people_c_state_lapsed,
  declined: m.people_c_state_declined,
  suspended: m.people_c_state_suspended,
  left: m.people_c_state_left,
}

/** As the programme says them of its staff: nobody there is a volunteer at a booth. */
export const staffStateWords: Record<PersonState, () => string> = {
  ...stateWords,
  placed: m.people_staff_waiting,
  vouched: m.people_staff_checked,
}

/** How a state looks: good, waiting, set aside. */
export const stateTones: Record<PersonState, 'ok' | 'warn' | 'bad' | 'neutral'> = {
  applied: 'neutral',
  phone_verified: 'neutral',
  placed: 'warn',
  vouched: 'ok',
  active: 'ok',
  lapsed: 'neutral',
  declined: 'bad',
  suspended: 'bad',
  left: 'neutral',
}

export const roleWords: Record<AppointedRole, () => string> = {
  volunteer: m.people_c_role_volunteer,
  booth_lead: m.people_c_role_booth_lead,
  coordinator: m.people_c_role_coordinator,
  trainer: m.people_c_role_trainer,
  creator: m.people_c_role_creator,
  reviewer: m.people_c_role_reviewer,
  researcher: m.people_c_role_researcher,
  editor: m.people_c_role_editor,
  auditor: m.people_c_role_auditor,
  admin: m.people_c_role_admin,
  mitra: m.people_c_role_mitra,
  field_volunteer: m.people_c_role_field_volunteer,
  supervisor: m.people_c_role_supervisor,
  paymaster: m.people_c_role_paymaster,
  programme_admin: m.people_c_role_programme_admin,
}

export const reasonWords: Record<DecisionReason, () => string> = {
  not_real: m.people_c_reason_not_real,
  not_of_booth: m.people_c_reason_not_of_booth,
  under_age: m.people_c_reason_under_age,
  unreachable: m.people_c_reason_unreachable,
  own_wish: m.people_c_reason_own_wish,
  harassment: m.people_c_reason_harassment,
  misuse: m.people_c_reason_misuse,
  settled: m.people_c_reason_settled,
  other: m.people_c_reason_other,
}

export const endReasonWords: Record<EndReason, () => string> = {
  resigned: m.people_o_why_resigned,
  transferred: m.people_o_why_transferred,
  dissolved: m.people_o_why_dissolved,
  term_over: m.people_o_why_term_over,
  mistake: m.people_o_why_mistake,
  standing: m.people_o_why_standing,
  merged: m.people_o_why_merged,
  restructured: m.people_o_why_restructured,
  other: m.people_o_why_other,
}

export const revealReasonWords: Record<RevealReason, () => string> = {
  asked: m.people_c_reveal_asked,
  check: m.people_c_reveal_check,
  safety: m.people_c_reveal_safety,
  number: m.people_c_reveal_number,
}

export const decisionWords: Record<DecisionKind, () => string> = {
  declined: m.people_c_decision_declined,
  suspended: m.people_c_decision_suspended,
  reinstated: m.people_c_decision_reinstated,
}

export const invitationWords: Record<InvitationState, () => string> = {
  live: m.people_c_inv_live,
  expired: m.people_c_inv_expired,
  revoked: m.people_c_inv_revoked,
  used_up: m.people_c_inv_used_up,
}

export const levelWords: Record<string, () => string> = {
  state: m.people_c_level_state,
  district: m.people_c_level_district,
  constituency: m.people_c_level_constituency,
  block: m.people_c_level_block,
  sector: m.people_c_level_sector,
  booth: m.people_c_level_booth,
}

/** A number that a list counted: beyond what it counts, or of a search that finds more, it says so. */
export const counted = (number: number, locale: string, isMore = false): string =>
  isMore || number > MOST_COUNTED
    ? `${count(Math.min(number, MOST_COUNTED), locale)}+`
    : count(number, locale)
