import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { ownPieces } from './ownStore.ts'

/** All that one began, edited, signed and remarked in the studio, for the copy of one's own data (DPDP Act 2023 s. 11). */
export async function exportMyPieces(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) => ownPieces(tx, personId))
}
