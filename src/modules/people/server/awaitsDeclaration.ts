import type { Context, Transaction } from '#platform/context.ts'
import { mustDeclare } from '../domain/declaration.ts'
import { appointmentsOf, inForce, type Appointment } from './appointmentStore.ts'
import { declaredAt } from './declarationStore.ts'

/** Whether the actor holds an office that does not count yet, so that a page can lead her to the declaration. Nobody holds none. */
export async function awaitsDeclaration(ctx: Context): Promise<boolean> {
  const { actor } = ctx
  // Whoever acts with an office has declared: most requests end here, without a query.
  if (actor.kind !== 'person' || actor.authorities.some(({ role }) => mustDeclare(role))) return false
  return ctx.transaction((tx) => isDeclarationDue(tx, actor.personId))
}

/** Whether a person holds an office and has not declared. */
export const isDeclarationDue = async (tx: Transaction, personId: string): Promise<boolean> =>
  (await officesOf(tx, personId)).length > 0 && (await declaredAt(tx, personId)) === undefined

/** The offices that a person holds now. */
export const officesOf = async (tx: Transaction, personId: string): Promise<readonly Appointment[]> =>
  (await appointmentsOf(tx, personId)).filter((post) => inForce(post, tx.now) && mustDeclare(post.role))
