/**
 * The notice that stands before consent (DPDP Act 2023 s. 5 and 6; DPDP Rules 2025 r. 3): itemised, versioned, in the person's language.
 * This file is its skeleton; the words are the room's messages (`people_notice_…`). A changed word that changes the meaning is a new
 * version: what people agreed to is kept by version.
 */
export const NOTICE_VERSION = '2026-11-4'

/** `membership` is what joining is; the others are asked one by one and refused one by one. */
export const PURPOSES = ['membership', 'call', 'sms', 'whatsapp', 'email', 'push'] as const
export type Purpose = (typeof PURPOSES)[number]
/** Asked on the join form. E-mail and notifications are not: there is nothing to agree to before an address or a device is given. */
export const OPTIONAL_PURPOSES = ['call', 'sms', 'whatsapp'] as const
export type OptionalPurpose = (typeof OPTIONAL_PURPOSES)[number]
/** What can be given and withdrawn at any time: whatever is not membership itself. */
export const CHANGEABLE_PURPOSES = [...OPTIONAL_PURPOSES, 'email', 'push'] as const

/** What is collected; each item says why it is needed and who sees it. */
export const NOTICE_ITEMS = [
  'name',
  'phone',
  'booth',
  'language',
  'activity',
  'nominee',
  'email',
  'device',
] as const
export type NoticeItem = (typeof NOTICE_ITEMS)[number]

/** What a person may ask for at any time, each with the place where it is done. */
export const RIGHTS = ['see', 'correct', 'withdraw', 'erase', 'nominate', 'complain'] as const
export type Right = (typeof RIGHTS)[number]

/** Days an application is kept whose phone was never confirmed: nobody stands behind it. */
export const UNPROVED_DAYS = 30
/** Days between leaving and the removal of name and phone, so that a mistake can be mended. */
export const LEFT_DAYS = 30
/**
 * Days after which the last trace (consent receipts, ladder, no identity) of an erased person is deleted: DPDP Rules 2025 r. 8(3) keeps
 * the record of processing for one year.
 */
export const RETENTION_DAYS = 365
/** Days after its answer for which a report of harassment keeps how to reach whoever told it, should she have to be asked once more. */
export const REPORT_CONTACT_DAYS = 30
/** Days after its answer for which the report itself is kept: as long as any record of processing. */
export const REPORT_DAYS = RETENTION_DAYS
