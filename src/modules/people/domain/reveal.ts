import { z } from 'zod'
import type { PersonState } from './ladder.ts'

/** Why a number is opened of somebody who has not agreed to calls; `check` is the check call after a vouch. */
export const REVEAL_REASONS = ['asked', 'check', 'safety', 'number'] as const
export type RevealReason = (typeof REVEAL_REASONS)[number]

/** Confirming a newcomer is part of what membership asks for: until then a call needs no agreement of its own. */
const BEING_CONFIRMED: ReadonlySet<PersonState> = new Set(['applied', 'phone_verified', 'placed'])

/** Whether whoever opens the number must say why: consent is given per channel, and this person gave none for calls. */
export const mustSayWhy = (state: PersonState, agreedTo: readonly string[]): boolean =>
  !BEING_CONFIRMED.has(state) && !agreedTo.includes('call')

export const revealSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  personId: z.uuid({ error: 'people_c_person_unknown' }),
  reason: z.preprocess(
    (typed) => (typed === '' ? undefined : typed),
    z.enum(REVEAL_REASONS, { error: 'people_c_reveal_why_needed' }).optional(),
  ),
})
export interface RevealPhone {
  readonly command: string
  readonly personId: string
  /** Needed where `mustSayWhy`; empty is none. */
  readonly reason?: string | undefined
}
