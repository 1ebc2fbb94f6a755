import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { releaseBulletinSchema, untilFault, type ReleaseBulletin } from '../domain/bulletin.ts'
import { lockBulletinItem, saveBulletinReleased } from './bulletinStore.ts'
import { mayRelease } from './policy.ts'

/**
 * Puts an item on everybody's Today until its day has passed: exactly the words that its releaser has read, and she wrote none of them.
 * @throws Refusal forbidden, notFound, changedMeanwhile, badInput once its day has passed
 */
export async function releaseBulletin(ctx: Context, input: ReleaseBulletin): Promise<void> {
  const { command, itemId, readHash } = parse(releaseBulletinSchema, input)
  const { personId } = requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.releaseBulletin', input: { itemId, readHash } }, async () => {
      const item = await lockBulletinItem(tx, itemId)
      if (!item) throw new Refusal('notFound', { reason: 'learning_bulletin_unknown' })
      authorise(
        mayRelease(
          ctx.actor,
          [item.madeBy, item.changedBy].filter((writer) => writer !== null),
        ),
      )
      if (item.state !== 'in_review')
        throw new Refusal('changedMeanwhile', { reason: 'learning_bulletin_settled' })
      if (item.hash !== readHash) throw new Refusal('changedMeanwhile', { reason: 'learning_read_older' })
      const fault = untilFault(item.until, indianDay(ctx.now))
      if (fault) throw new Refusal('badInput', { reason: fault })
      await saveBulletinReleased(tx, itemId, personId, readHash)
      await announce(tx, 'learning.bulletinReleased', { itemId })
      record(tx, 'learning.releaseBulletin', `bulletin:${itemId}`, { hash: readHash })
    }),
  )
}
