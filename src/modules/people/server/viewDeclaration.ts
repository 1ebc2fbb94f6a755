import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import type { Appointment } from './appointmentStore.ts'
import { officesOf } from './awaitsDeclaration.ts'
import { declaredAt } from './declarationStore.ts'

export interface DeclarationView {
  /** The offices that wait for the declaration, or rest on it. */
  readonly offices: readonly Pick<Appointment, 'id' | 'role' | 'placeHi' | 'placeEn' | 'placeLevel'>[]
  readonly declaredAt: Date | undefined
}

/** One's own offices, and whether one has declared. @throws Refusal notSignedIn */
export async function viewDeclaration(ctx: Context): Promise<DeclarationView> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => ({
    offices: await officesOf(tx, personId),
    declaredAt: await declaredAt(tx, personId),
  }))
}
