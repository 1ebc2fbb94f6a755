import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { saveBulletinSchema, untilFault, type SaveBulletin } from '../domain/bulletin.ts'
import { insertBulletinItem, lockBulletinItem, saveBulletinWords } from './bulletinStore.ts'
import { mayWrite } from './policy.ts'
import { itemHash } from './weigh.ts'

/**
 * Writes an item of the bulletin, or changes one: then it waits for somebody else's word again.
 * @throws Refusal forbidden, badInput, notFound; changedMeanwhile when somebody else changed it
 */
export async function saveBulletin(ctx: Context, input: SaveBulletin): Promise<{ itemId: string }> {
  const { command, itemId, basedOn, ...said } = parse(saveBulletinSchema, input)
  const { personId: by } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.saveBulletin', input: { itemId, basedOn, said } }, async () => {
      authorise(mayWrite(ctx.actor))
      const fault = untilFault(said.until, indianDay(ctx.now))
      if (fault) throw new Refusal('badInput', { fields: { until: fault } })
      const hash = itemHash(said)
      const id = itemId ?? uuidv7(ctx.now)
      if (itemId === undefined) await insertBulletinItem(tx, { id, hash, by, ...said })
      else {
        const item = await lockBulletinItem(tx, itemId)
        if (!item || item.state === 'retired')
          throw new Refusal('notFound', { reason: 'learning_bulletin_unknown' })
        if (item.hash !== basedOn)
          throw new Refusal('changedMeanwhile', { reason: 'learning_changed_meanwhile' })
        await saveBulletinWords(tx, { id, hash, by, ...said })
      }
      record(tx, 'learning.saveBulletin', `bulletin:${id}`, { hash })
      return { itemId: id }
    }),
  )
}
