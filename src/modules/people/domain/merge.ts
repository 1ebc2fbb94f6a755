import { z } from 'zod'
import { hasAuthority, mayHoldAppointment, type Post } from './appointment.ts'
import { after, isConfirmed, isMember, type PersonState } from './ladder.ts'
import type { Person } from './person.ts'
import { isOver, type Term } from './term.ts'

// One record has one spelling: they are compared, and locked in their order.
const id = z.uuid({ error: 'people_c_person_unknown' }).toLowerCase()
const command = z.uuid({ error: 'platform_command_missing' })

/** What two records may say differently of one person, and whoever merges them chooses. */
export const TAKEN_VALUES = ['name', 'phone', 'place'] as const
export type TakenValue = (typeof TAKEN_VALUES)[number]

/** Which record stays and which gives way, and whose values count; the person who merges chooses. */
export const mergeSchema = z
  .object({
    command,
    staysId: id,
    givesId: id,
    /** Values taken from the record that gives way; every other one stays as it is. */
    taken: z.array(z.enum(TAKEN_VALUES)).max(TAKEN_VALUES.length).default([]),
  })
  .refine(({ staysId, givesId }) => staysId !== givesId, { path: ['givesId'], error: 'people_d_same_record' })
export type MergePeople = z.input<typeof mergeSchema>

/** Two records as a preview shows them, before anything is decided. */
export const previewSchema = z
  .object({ staysId: id, givesId: id })
  .refine(({ staysId, givesId }) => staysId !== givesId, { path: ['givesId'], error: 'people_d_same_record' })
export type PreviewMerge = z.input<typeof previewSchema>

export const undoMergeSchema = z.object({ command, mergeId: z.uuid({ error: 'people_d_merge_unknown' }) })
export type UndoMerge = z.input<typeof undoMergeSchema>

export const keepApartSchema = z
  .object({ command, oneId: id, otherId: id })
  .refine(({ oneId, otherId }) => oneId !== otherId, { path: ['otherId'], error: 'people_d_same_record' })
export type KeepApart = z.input<typeof keepApartSchema>

/**
 * Why a record cannot give way to another, or undefined when it can. Nobody's vouch or proof is lost and nobody's suspension is washed off:
 * the record that is further up the ladder stays, and who is set aside is settled first.
 */
export function whyNotMerged(stays: PersonState, gives: PersonState): string | undefined {
  if (!isMember(stays) || !isMember(gives)) return 'people_d_set_aside'
  if (isConfirmed(gives)) return isConfirmed(stays) ? undefined : 'people_d_keep_vouched'
  return LADDER_HEIGHT[gives] > LADDER_HEIGHT[stays] ? 'people_d_keep_further' : undefined
}

interface Sided extends Pick<Person, 'state' | 'phoneVerifiedAt'> {
  readonly hasBooth: boolean
}

/**
 * Why the other record's value cannot be taken, or undefined when it can. A vouch is for one booth. A number opens the record, so one that
 * nobody proved opens none, and whoever merges does not decide by which number an office is entered: its holder changes it herself.
 * @param holdsOffice whether the record that stays holds an office with authority once the two are one
 */
export function whyNotTaken(
  value: TakenValue,
  stays: Sided,
  gives: Sided,
  holdsOffice: boolean,
): string | undefined {
  if (value === 'phone') {
    if (holdsOffice) return 'people_d_phone_of_office'
    return gives.phoneVerifiedAt === null && stays.state !== 'applied' ? 'people_d_phone_unproved' : undefined
  }
  if (value === 'place') {
    if (isConfirmed(stays.state)) return 'people_d_place_of_vouch'
    return stays.state === 'placed' && !gives.hasBooth ? 'people_d_place_without_booth' : undefined
  }
  return undefined
}

/** Where the record that stays stands once it has taken the other's place. */
export const stateAtPlace = (state: PersonState, hasBooth: boolean): PersonState =>
  after(state, hasBooth ? 'boothChosen' : 'boothLeft', hasBooth) ?? state

/**
 * Where the record that stayed stands once a merge is taken back: as before among those vouched for (the nightly reckoning says who is
 * active); below that by what was proved and chosen since.
 */
export function stateAfterUndo(before: PersonState, now: PersonState, hasBooth: boolean): PersonState {
  if (isConfirmed(now)) return isConfirmed(before) ? before : now
  if (now === 'applied') return now
  return hasBooth ? 'placed' : 'phone_verified'
}

interface Held extends Post, Term {
  readonly id: string
  readonly placeId: string
}

const covers = (own: Term, other: Term): boolean =>
  own.fromAt <= other.fromAt && (own.toAt === null || (other.toAt !== null && other.toAt <= own.toAt))

/** Appointments that are in force or will be: a planned office is authority too. */
export const openOnes = <Appointment extends Term>(
  appointments: readonly Appointment[],
  now: Date,
): readonly Appointment[] => appointments.filter((each) => !isOver(each, now))

/**
 * What becomes of the open appointments of the record that gives way: an office passes over unless the other already holds the same one for
 * all of its time to come; volunteering at a booth goes with the vouch, which ends.
 */
export function appointmentsAtMerge<Appointment extends Held>(
  gives: readonly Appointment[],
  stays: readonly Held[],
  now: Date,
): { readonly pass: readonly Appointment[]; readonly end: readonly Appointment[] } {
  const toCome = (post: Held): Term => ({ ...post, fromAt: post.fromAt < now ? now : post.fromAt })
  const isHeld = (post: Held) =>
    stays.some(
      (held) =>
        held.role === post.role &&
        held.placeId === post.placeId &&
        held.wing === post.wing &&
        covers(held, toCome(post)),
    )
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
