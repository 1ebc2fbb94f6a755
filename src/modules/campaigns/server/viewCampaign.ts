import { namesOf, wingRegister } from '#modules/people/server/index.ts'
import { placeOf, type PlaceOf } from '#modules/places/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { explainGate, type Explained, type ReleaseRule } from '#platform/release/gate.ts'
import { campaignState, type Campaign, type CampaignState } from '../domain/campaign.ts'
import type { Reach } from '../domain/reach.ts'
import { reachNow } from './audience.ts'
import { campaignsBetween, findCampaign } from './campaignStore.ts'
import { mayMake, mayMakeAny, maySee, maySeeNumbers } from './policy.ts'

/** Days for which the list looks back and ahead; what is older stands in the calendar. */
const LISTED_DAYS = 180

export interface CampaignList {
  readonly campaigns: readonly (Campaign & {
    readonly placeHi: string
    readonly placeEn: string
    readonly state: CampaignState
  })[]
  readonly may: { readonly make: boolean }
}

/** Campaigns under way, ahead and of the last half year. @throws Refusal forbidden */
export async function listCampaigns(ctx: Context): Promise<CampaignList> {
  requirePerson(ctx.actor)
  authorise(maySee(ctx.actor))
  const today = indianDay(ctx.now)
  const away = (days: number) => indianDay(new Date(ctx.now.getTime() + days * DAY_MS))
  const campaigns = await ctx.transaction((tx) =>
    campaignsBetween(tx, { from: away(-LISTED_DAYS), until: away(2 * LISTED_DAYS) }),
  )
  return {
    campaigns: campaigns.map((one) => ({ ...one, state: campaignState(one, today) })),
    may: { make: mayMakeAny(ctx.actor).allowed },
  }
}

export interface AskedWing {
  readonly number: number
  readonly nameHi: string
  readonly nameEn: string
  readonly retired: boolean
}

/** The wings that a brief names, as they are now. */
export const askedWings = async (tx: Transaction, { wings }: Pick<Campaign, 'wings'>): Promise<readonly AskedWing[]> =>
  wings.length === 0 ? [] : (await wingRegister.list(tx)).filter(({ number }) => wings.includes(number)) // prettier-ignore

export interface CampaignView {
  readonly campaign: Campaign
  readonly state: CampaignState
  readonly place: PlaceOf
  /** Those that it names; one that is retired is asked while somebody stands in it. */
  readonly wings: readonly AskedWing[]
  readonly owner: string | undefined
  /** Whom it asks in this moment; null for whoever does not see all of them. */
  readonly reach: Reach | null
  /** What the gate holds of its kits place by place, now or in the next days. */
  readonly holds: readonly Explained[]
  readonly may: { readonly change: boolean; readonly seeNumbers: boolean }
}

/** One campaign with its live count. @throws Refusal notFound, forbidden */
export async function viewCampaign(
  ctx: Context,
  campaignId: string,
  rules: readonly ReleaseRule[],
): Promise<CampaignView> {
  requirePerson(ctx.actor)
  authorise(maySee(ctx.actor))
  return ctx.transaction(async (tx) => {
    const campaign = await campaignOf(tx, campaignId)
    const seesNumbers = maySeeNumbers(ctx.actor, campaign).allowed
    const isOver = campaignState(campaign, indianDay(ctx.now)) === 'over'
    const reaching = { lft: campaign.placeLft, rgt: campaign.placeRgt, channels: ['kit'] as const }
    const owner = (await namesOf(tx, [campaign.madeBy])).get(campaign.madeBy ?? '')
    return {
      campaign,
      state: campaignState(campaign, indianDay(ctx.now)),
      place: (await placeOf(tx, campaign.placeId))!,
      wings: await askedWings(tx, campaign),
      owner: owner?.[ctx.locale],
      reach: seesNumbers && !isOver ? await reachNow(tx, campaign, rules) : null,
      holds: isOver ? [] : await explainGate(tx, rules, reaching),
      may: { change: mayMake(ctx.actor, campaign).allowed, seeNumbers: seesNumbers },
    }
  })
}

/** @throws Refusal notFound */
export async function campaignOf(tx: Transaction, id: string): Promise<Campaign> {
  const campaign = await lookUp(id, (known) => findCampaign(tx, known), 'campaigns_unknown')
  return campaign
}

/** Asked by pages before somebody types. @throws Refusal forbidden */
export async function requireMaking(ctx: Context): Promise<void> {
  requirePerson(ctx.actor)
  authorise(mayMakeAny(ctx.actor))
}

/** Whether campaigns stand in somebody's menu: one's own right. */
export const seesCampaigns = (ctx: Context): boolean => maySee(ctx.actor).allowed
