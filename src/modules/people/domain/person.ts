import { z } from 'zod'
import { oneLine } from '#engines/typedtext/index.ts'
import {
  asReadInLatin,
  devanagariToLatin,
  foldName,
  inspectName,
  latinToDevanagari,
  nameInDevanagari,
  nameInLatin,
  normaliseName,
  type LastWord,
  type NameFlag,
} from '#engines/matching/index.ts'
import type { PersonState } from './ladder.ts'
import { missingFromFields, saysMissing } from './missingFromFields.ts'
import { OPTIONAL_PURPOSES, type OptionalPurpose } from './notice.ts'

/** Someone who joined. The phone is not here: it is sealed in the store and opened one by one. */
export interface Person {
  readonly id: string
  /** As typed, normalised. */
  readonly name: string
  readonly nameLatin: string
  readonly nameDevanagari: string
  /** What is odd about the name as typed; shown to whoever vouches. */
  readonly nameFlags: readonly NameFlag[]
  /** The name under which somebody vouched for her, while the present one is another. */
  readonly knownAs: string | null
  /** When her own correction made it more than another spelling, until her coordinator has said that it is she. */
  readonly nameChangedAt: Date | null
  readonly phoneVerifiedAt: Date | null
  /** Somebody else put her on a list; until she agrees herself she counts for nothing. */
  readonly awaitsConsent: boolean
  readonly language: 'hi' | 'en'
  readonly placeId: string
  readonly placeLft: number
  readonly wing: number
  readonly state: PersonState
  readonly invitationId: string | null
  readonly appliedAt: Date
  readonly changedAt: Date
}

/** A name in both scripts; the script that was not typed is filled as names are usually spelt, or by rule. */
export interface TwoScriptName {
  readonly name: string
  readonly latin: string
  readonly devanagari: string
  readonly flags: readonly NameFlag[]
}

const DEVANAGARI = /\p{Script=Devanagari}/u
const OTHER_LETTER = /(?!\p{Script=Latin})\p{L}/u
const capitalised = (text: string): string =>
  text.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase())

/**
 * A typed name in both scripts, with the marks of what is odd about it. `typed` must already be acceptable to `normaliseName`.
 * @param last what its last word is; unless told, a surname where it is one of several
 */
export function twoScriptName(typed: string, last?: LastWord): TwoScriptName {
  const normalised = normaliseName(typed)
  if (!normalised.accepted) throw new Error('a name reached the house without passing the door')
  const { name } = normalised
  const hindi = DEVANAGARI.test(name)
  const read = asReadInLatin(name)
  return {
    name,
    latin: hindi ? capitalised(nameInLatin(name, last)) : name,
    // Of an alphabet that the rule does not know, half a name would come out: then there is none to derive.
    devanagari: hindi || OTHER_LETTER.test(read) ? name : nameInDevanagari(read, last),
    flags: inspectName(typed),
  }
}

/** Whether `other` follows from a name: the name itself, as it is usually spelt, or by rule alone (which names kept before spellings were known). */
export function isDerivedSpelling(name: string, other: string): boolean {
  // One of the two scripts is the name itself, and a list asks for hundreds.
  if (other === name) return true
  const { latin, devanagari } = twoScriptName(name)
  // By rule only where the usual spelling is another: of hundreds of names few come that far.
  return (
    other === latin ||
    other === devanagari ||
    other === capitalised(devanagariToLatin(name)) ||
    other === latinToDevanagari(asReadInLatin(name))
  )
}

/** A name without what differs between spellings and scripts: only compared, never shown. */
export const foldedName = foldName

/** Whether two names behind one phone are one person's, however they are spelt and in whichever script. */
export const isSameName = (one: string, other: string): boolean => foldName(one) === foldName(other)

const LETTER = /\p{L}/u
/** No name is spelt with these: what has them is a number, an address or something for machines. */
const NOT_OF_NAMES = /[\p{N}<>{}]/u

