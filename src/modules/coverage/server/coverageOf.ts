import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { coverageQuery, type CoverageQuery } from '../domain/query.ts'
import type { CoverageView } from '../domain/view.ts'
import { countPlace } from './countPlace.ts'
import { scopeOfQuestion } from './scopeOfQuestion.ts'

/**
 * Coverage of a place by its parts: how many booths stand in each state, live from the people that the actor may see.
 * @throws Refusal notSignedIn, badInput, notFound, or forbidden outside one's scope
 */
export async function coverageOf(ctx: Context, input: CoverageQuery): Promise<CoverageView> {
  const { by, ...asked } = parse(coverageQuery, input)
  return ctx.transaction(async (tx) => countPlace(tx, await scopeOfQuestion(ctx, tx, asked), by))
}
