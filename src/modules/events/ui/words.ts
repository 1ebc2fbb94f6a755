import { m } from '#paraglide/messages.js'
import { dayOfCalendar } from '#design/display/day.ts'
import { placeNameOfRow } from '#design/display/named.ts'
import type { EventState, TemplateName } from '../domain/event.ts'
import type { Platform } from '../domain/speaker.ts'
import type { RegistrationState } from '../domain/seats.ts'

type Words = () => string
/** What a volunteer reads of where she stands. */
export const standingWords: Readonly<Record<RegistrationState | 'none', Words>> = {
  registered: m.events_state_registered,
  asked: m.events_state_asked,
  offered: m.events_state_offered,
  waiting: m.events_state_waiting,
  withdrawn: m.events_state_withdrawn,
  none: m.events_state_none,
}
/** Whose share of the seats it is. */
export const shareName = (
  share: { readonly isRest: boolean; readonly placeHi: string; readonly placeEn: string },
  locale: string,
): string => (share.isRest ? m.events_c_rest() : placeNameOfRow(share, locale))
export const eventStateWords: Readonly<Record<EventState, Words>> = {
  draft: m.events_ev_draft,
  open: m.events_ev_open,
  closed: m.events_ev_closed,
  held: m.events_ev_held,
  cancelled: m.events_ev_cancelled,
}
/** What a button that leads there says. */
export const stepWords: Readonly<Record<EventState, Words>> = {
  draft: m.events_to_draft,
  open: m.events_to_open,
  closed: m.events_to_closed,
  held: m.events_to_held,
  cancelled: m.events_to_cancelled,
}
export const templateWords: Readonly<Record<TemplateName, Words>> = {
  state_convention: m.events_t_state_convention,
  block_camp: m.events_t_block_camp,
}
export const platformWords: Readonly<Record<Platform, Words>> = {
  youtube: m.events_p_youtube,
  facebook: m.events_p_facebook,
  instagram: m.events_p_instagram,
  x: m.events_p_x,
  whatsapp: m.events_p_whatsapp,
  other: m.events_p_other,
}
export const roleWords: Readonly<Record<string, Words>> = {
  volunteer: m.events_role_volunteer,
  booth_lead: m.events_role_booth_lead,
  coordinator: m.events_role_coordinator,
  trainer: m.events_role_trainer,
  creator: m.events_role_creator,
}
export const partWords: Readonly<Record<string, Words>> = {
  coming: m.events_part_coming,
  offered: m.events_part_offered,
  waiting: m.events_part_waiting,
  asked: m.events_part_asked,
  withdrawn: m.events_part_withdrawn,
  over: m.events_part_over,
}
/** Of a registration in a coordinator's list. */
export const registrationWords: Readonly<Record<RegistrationState, Words>> = {
  registered: m.events_part_coming,
  asked: m.events_part_asked,
  offered: m.events_part_offered,
  waiting: m.events_part_waiting,
  withdrawn: m.events_part_withdrawn,
}
export const standingTone = (state: RegistrationState | undefined): 'ok' | 'warn' | 'neutral' | 'accent' =>
  state === 'registered'
    ? 'ok'
    : state === 'offered' || state === 'asked'
      ? 'warn'
      : state === undefined
        ? 'accent'
        : 'neutral'

/** One day, or from the first to the last. */
export const daysInWords = (startsOn: string, endsOn: string, locale: string): string =>
  startsOn === endsOn
    ? dayOfCalendar(startsOn, locale)
    : m.events_days({ from: dayOfCalendar(startsOn, locale), until: dayOfCalendar(endsOn, locale) })
