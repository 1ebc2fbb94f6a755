import { listApproved, renditionsOf } from '#modules/studio/server/index.ts'
import { namesOf } from '#modules/people/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { explainGate, type Explained, type ReleaseRule } from '#platform/release/gate.ts'
import { fieldsOf, type Campaign } from '../domain/campaign.ts'
import { isStoryDrawn, kitFiles, messageOf, type KitFile } from '../domain/files.ts'
import { kitStanding, type Kit, type KitStanding, type OfferedCaption } from '../domain/kit.ts'
import type { Reach } from '../domain/reach.ts'
import { reachNow } from './audience.ts'
import { captionsOf } from './captionStore.ts'
import { countMovedAway, recallLog, toldOf, type RecallLine, type Told } from './copyStore.ts'
import { filesOfKits } from './fileStore.ts'
import { findKit, kitsOfCampaign } from './kitStore.ts'
import { mayMake, mayRecall, mayRelease, maySee, maySeeNumbers, mayWithdrawEverywhere } from './policy.ts'
import { askedWings, campaignOf, type AskedWing } from './viewCampaign.ts'

export type KitRow = Kit & { readonly standing: KitStanding }

/** The kits of one campaign, drafts first, then the latest. @throws Refusal notFound, forbidden */
export async function listKits(ctx: Context, campaignId: string): Promise<readonly KitRow[]> {
  requirePerson(ctx.actor)
  authorise(maySee(ctx.actor))
  return ctx.transaction(async (tx) => {
    const campaign = await campaignOf(tx, campaignId)
    return (await kitsOfCampaign(tx, campaign.id)).map((kit) => ({ ...kit, standing: kitStanding(kit, ctx.now) }))
  })
} // prettier-ignore

/** A piece that may be chosen for a kit. */
export interface Choosable {
  readonly pieceId: string
  readonly hash: string
  readonly titleHi: string
  readonly titleEn: string
  readonly synthetic: boolean
  readonly approvedAt: Date
}

/** Approved pieces of the campaign's kind, made for its part of the tree or what holds it. @throws Refusal notFound, forbidden */
export async function piecesFor(ctx: Context, campaignId: string): Promise<{ campaign: Campaign; pieces: readonly Choosable[] }> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const campaign = await campaignOf(tx, campaignId)
    authorise(mayMake(ctx.actor, campaign))
    const pieces = await listApproved(tx, { near: fieldsOf(campaign), kind: campaign.kind })
    return {
      campaign,
      pieces: pieces.map(({ pieceId, hash, titleHi, titleEn, synthetic, approvedAt }) => ({ pieceId, hash, titleHi, titleEn, synthetic, approvedAt })),
    }
  })
} // prettier-ignore

export interface KitView {
  readonly kit: KitRow
  readonly campaign: Campaign
  readonly captions: readonly OfferedCaption[]
  readonly writer: string | undefined
  readonly letGo: string | undefined
  readonly files: Readonly<Record<'hi' | 'en', readonly KitFile[]>>
  readonly message: Readonly<Record<'hi' | 'en', string | null>>
  /** Still being drawn. */
  readonly isDrawing: boolean
  /** Its public page can be opened; of what was let go it could. */
  readonly isStoryDrawn: boolean
  /** As it would be now; null of what is over, and for whoever does not see all of them. */
  readonly reach: Reach | null
  readonly holds: readonly Explained[]
  /** The wings that its campaign names, as they are now. */
  readonly wings: readonly AskedWing[]
  readonly told: Told | null
  /** From how many people that had it a restructure took it; for whoever sees all of them. */
  readonly movedAway: number
  readonly may: {
    readonly change: boolean
    /** Why it may not be released, in words; null where it may. */
    readonly releaseRefused: string | null
    readonly recall: boolean
    /** Also what the whole organisation published of it. */
    readonly recallEverywhere: boolean
  }
}

/** One kit with all that is decided about it. @throws Refusal notFound, forbidden */
export async function viewKit(ctx: Context, kitId: string, rules: readonly ReleaseRule[]): Promise<KitView> {
  requirePerson(ctx.actor)
  authorise(maySee(ctx.actor))
  return ctx.transaction(async (tx) => {
    const { kit, campaign } = await kitOf(tx, kitId)
    const standing = kitStanding(kit, ctx.now)
    const isOver = standing === 'expired' || standing === 'recalled'
    const seesNumbers = maySeeNumbers(ctx.actor, campaign).allowed
    const renditions =
      kit.state === 'draft' ? await renditionsOf(tx, kit.pieceId, kit.pieceHash) : await filesOfKits(tx, [kit.id])
    const names = await namesOf(tx, [kit.madeBy, kit.letGoBy])
    const release = mayRelease(ctx.actor, campaign, kit.madeBy)
    return {
      kit: { ...kit, standing },
      campaign,
      captions: await captionsOf(tx, kit.id),
      writer: names.get(kit.madeBy ?? '')?.[ctx.locale],
      letGo: names.get(kit.letGoBy ?? '')?.[ctx.locale],
      files: { hi: kitFiles(renditions, 'hi'), en: kitFiles(renditions, 'en') },
      message: { hi: messageOf(renditions, 'hi'), en: messageOf(renditions, 'en') },
      isDrawing: renditions.some(({ state }) => state === 'queued' || state === 'rendering'),
      isStoryDrawn: kit.state !== 'draft' || isStoryDrawn(renditions),
      reach: seesNumbers && !isOver ? await reachNow(tx, campaign, rules) : null,
      holds: isOver ? [] : await explainGate(tx, rules, { lft: campaign.placeLft, rgt: campaign.placeRgt, channels: ['kit'] }),
      wings: await askedWings(tx, campaign),
      movedAway: seesNumbers && standing === 'released' ? await countMovedAway(tx, kit.id) : 0,
      told: seesNumbers && isOver ? await toldOf(tx, kit.id) : null,
      may: {
        change: standing === 'draft' && mayMake(ctx.actor, campaign).allowed,
        releaseRefused: release.allowed ? null : release.reason,
        recall: kit.state === 'let_go' && mayRecall(ctx.actor, campaign).allowed,
        recallEverywhere: mayWithdrawEverywhere(ctx.actor).allowed,
      },
    }
  })
} // prettier-ignore

/** When each phone was told of a recall: the proof, without a name. @throws Refusal notFound, forbidden */
export async function viewRecallLog(
  ctx: Context,
  kitId: string,
): Promise<{ readonly kit: Kit; readonly lines: readonly RecallLine[] }> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const { kit, campaign } = await kitOf(tx, kitId)
    authorise(maySeeNumbers(ctx.actor, campaign))
    return { kit, lines: await recallLog(tx, kit.id) }
  })
}

/** A kit with its brief. @throws Refusal notFound */
export async function kitOf(tx: Transaction, id: string): Promise<{ readonly kit: Kit; readonly campaign: Campaign }> {
  const kit = await lookUp(id, (known) => findKit(tx, known), 'campaigns_kit_unknown')
  return { kit, campaign: await campaignOf(tx, kit.campaignId) }
} // prettier-ignore
