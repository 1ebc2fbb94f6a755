import { z } from 'zod'
import { endLinks } from '#modules/links/server/index.ts'
import { isOnWebsite, withdrawPosts } from '#modules/channels/server/index.ts'
import { withdrawPiece } from '#modules/studio/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import type { Campaign } from '../domain/campaign.ts'
import { kitStanding, recallKitSchema, type Kit, type RecallKit } from '../domain/kit.ts'
import { command, kitId } from '../domain/said.ts'
import { dropFiles } from './fileStore.ts'
import { isOutElsewhere, lockKit, saveRecalled, saveTakenBack } from './kitStore.ts'
import { mayRecall, mayWithdrawEverywhere } from './policy.ts'
import { campaignOf } from './viewCampaign.ts'

/**
 * Takes a kit back everywhere: from this transaction on the house shows it to nobody, its short links show a notice, and each phone puts its copy away at
 * its next contact, which the log keeps. Whoever had it is told. Its public page and official posts go with it.
 * @throws Refusal forbidden, notFound; changedMeanwhile when there is nothing to take back any more
 */
export async function recallKit(ctx: Context, input: RecallKit): Promise<{ links: number }> {
  const asked = parse(recallKitSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'campaigns.recallKit', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const { kit } = await taken(ctx, tx, asked.kitId)
      if (kit.state !== 'let_go') throw new Refusal('changedMeanwhile', { reason: 'campaigns_nothing_to_recall' })
      await saveRecalled(tx, kit.id, { by: personId, why: asked.why })
      const links = await endLinks(tx, {
        ownerId: kit.id,
        because: 'recalled',
        title: { hi: kit.titleHi.slice(0, 200), en: kit.titleEn.slice(0, 200) },
      })
      await withdrawPublished(tx, kit, asked.why)
      await announce(tx, 'campaigns.kitRecalled', { kitId: kit.id, pieceId: kit.pieceId, hash: kit.pieceHash })
      record(tx, 'campaigns.recallKit', `kit:${kit.id}`, { why: asked.why, links })
      return { links }
    }),
  )
} // prettier-ignore

/**
 * Whoever leads the whole organisation takes these bytes away everywhere. Whoever leads a part takes what was posted of her kit, and the page where
 * nobody else's kit or post stands on it.
 */
async function withdrawPublished(tx: Transaction, kit: Kit, why: string): Promise<void> {
  const bytes = { pieceId: kit.pieceId, hash: kit.pieceHash }
  const isEverywhere = mayWithdrawEverywhere(tx.actor).allowed
  await withdrawPosts(tx, isEverywhere ? { ...bytes, why } : { kitId: kit.id, why })
  if (isEverywhere || !((await isOutElsewhere(tx, kit)) || (await isOnWebsite(tx, bytes))))
    await withdrawPiece(tx, { ...bytes, why })
}

export const takeBackSchema = z.object({ command, kitId })
export type TakeBack = z.input<typeof takeBackSchema>

/**
 * Makes a draft again of a kit that has not come out: to change it, or because its piece's approval was voided.
 * @throws Refusal forbidden, notFound; changedMeanwhile once it is out: then it is recalled
 */
export async function takeBackKit(ctx: Context, input: TakeBack): Promise<void> {
  const asked = parse(takeBackSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'campaigns.takeBackKit', input: asked }, async () => {
      const { kit } = await taken(ctx, tx, asked.kitId)
      if (!['scheduled', 'held'].includes(kitStanding(kit, ctx.now)))
        throw new Refusal('changedMeanwhile', { reason: 'campaigns_kit_is_out' })
      await saveTakenBack(tx, kit.id)
      await dropFiles(tx, kit.id)
      record(tx, 'campaigns.takeBackKit', `kit:${kit.id}`, { was: kit.heldWhy ?? 'scheduled' })
    }),
  )
}

async function taken(ctx: Context, tx: Transaction, id: string): Promise<{ kit: Kit; campaign: Campaign }> {
  const kit = await lockKit(tx, id)
  if (!kit) throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
  const campaign = await campaignOf(tx, kit.campaignId)
  authorise(mayRecall(ctx.actor, campaign))
  return { kit, campaign }
}
