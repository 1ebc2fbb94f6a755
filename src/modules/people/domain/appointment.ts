import { z } from 'zod'
import { isConfirmed, type PersonState } from './ladder.ts'
import { dayField } from './term.ts'

/** Roles of the volunteer force. See docs/glossary.md. */
export const ORGANISATION_ROLES = [
  'volunteer',
  'booth_lead',
  'coordinator',
  'trainer',
  'creator',
  'reviewer',
  'researcher',
  'editor',
  'auditor',
  'admin',
] as const
/** Roles of the public-benefit field programme. Nobody holds roles of both. */
export const PROGRAMME_ROLES = [
  'mitra',
  'field_volunteer',
  'supervisor',
  'paymaster',
  'programme_admin',
] as const
export const ROLES = [...ORGANISATION_ROLES, ...PROGRAMME_ROLES] as const
export type AppointedRole = (typeof ROLES)[number]

/** Where an appointment holds; `wing` null: every wing. */
export interface Post {
  readonly role: AppointedRole
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
}

/** Roles that come with authority over nobody. */
const WITHOUT_AUTHORITY: ReadonlySet<AppointedRole> = new Set(['volunteer', 'mitra', 'field_volunteer'])
const ADMINISTERING: ReadonlySet<AppointedRole> = new Set(['admin', 'programme_admin'])
const COORDINATING: ReadonlySet<AppointedRole> = new Set(['coordinator', 'supervisor'])

export const hasAuthority = (role: AppointedRole): boolean => !WITHOUT_AUTHORITY.has(role)
export const isAdministering = (role: AppointedRole): boolean => ADMINISTERING.has(role)
/** A coordinator, whom the programme calls supervisor. */
export const isCoordinating = (role: AppointedRole): boolean => COORDINATING.has(role)

/** Which roles a holder of a role may give; what is not named is not given. */
export function rolesGivenBy(role: AppointedRole): readonly AppointedRole[] {
  if (role === 'admin') return ORGANISATION_ROLES
  if (role === 'programme_admin') return PROGRAMME_ROLES
  if (role === 'coordinator') return ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator']
  if (role === 'supervisor') return ['mitra', 'field_volunteer', 'supervisor']
  return []
}

/** Whether a post lies wholly inside another's place and wing. */
export const liesWithin = (inner: Omit<Post, 'role'>, outer: Omit<Post, 'role'>): boolean =>
  outer.lft <= inner.lft && inner.rgt <= outer.rgt && (outer.wing === null || outer.wing === inner.wing)

const rank = (role: AppointedRole): number =>
  isAdministering(role) ? 3 : isCoordinating(role) ? 2 : hasAuthority(role) ? 1 : 0

/**
 * Whether the holder of `mine` stands above another post: it lies inside mine, and its role is lower, or the same at a place below mine.
 * An administrator stands above everybody inside, other administrators included: somebody must be able to.
 */
export function standsAbove(mine: Post, other: Post): boolean {
  if (!liesWithin(other, mine)) return false
  if (isAdministering(mine.role)) return true
  const placeBelow = mine.lft < other.lft
  return rank(mine.role) > rank(other.role) || (rank(mine.role) === rank(other.role) && placeBelow)
}

/** Whether the holder of `mine` may appoint to, or end, such a post: it stands below, and the role is one that mine gives. */
export const mayFill = (mine: Post, post: Post): boolean =>
  rolesGivenBy(mine.role).includes(post.role) && standsAbove(mine, post)

/** Authority is given to those for whom somebody vouched; nobody else is known to be real. */
export const mayHoldAppointment = (state: PersonState): boolean => isConfirmed(state)

/** The export right makes sense only for those who coordinate; administrators have it with their role. */
export const exportRightFits = (role: AppointedRole): boolean => isCoordinating(role)

/**
 * Why an office ended, as somebody says it. The house itself says `standing` (its holder was suspended, left or lost the vouch), `merged` (her
 * other record stays) and `restructured` (its place ended; the office goes on at the place that took over).
 */
export const END_REASONS = ['resigned', 'transferred', 'dissolved', 'term_over', 'mistake', 'other'] as const
export type EndReason = (typeof END_REASONS)[number] | 'standing' | 'merged' | 'restructured'

export const optionalWing = z.union(
  [z.literal('').transform(() => null), z.coerce.number().int().min(0).max(30)],
  {
    error: 'people_c_wing_wrong',
  },
)

export const optionalPlace = z
  .union([z.literal('').transform(() => undefined), z.guid({ error: 'people_c_place_needed' })], {
    error: 'people_c_place_needed',
  })
  .optional()

export const giveAppointmentSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  personId: z.uuid({ error: 'people_c_person_unknown' }),
  role: z.enum(ROLES, { error: 'people_c_role_wrong' }),
  placeId: z.guid({ error: 'people_c_place_needed' }),
  /** Empty: every wing. */
  wing: z.union([z.null(), optionalWing]),
  mayExport: z.boolean().default(false),
  /** First and last day; empty: from now on, until somebody ends it. */
  from: dayField('people_term_wrong'),
  until: dayField('people_term_wrong'),
  /** In charge for somebody else, until a day that is known. */
  acting: z.boolean().default(false),
})
export type GiveAppointment = z.input<typeof giveAppointmentSchema>

export const endAppointmentSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  appointmentId: z.uuid({ error: 'people_c_appointment_unknown' }),
  reason: z.enum(END_REASONS, { error: 'people_end_reason_needed' }).default('other'),
})
export type EndAppointment = z.input<typeof endAppointmentSchema>

export const transferAppointmentSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  appointmentId: z.uuid({ error: 'people_c_appointment_unknown' }),
  toPersonId: z.uuid({ error: 'people_transfer_to_whom' }),
})
export type TransferAppointment = z.input<typeof transferAppointmentSchema>

export const dissolveCommitteeSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  placeId: z.guid({ error: 'people_c_place_needed' }),
  wing: z.union([z.null(), optionalWing]),
  /** Where its members go on in the same roles; empty: nowhere. */
  toPlaceId: optionalPlace,
  /** What the page showed: whoever came or went meanwhile makes the answer a different one. */
  appointmentIds: z.array(z.uuid()).max(2000),
})
export type DissolveCommittee = z.input<typeof dissolveCommitteeSchema>
