import { requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { hasAuthority } from '../domain/appointment.ts'
import { isOver } from '../domain/term.ts'
import { appointmentsOf } from './appointmentStore.ts'

/** Whether the person who acts holds an office with authority, or will, declared or not. @throws Refusal notSignedIn */
export async function holdsOffice(ctx: Context): Promise<boolean> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) => holdsOpenOffice(tx, personId))
}

/** The same of a person whom the actor may see. */
export const holdsOpenOffice = async (tx: Transaction, personId: string): Promise<boolean> =>
  (await appointmentsOf(tx, personId)).some((post) => hasAuthority(post.role) && !isOver(post, tx.now))
