import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { freshSince } from '../domain/report.ts'
import { inLanguageOf } from '../domain/task.ts'
import { mayListReports } from './policy.ts'
import { confirmedBy, type Confirmed } from './queueStore.ts'

/** Shown at most; whoever confirms more in two days finds the others in the task's own lists. */
const MOST = 20

/** What the actor herself confirmed so lately that she may take it back, newest first. @throws Refusal forbidden to whoever coordinates nobody */
export async function listMyConfirmations(
  ctx: Context,
): Promise<readonly (Confirmed & { readonly title: string })[]> {
  const { personId } = requirePerson(ctx.actor)
  authorise(mayListReports(ctx.actor))
  const found = await ctx.transaction((tx) => confirmedBy(tx, personId, freshSince(ctx.now), MOST))
  return found.map((one) => ({
    ...one,
    title: inLanguageOf({ ...one, wordsHi: null, wordsEn: null }, ctx.locale).title,
  }))
}
