import { m } from '#paraglide/messages.js'
import type { PersonState } from '../domain/ladder.ts'
import type { NoticeItem, Purpose, Right } from '../domain/notice.ts'

type Words = () => string
type WordsWith = (inputs: { wait: string }) => string

/** Words for the id of a refusal or of a fault beside a field; pages with JavaScript should name their messages instead. */
export function wordsOf(id: string, wait: string = m.platform_wait_some()): string {
  const found = (m as unknown as Record<string, WordsWith | undefined>)[id]
  return found ? found({ wait }) : m.people_fault_other()
}

/** What a form says above its fields when it comes back. */
export const refusalWords = (refusal: {
  readonly id: string
  readonly reason: string | undefined
  readonly wait?: string | undefined
}): string => wordsOf(refusal.reason ?? `people_refused_${refusal.id}`, refusal.wait)

/** Words for every fault of a form. */
export const faultWords = (fields: Readonly<Record<string, string>> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(fields ?? {}).map(([field, id]) => [field, wordsOf(id)]))

export const PURPOSE_WORDS: Readonly<Record<Purpose, Words>> = {
  membership: m.people_purpose_membership,
  call: m.people_purpose_call,
  sms: m.people_purpose_sms,
  whatsapp: m.people_purpose_whatsapp,
  email: m.people_purpose_email,
  push: m.people_purpose_push,
}

export const ITEM_WORDS: Readonly<Record<NoticeItem, { what: Words; why: Words }>> = {
  name: { what: m.people_item_name, why: m.people_item_name_why },
  phone: { what: m.people_item_phone, why: m.people_item_phone_why },
  booth: { what: m.people_item_booth, why: m.people_item_booth_why },
  language: { what: m.people_item_language, why: m.people_item_language_why },
  activity: { what: m.people_item_activity, why: m.people_item_activity_why },
  nominee: { what: m.people_item_nominee, why: m.people_item_nominee_why },
  email: { what: m.people_item_email, why: m.people_item_email_why },
  device: { what: m.people_item_device, why: m.people_item_device_why },
}

export const RIGHT_WORDS: Readonly<Record<Right, Words>> = {
  see: m.people_right_see,
  correct: m.people_right_correct,
  withdraw: m.people_right_withdraw,
  erase: m.people_right_erase,
  nominate: m.people_right_nominate,
  complain: m.people_right_complain,
}

/** Where each right is used: what the notice promises can be done is one tap away. */
export const RIGHT_PLACES: Readonly<Record<Right, string>> = {
  see: '/my-data',
  correct: '/my-data#name',
  withdraw: '/my-data#consents',
  erase: '/my-data#going',
  nominate: '/my-data#nominee',
  complain: '#complain',
}

export const STATE_WORDS: Readonly<Record<PersonState, Words>> = {
  applied: m.people_state_applied,
  phone_verified: m.people_state_phone_verified,
  placed: m.people_state_placed,
  vouched: m.people_state_vouched,
  active: m.people_state_active,
  lapsed: m.people_state_lapsed,
  declined: m.people_state_declined,
  suspended: m.people_state_suspended,
  left: m.people_state_left,
}
