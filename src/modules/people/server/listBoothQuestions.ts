import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { openBoothQuestions, type BoothQuestion } from './boothChangeStore.ts'
import { mayList } from './policy.ts'

/** A sitting's worth. */
const SHOWN = 20

/** Who has not said yet which part of her split booth is hers, the longest first, as far as one's scope reaches. @throws Refusal forbidden */
export async function listBoothQuestions(ctx: Context): Promise<readonly BoothQuestion[]> {
  authorise(mayList(ctx.actor))
  return ctx.transaction((tx) => openBoothQuestions(tx, SHOWN))
}
