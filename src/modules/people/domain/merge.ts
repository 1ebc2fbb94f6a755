import { z } from 'zod'
import { hasAuthority, mayHoldAppointment, type Post } from './appointment.ts'
import { isConfirmed, isMember, type PersonState } from './ladder.ts'

const id = z.uuid({ error: 'people_c_person_unknown' })
const command = z.uuid({ error: 'platform_command_missing' })

/** Which record stays and which gives way; the person who merges chooses. */
export const mergeSchema = z
  .object({ command, staysId: id, givesId: id })
  .refine(({ staysId, givesId }) => staysId !== givesId, { path: ['givesId'], error: 'people_d_same_record' })
export type MergePeople = z.input<typeof mergeSchema>

export const undoMergeSchema = z.object({ command, mergeId: z.uuid({ error: 'people_d_merge_unknown' }) })
export type UndoMerge = z.input<typeof undoMergeSchema>

export const keepApartSchema = z
  .object({ command, oneId: id, otherId: id })
  .refine(({ oneId, otherId }) => oneId !== otherId, { path: ['otherId'], error: 'people_d_same_record' })
export type KeepApart = z.input<typeof keepApartSchema>

/**
 * Why a record cannot give way to another, or undefined when it can. Nobody's vouch is lost and nobody's suspension is washed off: the
 * record with the vouch stays, and who is set aside is settled first.
 */
export function whyNotMerged(stays: PersonState, gives: PersonState): string | undefined {
  if (!isMember(stays) || !isMember(gives)) return 'people_d_set_aside'
  return isConfirmed(gives) && !isConfirmed(stays) ? 'people_d_keep_vouched' : undefined
}

interface Held extends Post {
  readonly id: string
  readonly placeId: string
}

/**
 * What becomes of the appointments in force of the record that gives way: an office passes over unless the other already holds the same one;
 * volunteering at a booth goes with the vouch, which ends.
 */
export function appointmentsAtMerge<Appointment extends Held>(
  gives: readonly Appointment[],
  stays: readonly Held[],
): { readonly pass: readonly Appointment[]; readonly end: readonly Appointment[] } {
  const isHeld = (post: Held) =>
    stays.some((held) => held.role === post.role && held.placeId === post.placeId && held.wing === post.wing)
  const pass = gives.filter((post) => hasAuthority(post.role) && !isHeld(post))
  return { pass, end: gives.filter((post) => !pass.includes(post)) }
}

export const mayTakeOffices = mayHoldAppointment

const LADDER_HEIGHT: Readonly<Record<PersonState, number>> = {
  active: 6, vouched: 5, lapsed: 4, placed: 3, phone_verified: 2, applied: 1, declined: 0, suspended: 0, left: 0,
} // prettier-ignore

/** The record that is proposed to stay: the one further up the ladder, else the older one. */
export function proposedToStay<Of extends { readonly state: PersonState; readonly appliedAt: Date }>(
  a: Of,
  b: Of,
): Of {
  const height = LADDER_HEIGHT[a.state] - LADDER_HEIGHT[b.state]
  if (height !== 0) return height > 0 ? a : b
  return a.appliedAt <= b.appliedAt ? a : b
}
