import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { nextVacantQuery, type NextVacantQuery } from '../domain/query.ts'
import type { NextVacantRow } from '../domain/view.ts'
import { nextVacant } from './boothStore.ts'
import { scopeOfQuestion } from './scopeOfQuestion.ts'

/**
 * Which vacant booths to work next: lowest coverage of the constituency first, then distance from where the work starts.
 * @throws Refusal notSignedIn, badInput, notFound, or forbidden outside one's scope
 */
export async function nextVacantBooths(
  ctx: Context,
  input: NextVacantQuery,
): Promise<readonly NextVacantRow[]> {
  const { limit, lat, lon, ...asked } = parse(nextVacantQuery, input)
  return ctx.transaction(async (tx) => {
    const { place, wings } = await scopeOfQuestion(ctx, tx, asked)
    return nextVacant(tx, { place, wings }, startOf({ lat, lon }) ?? startOf(place), limit)
  })
}

const startOf = ({ lat, lon }: { lat?: number | null | undefined; lon?: number | null | undefined }) =>
  typeof lat === 'number' && typeof lon === 'number' ? { lat, lon } : null
