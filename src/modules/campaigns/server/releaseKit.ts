import { linkAddress, mintLinks } from '#modules/links/server/index.ts'
import { approvedPiece, holdPiece, renditionsOf } from '#modules/studio/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import { leadsTo, type Audience, type Campaign } from '../domain/campaign.ts'
import { goingOut, isStoryDrawn, type Rendition } from '../domain/files.ts'
import {
  momentsOf,
  releaseKitSchema,
  type Kit,
  type KitStanding,
  type ReleaseKit,
  kitStanding,
} from '../domain/kit.ts'
import { reachNow } from './audience.ts'
import { lockCampaign } from './campaignStore.ts'
import { keepFiles } from './fileStore.ts'
import { cellsOf, findKit, lockKit, saveLetGo, type KitInHand, type Volunteer } from './kitStore.ts'
import { mayRelease } from './policy.ts'
import { openStory } from './openStory.ts'

export const LINK_OWNER = 'campaigns.kit'

/**
 * Lets a kit go, now or at an hour, by another hand than the one that wrote its captions. No row is written for a volunteer: whom it asks is decided at
 * each look, so everybody sees it at once, and whom the election calendar holds gets it by herself at the hour. Its story's page becomes public with it.
 * @param rules those of the edition: its gate counts what it holds
 * @throws Refusal forbidden; changedMeanwhile when it was changed since it was read, or let go; badInput when its piece is not approved any more, nothing
 * of it is drawn, it reaches nobody, or its hours are wrong
 */
export async function releaseKit(
  ctx: Context,
  input: ReleaseKit,
  rules: readonly ReleaseRule[],
): Promise<{ standing: KitStanding }> {
  const asked = parse(releaseKitSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'campaigns.releaseKit', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const { kit, campaign } = await held(tx, asked.kitId)
      authorise(mayRelease(ctx.actor, campaign, kit.madeBy))
      if (kit.state !== 'draft') throw new Refusal('changedMeanwhile', { reason: 'campaigns_kit_let_go' })
      if (kit.version !== asked.basedOn) throw new Refusal('changedMeanwhile', { reason: 'campaigns_changed' })
      const moments = momentsOf(asked, ctx.now)
      if ('fault' in moments) throw new Refusal('badInput', { fields: moments.fault })
      const files = await readyFiles(tx, kit, campaign)
      if (indianDay(moments.releaseAt) > campaign.endsOn)
        throw new Refusal('badInput', { fields: { release: 'campaigns_release_after_end' } })
      const reach = await reachNow(tx, campaign, rules)
      if (reach.people === 0) throw new Refusal('badInput', { reason: 'campaigns_reaches_nobody' })
      await saveLetGo(tx, kit.id, { by: personId, placeId: campaign.placeId, ...moments, reach })
      await keepFiles(tx, kit.id, files)
      await mintForAll(tx, kit, campaign)
      const letGo: Kit = { ...kit, ...moments, state: 'let_go', letGoAt: ctx.now }
      await openStory(tx, letGo, reach)
      await announce(tx, 'campaigns.kitReleased', { kitId: kit.id, releaseAt: moments.releaseAt.toISOString() })
      record(tx, 'campaigns.releaseKit', `kit:${kit.id}`, { ...moments, people: reach.people, pieceHash: kit.pieceHash })
      return { standing: kitStanding(letGo, ctx.now) }
    }),
  )
} // prettier-ignore

/** A kit with its brief, both held, the brief first as saveCampaign holds it: whom it asks and where its links lead stays what was read. @throws Refusal notFound */
async function held(tx: Transaction, id: string): Promise<{ readonly kit: Kit; readonly campaign: Campaign }> {
  const found = await findKit(tx, id)
  const campaign = found && (await lockCampaign(tx, found.campaignId))
  const kit = campaign && (await lockKit(tx, id))
  if (!kit) throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
  return { kit, campaign }
} // prettier-ignore

/** What two people approved must still be that, and something of it must be drawn in each language that is asked. @returns what goes out */
async function readyFiles(tx: Transaction, kit: Kit, { languages }: Audience): Promise<readonly Rendition[]> {
  await holdPiece(tx, kit.pieceId)
  const piece = await approvedPiece(tx, kit.pieceId)
  if (piece?.hash !== kit.pieceHash) throw new Refusal('badInput', { reason: 'campaigns_approval_void' })
  const drawn = await renditionsOf(tx, kit.pieceId, kit.pieceHash)
  const files = goingOut(drawn, languages)
  if (!languages.every((language) => files.some((file) => file.language === language)))
    throw new Refusal('badInput', { reason: 'campaigns_not_drawn' })
  if (!isStoryDrawn(drawn)) throw new Refusal('badInput', { reason: 'campaigns_story_not_drawn' })
  return files
}

/** A short link for each constituency and wing in which somebody stands. */
async function mintForAll(tx: Transaction, kit: Kit, campaign: Campaign): Promise<void> {
  const cells = await cellsOf(tx, campaign)
  if (cells.length > 0)
    await mintLinks(tx, {
      owner: LINK_OWNER,
      ownerId: kit.id,
      target: leadsTo(campaign, kit),
      cells: [...cells],
    })
}

/** The short link of one cell, as it is handed on; the same each time. */
export async function linkOf(
  ctx: Context,
  tx: Transaction,
  kit: Pick<KitInHand, 'id' | 'pieceId' | 'target'>,
  { cellId: placeId, wing }: Volunteer,
): Promise<string> {
  const [link] = await mintLinks(tx, { owner: LINK_OWNER, ownerId: kit.id, target: leadsTo(kit, kit), cells: [{ placeId, wing }] })
  return linkAddress(ctx.platform.environment, link!.code)
} // prettier-ignore
