import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { ruleOf, titleProgress, type TitleProgress } from '../domain/titleRule.ts'
import { readTitleRule, titleHoldings } from './titleStore.ts'

export interface MyTitle extends TitleProgress {
  readonly standing: 'underWay' | 'held' | 'due'
}

/** How far whoever acts is on the way to the title. @returns undefined where nobody earns one. @throws Refusal notSignedIn */
export async function myTitle(ctx: Context): Promise<MyTitle | undefined> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const [mine] = await titleHoldings(tx, [personId])
    const { grounds, title } = mine!
    // Whoever holds it sees the rule that she holds it by.
    const rule = (title && ruleOf(title.about)) ?? (await readTitleRule(tx))
    const progress = titleProgress(rule, grounds)
    return progress && { ...progress, standing: title ? (title.isDue ? 'due' : 'held') : 'underWay' }
  })
}
