import { requireMember } from '#platform/access/authorise.ts'
import { plausibleMoment } from '#platform/clock/plausibleMoment.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { recallCardSchema, type RecallCardInput } from '../domain/learnt.ts'
import { insertTurn, isOwnCard } from './cardStore.ts'

/**
 * One turn of one recall card, under the id and the moment that her phone gave it. Nothing is derived here: the state is the replay of all turns, so
 * they may come late and in any order. Not audited: how well somebody remembers is nobody's business but hers, and the turn itself is the record.
 * @throws Refusal notFound for a card of a lesson that she has not passed; badInput
 */
export async function recallCard(ctx: Context, input: RecallCardInput): Promise<void> {
  const { command, cardId, grade, madeAt } = parse(recallCardSchema, input)
  const { personId } = requireMember(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.recall', input: { cardId, grade } }, async () => {
      const learntAt = await isOwnCard(tx, personId, cardId)
      if (!learntAt) throw new Refusal('notFound', { reason: 'learning_card_unknown' })
      const made = plausibleMoment(madeAt ? new Date(madeAt) : undefined, ctx.now, learntAt)
      await insertTurn(tx, {
        id: command,
        personId,
        cardId,
        grade,
        madeAt: made.at,
        clockDoubted: made.doubted,
      })
    }),
  )
}
