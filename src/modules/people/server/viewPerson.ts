import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { after } from '../domain/ladder.ts'
import { mustSayWhy } from '../domain/reveal.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'
import type { Person } from '../domain/person.ts'
import { isOver } from '../domain/term.ts'
import { appointmentsOf, inForce, type Appointment } from './appointmentStore.ts'
import { consentsOf } from './consentStore.ts'
import { mayReinstate, mayVouchDespite } from './decisionPolicy.ts'
import {
  decisionsOf,
  putAsideFrom,
  suspendedBefore,
  type Decision,
  type SuspendedBefore,
} from './decisionStore.ts'
import { standsFor } from './mergeStore.ts'
import { namesOf } from './namesOfStore.ts'
import { findPerson } from './personStore.ts'
import { knownPlace, pathTo, type PlaceOf } from './placeOfStore.ts'
import { mayEndAppointment } from './appointmentPolicy.ts'
import {
  mayConfirmName,
  mayCorrectName,
  mayDecline,
  mayReveal,
  mayView,
  mayVouch,
  mayVouchBehind,
  mayWithdraw,
} from './policy.ts'
import { isDeclarationDue } from './awaitsDeclaration.ts'
import { noteSighting } from './sightingStore.ts'
import { phoneSharedOf, UNSAID, type PhoneSharing } from './sharingStore.ts'
import { inviterOf, standingVouchOf } from './vouchStore.ts'

export interface PersonView {
  readonly person: Person
  /** From the state down to the person's place. */
  readonly path: readonly PlaceOf[]
  readonly inviter: string | undefined
  readonly vouch:
    | { readonly by: string | undefined; readonly at: Date; readonly sameHand: boolean }
    | undefined
  /** How many answer her phone, and whether the actor is one of them; told to whoever could vouch. */
  readonly sharing: PhoneSharing
  /** Somebody of this name behind this phone was suspended, left and is not taken back; told to whoever could vouch. */
  readonly suspendedBefore: SuspendedBefore | undefined
  readonly decisions: readonly (Omit<Decision, 'decidedBy'> & { readonly by: string | undefined })[]
  readonly appointments: readonly (Appointment & { readonly inForce: boolean; readonly mayEnd: boolean })[]
  /** The record that stands for this one since the two were merged, if the actor may see it. */
  readonly mergedInto: ({ readonly id: string } & NameInScripts) | undefined
  /** Holds an office that does not count yet, because the holder has not declared. */
  readonly awaitsDeclaration: boolean
  /** Agreed-to purposes that have not been withdrawn: whoever calls or writes needs to know. */
  readonly agreedTo: readonly string[]
  /** The phone opens only for a reason: this person has not agreed to calls. */
  readonly revealNeedsReason: boolean
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
    const person = await lookUp(personId, (known) => findPerson(tx, known), 'people_c_person_unknown')
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
    const agreedTo = consents.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ purpose }) => purpose)
    const can = (happening: Parameters<typeof after>[1]) =>
      after(person.state, happening, hasBooth) !== undefined
    const isVoucher = mayVouch(actor, person).allowed
    const sharing = isVoucher ? await phoneSharedOf(tx, personId) : UNSAID
    const before = isVoucher ? await suspendedBefore(tx, ctx.platform.keys, person) : undefined
    const aside = await putAsideFrom(tx, personId)
    const confirmable = isVoucher && mayVouchBehind(sharing).allowed
    const vouchable = confirmable && mayVouchDespite(actor, person, before).allowed
    const withdraw = mayWithdraw(actor, person, posts).allowed
    return {
      person,
      path: await pathTo(tx, place),
      inviter: nameOf(inviter),
      vouch: vouch && { by: nameOf(vouch.vouchedBy), at: vouch.at, sameHand: vouch.sameHand },
      sharing,
      suspendedBefore: before,
      decisions: decisions.map(({ decidedBy, ...decision }) => ({ ...decision, by: nameOf(decidedBy) })),
      appointments: held.map((post) => ({
        ...post,
        inForce: inForce(post, ctx.now),
        mayEnd: !isOver(post, ctx.now) && mayEndAppointment(actor, person, post).allowed,
      })),
      mergedInto: await standsNow(tx, personId),
      awaitsDeclaration: await isDeclarationDue(tx, personId),
      agreedTo,
      revealNeedsReason: mustSayWhy(person.state, agreedTo),
      may: {
        vouch: vouchable && can('vouched'),
        decline: mayDecline(actor, person).allowed && can('declined'),
        revokeVouch: mayVouch(actor, person).allowed && withdraw && can('vouchWithdrawn'),
        suspend: withdraw && can('suspended'),
        reinstate: mayReinstate(actor, person, aside).allowed && can('reinstated'),
        correctName: person.state !== 'left' && mayCorrectName(actor, person, posts).allowed,
        confirmName: person.nameChangedAt !== null && mayConfirmName(actor, person).allowed && confirmable,
        reveal: actor.personId !== personId && mayReveal(actor, person).allowed && person.state !== 'left',
        appoint: mayDecline(actor, person).allowed && can('vouchWithdrawn'),
      },
    }
  })
}

/** The record that stands for one that gave way; undefined of one that stands itself. */
async function standsNow(tx: Transaction, personId: string): Promise<PersonView['mergedInto']> {
  const id = await standsFor(tx, personId)
  const stays = id === personId ? undefined : await findPerson(tx, id)
  if (!stays) return undefined
  const { name, nameLatin, nameDevanagari } = stays
  return { id, name, nameLatin, nameDevanagari }
}
