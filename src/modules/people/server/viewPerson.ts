import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { after } from '../domain/ladder.ts'
import type { Person } from '../domain/person.ts'
import { isOver } from '../domain/term.ts'
import { appointmentsOf, inForce, type Appointment } from './appointmentStore.ts'
import { consentsOf } from './consentStore.ts'
import { decisionsOf, type Decision } from './decisionStore.ts'
import { namesOf } from './namesOf.ts'
import { findPerson } from './personStore.ts'
import { knownPlace, pathTo, type PlaceOf } from './placeOfStore.ts'
import {
  mayConfirmName,
  mayCorrectName,
  mayDecline,
  mayEndAppointment,
  mayReinstate,
  mayReveal,
  mayView,
  mayVouch,
  mayWithdraw,
} from './policy.ts'
import { isDeclarationDue } from './awaitsDeclaration.ts'
import { noteSighting } from './sightingStore.ts'
import { inviterOf, standingVouchOf } from './vouchStore.ts'

export interface PersonView {
  readonly person: Person
  /** From the state down to the person's place. */
  readonly path: readonly PlaceOf[]
  readonly inviter: string | undefined
  readonly vouch:
    { readonly by: string | undefined; readonly at: Date; readonly sameHand: boolean } | undefined
  readonly decisions: readonly (Omit<Decision, 'decidedBy'> & { readonly by: string | undefined })[]
  readonly appointments: readonly (Appointment & { readonly inForce: boolean; readonly mayEnd: boolean })[]
  /** Holds an office that does not count yet, because the holder has not declared. */
  readonly awaitsDeclaration: boolean
  /** Agreed-to purposes that have not been withdrawn: whoever calls or writes needs to know. */
  readonly agreedTo: readonly string[]
  /** What the actor may do now; what is false is not offered. */
  readonly may: Readonly<
    Record<
      | 'vouch'
      | 'decline'
      | 'revokeVouch'
      | 'suspend'
      | 'reinstate'
      | 'reveal'
      | 'appoint'
      | 'correctName'
      | 'confirmName',
      boolean
    >
  >
}

/**
 * A person's record, without the phone. Each view is noted, and the person sees the note.
 * @throws Refusal notFound when there is none that the actor may see
 */
export async function viewPerson(ctx: Context, personId: string): Promise<PersonView> {
  return ctx.transaction(async (tx) => {
    const actor = requirePerson(ctx.actor)
    const person = isUuid(personId) ? await findPerson(tx, personId) : undefined
    if (!person) throw new Refusal('notFound', { reason: 'people_c_person_unknown' })
    authorise(mayView(actor, person))
    if (actor.personId !== personId) await noteSighting(tx, personId, actor.personId, 'record')
    const place = await knownPlace(tx, person.placeId)
    const hasBooth = place.level === 'booth'
    const held = await appointmentsOf(tx, personId)
    const posts = held.filter((post) => inForce(post, ctx.now))
    const vouch = await standingVouchOf(tx, personId)
    const decisions = await decisionsOf(tx, personId)
    const inviter = await inviterOf(tx, person.invitationId)
    const names = await namesOf(tx, [
      inviter,
      vouch?.vouchedBy,
      ...decisions.map(({ decidedBy }) => decidedBy),
    ])
    const nameOf = (id: string | null) => (id === null ? undefined : names.get(id)?.[ctx.locale])
    const consents = await consentsOf(tx, personId)
    const can = (happening: Parameters<typeof after>[1]) =>
      after(person.state, happening, hasBooth) !== undefined
    const withdraw = mayWithdraw(actor, person, posts).allowed
    return {
      person,
      path: await pathTo(tx, place),
      inviter: nameOf(inviter),
      vouch: vouch && { by: nameOf(vouch.vouchedBy), at: vouch.at, sameHand: vouch.sameHand },
      decisions: decisions.map(({ decidedBy, ...decision }) => ({ ...decision, by: nameOf(decidedBy) })),
      appointments: held.map((post) => ({
        ...post,
        inForce: inForce(post, ctx.now),
        mayEnd: !isOver(post, ctx.now) && mayEndAppointment(actor, person, post).allowed,
      })),
      awaitsDeclaration: await isDeclarationDue(tx, personId),
      agreedTo: consents.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ purpose }) => purpose),
      may: {
        vouch: mayVouch(actor, person).allowed && can('vouched'),
        decline: mayDecline(actor, person).allowed && can('declined'),
        revokeVouch: mayVouch(actor, person).allowed && withdraw && can('vouchWithdrawn'),
        suspend: withdraw && can('suspended'),
        reinstate: mayReinstate(actor, person).allowed && can('reinstated'),
        correctName: person.state !== 'left' && mayCorrectName(actor, person, posts).allowed,
        confirmName: person.nameChangedAt !== null && mayConfirmName(actor, person).allowed,
        reveal: actor.personId !== personId && mayReveal(actor, person).allowed,
        appoint: mayReinstate(actor, person).allowed && can('vouchWithdrawn'),
      },
    }
  })
}
