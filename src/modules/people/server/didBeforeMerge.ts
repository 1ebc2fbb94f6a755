import { requirePerson } from '#platform/access/authorise.ts'
import { wasDoneBy } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { ownFormer } from './mergeStore.ts'

/**
 * Whether a command had its effect already while the one who repeats it acted as a record that has given way to hers since: the answer was
 * lost, and what she did passed over with the merge.
 * @throws Refusal notSignedIn
 */
export async function didBeforeMerge(
  ctx: Context,
  command: { readonly id: string; readonly verb: string },
): Promise<boolean> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => wasDoneBy(tx, command, await ownFormer(tx)))
}
