import { personActor, type PersonActor } from '#platform/access/actor.ts'
import type { Authority, Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { insertInvitation } from '#modules/people/server/invitationStore.ts'
import { newInvitationCode } from '#modules/people/server/invitationCode.ts'
import { insertPerson } from '#modules/people/server/personStore.ts'
import { twoScriptName } from '#modules/people/domain/person.ts'
import type { PersonState } from '#modules/people/domain/ladder.ts'
import type { TestPlatform } from '../database/testPlatform.ts'
import { arrangeDeclaration } from './declaration.ts'
import type { SmallPlace } from './smallState.ts'

/** Someone signed in, with the authorities given. */
export const signedIn = (
  personId: string,
  authorities: readonly Authority[] = [],
  assurance: 1 | 2 = 1,
): PersonActor => personActor({ personId, accountId: uuidv7(), sessionId: uuidv7(), assurance, authorities })

let counter = 0
/** A phone nobody else in this run has. */
export const freshPhone = (): string => `+9198${String(29_000_000 + counter++).padStart(8, '0')}`

interface Arranged {
  readonly name?: string
  readonly phone?: string
  readonly place: SmallPlace
  readonly wing?: number
  readonly state?: PersonState
}

/** Puts a person into the database as if she had come all that way; for arranging only. */
export async function arrangePerson(house: TestPlatform, given: Arranged): Promise<string> {
  const id = uuidv7()
  const system = house.asSystem()
  await system.transaction((tx) =>
    insertPerson(tx, house.platform.keys, {
      id,
      name: twoScriptName(given.name ?? 'Sunita Kumari'),
      phone: given.phone ?? freshPhone(),
      language: 'hi',
      place: given.place,
      wing: given.wing ?? 0,
      invitationId: null,
    }),
  )
  if (given.state && given.state !== 'applied')
    await house.owner.db
      .updateTable('people.person')
      .set({ state: given.state, phone_verified_at: system.now })
      .where('id', '=', id)
      .execute()
  return id
}

/** Someone with an appointment in force, and the actor she is once signed in. */
export async function arrangeAppointed(
  house: TestPlatform,
  given: Arranged & { readonly role?: Role; readonly everyWing?: boolean; readonly level: string },
): Promise<PersonActor> {
  const personId = await arrangePerson(house, { state: 'active', name: 'Rekha Meena', ...given })
  const role = given.role ?? 'coordinator'
  const wing = given.everyWing ? null : (given.wing ?? 0)
  const appointmentId = uuidv7()
  await house.owner.db
    .insertInto('people.appointment')
    .values({
      id: appointmentId,
      person_id: personId,
      role,
      place_id: given.place.id,
      place_lft: given.place.lft,
      wing,
      from_at: new Date(house.clock.now().getTime() - 86_400_000),
    })
    .execute()
  await arrangeDeclaration(house.owner.db, personId, house.clock.now())
  const { lft, rgt, id: placeId } = given.place
  return signedIn(personId, [{ appointmentId, role, placeId, level: given.level, lft, rgt, wing }], 2)
}

/** An invitation as its maker would have made it. @returns its code */
export async function arrangeInvitation(
  house: TestPlatform,
  given: {
    readonly madeBy: string
    readonly place: SmallPlace
    readonly wing?: number
    readonly uses?: number
    readonly expiresInDays?: number
  },
): Promise<{ id: string; code: string }> {
  const [id, code] = [uuidv7(), newInvitationCode()]
  const system = house.asSystem()
  await system.transaction((tx) =>
    insertInvitation(tx, house.platform.keys, {
      id,
      code,
      place: given.place,
      wing: given.wing ?? 0,
      madeBy: given.madeBy,
      expiresAt: new Date(system.now.getTime() + (given.expiresInDays ?? 14) * 86_400_000),
      usesAllowed: given.uses ?? 50,
    }),
  )
  return { id, code }
}
