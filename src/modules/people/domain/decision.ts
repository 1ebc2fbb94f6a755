import { z } from 'zod'
import { oneLine } from '#engines/typedtext/index.ts'

/** What a coordinator may decide about a person beside vouching, and for which reasons. */
export const DECLINE_REASONS = ['not_real', 'not_of_booth', 'under_age', 'unreachable', 'other'] as const
export const SUSPEND_REASONS = ['misuse', 'harassment', 'not_real', 'own_wish', 'other'] as const
export const REINSTATE_REASONS = ['settled', 'other'] as const
export type DecisionReason =
  | (typeof DECLINE_REASONS)[number]
  | (typeof SUSPEND_REASONS)[number]
  | (typeof REINSTATE_REASONS)[number]
export type DecisionKind = 'declined' | 'suspended' | 'reinstated'

const note = z.string().transform(oneLine).pipe(z.string().max(300, 'people_c_note_too_long')).optional()

const decisionSchema = <const Reasons extends readonly [string, ...string[]]>(reasons: Reasons) =>
  z
    .object({
      command: z.uuid({ error: 'platform_command_missing' }),
      personId: z.uuid({ error: 'people_c_person_unknown' }),
      reason: z.enum(reasons, { error: 'people_c_reason_needed' }),
      /** The coordinator's own words, shown to the person too; at most 300 characters. */
      note,
    })
    .refine(({ reason, note }) => reason !== 'other' || (note ?? '').length >= 3, {
      path: ['note'],
      error: 'people_c_note_needed',
    })

export const declineSchema = decisionSchema(DECLINE_REASONS)
export const suspendSchema = decisionSchema(SUSPEND_REASONS)
export const reinstateSchema = decisionSchema(REINSTATE_REASONS)
export type DeclinePerson = z.input<typeof declineSchema>
export type SuspendPerson = z.input<typeof suspendSchema>
export type ReinstatePerson = z.input<typeof reinstateSchema>
