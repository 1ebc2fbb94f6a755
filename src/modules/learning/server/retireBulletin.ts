import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { retireBulletinSchema, type RetireBulletin } from '../domain/bulletin.ts'
import { lockBulletinItem, saveBulletinRetired } from './bulletinStore.ts'
import { mayRetire } from './policy.ts'

/** Takes an item away before its day. @throws Refusal forbidden, notFound */
export async function retireBulletin(ctx: Context, input: RetireBulletin): Promise<void> {
  const { command, itemId } = parse(retireBulletinSchema, input)
  requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.retireBulletin', input: { itemId } }, async () => {
      const item = await lockBulletinItem(tx, itemId)
      if (!item) throw new Refusal('notFound', { reason: 'learning_bulletin_unknown' })
      authorise(mayRetire(ctx.actor, item.state === 'released'))
      await saveBulletinRetired(tx, itemId)
      record(tx, 'learning.retireBulletin', `bulletin:${itemId}`, {})
    }),
  )
}
