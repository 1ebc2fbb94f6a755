import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { ownLearning } from './learntStore.ts'

/** All that one ever answered, passed, showed, recalled and wrote here, for the copy of one's own data (DPDP Act 2023 s. 11). */
export async function exportMyLearning(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) => ownLearning(tx, personId))
}