/** A name as a person types it: 1 to 120 characters, at least one letter, no digits and no `<>{}`. */
export const nameSchema = z.string({ error: 'people_name_missing' }).superRefine((typed, check) => {
  const normalised = normaliseName(typed)
  const message = !normalised.accepted
    ? normalised.reason === 'empty'
      ? 'people_name_missing'
      : 'people_name_too_long'
    : !LETTER.test(normalised.name)
      ? 'people_name_without_letters'
      : NOT_OF_NAMES.test(normalised.name)
        ? 'people_name_with_signs'
        : undefined
  if (message) check.addIssue({ code: 'custom', message })
})

/** A mobile number as typed; accounts' phone parser makes it E.164. */
export const phoneSchema = z
  .string({ error: 'people_phone_missing' })
  .trim()
  .min(1, 'people_phone_missing')
  .max(40, 'people_phone_wrong')

export const boothIdSchema = z.guid({ error: 'people_booth_unknown' })

/** A booth that is not on the list, described in the person's words, within a constituency. */
export const missingBoothSchema = z.object({
  constituencyId: z.guid({ error: 'people_constituency_missing' }),
  described: z
    .string({ error: 'people_described_missing' })
    .transform(oneLine)
    .pipe(z.string().min(3, 'people_described_missing').max(300, 'people_described_too_long')),
})

const ticked = (message: string) => z.literal(true, { error: message })

/** A short link's code, as its redirect hands it on; whatever else stands there keeps nobody from joining. */
export const cameBySchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-z]{7}$/)
  .optional()
  .catch(undefined)

/** What the join form says, whoever invited. */
export const joinSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  name: nameSchema,
  phone: phoneSchema,
  /** The home booth, when already chosen. */
  boothId: boothIdSchema.optional(),
  missing: missingBoothSchema.optional(),
  /** "I am 18 or older." */
  adult: ticked('people_adult_needed'),
  /** Agreement to what the notice calls membership: without it there is nothing to join. */
  membership: ticked('people_membership_needed'),
  /** Further purposes, each agreed to by itself. */
  purposes: z.array(z.enum(OPTIONAL_PURPOSES)).max(OPTIONAL_PURPOSES.length).default([]),
  /** The short link by which she came, if by one. */
  cameBy: cameBySchema,
})
export type Join = z.input<typeof joinSchema>
export type JoinAsked = z.output<typeof joinSchema>

/** What somebody agrees to whom another put on a list: the same as whoever joins. */
export const agreeSchema = joinSchema.pick({ command: true, adult: true, membership: true, purposes: true })
export type Agree = z.input<typeof agreeSchema>

/** The same from a form's fields. */
export const agreeFromFields = (fields: Readonly<Record<string, string>>): Agree => {
  const { command, adult, membership, purposes } = joinFromFields(fields) as Agree
  return { command, adult, membership, purposes }
}

/** An invitation's code, as in the link; a wrong one is unknown, not malformed. */
export const codeSchema = z
  .string()
  .trim()
  .min(1, 'people_invitation_unknown')
  .max(100, 'people_invitation_unknown')
export const joinByInvitationSchema = joinSchema.extend({ code: codeSchema })
export type JoinByInvitation = z.input<typeof joinByInvitationSchema>

/** Who comes without an invitation may name a wing; the parent body is the default. */
export const joinWithoutInvitationSchema = joinSchema.extend({
  wing: z.coerce.number({ error: 'people_wing_unknown' }).int().min(0).max(30).optional(),
})
export type JoinWithoutInvitation = z.input<typeof joinWithoutInvitationSchema>

/** What a form's fields say in the shape of `Join`: a ticked box arrives as "on", an untouched one not at all. */
export function joinFromFields(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const purposes: OptionalPurpose[] = OPTIONAL_PURPOSES.filter(
    (purpose) => fields[`purpose.${purpose}`] === 'on',
  )
  return {
    command: fields.command,
    name: fields.name ?? '',
    phone: fields.phone ?? '',
    ...(fields.boothId ? { boothId: fields.boothId } : {}),
    ...(saysMissing(fields) ? { missing: missingFromFields(fields) } : {}),
    adult: fields.adult === 'on',
    membership: fields.membership === 'on',
    purposes,
    ...(fields.wing ? { wing: fields.wing } : {}),
    ...(fields.via ? { cameBy: fields.via } : {}),
  }
}
