import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { wings, type Wing } from './wingStore.ts'

/** The wings in the organisation's order, retired ones too, since what stands carries their numbers. @throws Refusal notSignedIn */
export async function listWings(ctx: Context): Promise<readonly Wing[]> {
  requirePerson(ctx.actor)
  return ctx.transaction(wings)
}
