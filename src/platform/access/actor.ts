import { EMPTY_SCOPE, scopeOf, WHOLE_SCOPE, type Authority, type Scope } from './scope.ts'

/** How sure we are who it is: 1 = a one-time code by phone, 2 = that and a second factor (authenticator or passkey). */
export type Assurance = 1 | 2

/** What a person is to the organisation in this moment. */
export interface Membership {
  /** Her appointments in force. */
  readonly authorities: readonly Authority[]
  /** Her record has left: she keeps what is hers and sees no more of what members see (`requireMember`). */
  readonly hasLeft: boolean
}

/** A person who is signed in and has said who of the household she is. */
export interface PersonActor extends Membership {
  readonly kind: 'person'
  readonly personId: string
  readonly accountId: string
  readonly sessionId: string
  readonly assurance: Assurance
  readonly scope: Scope
}

/** Nobody: a visitor who is not signed in. Sees no personal record at all. */
export interface NobodyActor {
  readonly kind: 'nobody'
  readonly scope: Scope
}

/** The house itself: a job, a loader, the command line. `name` stands in the audit log. */
export interface SystemActor {
  readonly kind: 'system'
  readonly name: string
  readonly scope: Scope
}

export type Actor = PersonActor | NobodyActor | SystemActor

export const NOBODY: NobodyActor = { kind: 'nobody', scope: EMPTY_SCOPE }

export const systemActor = (name: string): SystemActor => ({ kind: 'system', name, scope: WHOLE_SCOPE })

export function personActor(
  person: Omit<PersonActor, 'kind' | 'scope' | 'hasLeft'> & Partial<Pick<PersonActor, 'hasLeft'>>,
): PersonActor {
  return { kind: 'person', hasLeft: false, ...person, scope: scopeOf(person.authorities) }
}

/**
 * Somebody who is not here, as policies see her: for what she set in motion earlier and what goes on in her name. Judged, never acted with.
 * @param authorities what she holds in the moment that counts: `people.offices_of`
 */
export const inAbsence = (personId: string, authorities: readonly Authority[]): PersonActor =>
  personActor({ personId, accountId: personId, sessionId: personId, assurance: 2, authorities })

/** The id that row-level security compares with a row's own person; null for nobody and for the house. */
export const actingPerson = (actor: Actor): string | null => (actor.kind === 'person' ? actor.personId : null)
