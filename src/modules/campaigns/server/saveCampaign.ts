import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { faultOfTarget, faultsOf } from '../domain/aims.ts'
import {
  OWN_PAGES,
  saveCampaignSchema,
  type Audience,
  type Campaign,
  type SaveCampaign,
} from '../domain/campaign.ts'
import { composeAudience } from './audience.ts'
import { hasLetGo, insertCampaign, lockCampaign, updateCampaign } from './campaignStore.ts'
import { mayMake } from './policy.ts'

/**
 * Writes a campaign's brief, or changes it as it was seen. Nothing goes out by it: that is its kits' way.
 * @throws Refusal badInput, among it words or links that would collect voters' data for a benefit (rule 11) or aim at other people's accounts (rule 2);
 * forbidden outside the actor's place and wings; changedMeanwhile
 */
export async function saveCampaign(ctx: Context, input: SaveCampaign): Promise<{ campaignId: string }> {
  const { command, ...said } = parse(saveCampaignSchema, input)
  refuseAims(said)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'campaigns.saveCampaign', input: said }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const before = said.campaignId === undefined ? undefined : await lockCampaign(tx, said.campaignId)
      if (said.campaignId !== undefined && !before) throw new Refusal('notFound', { reason: 'campaigns_unknown' })
      if (before) authorise(mayMake(ctx.actor, before))
      if (before && before.version !== said.basedOn) throw new Refusal('changedMeanwhile', { reason: 'campaigns_changed' })
      const audience = await composeAudience(tx, said)
      if (before) await refuseOtherAudience(tx, before, audience)
      const { kind, nameHi, nameEn, aimHi, aimEn, startsOn, endsOn, target, sources } = said
      const campaign = {
        id: before?.id ?? uuidv7(ctx.now),
        ...audience, kind, nameHi, nameEn, aimHi, aimEn, startsOn, endsOn, target, sources,
      }
      await (before ? updateCampaign(tx, campaign) : insertCampaign(tx, { ...campaign, madeBy: personId, madeAt: ctx.now }))
      record(tx, 'campaigns.saveCampaign', `campaign:${campaign.id}`, { before: before ?? null, after: campaign })
      return { campaignId: campaign.id }
    }),
  )
} // prettier-ignore

function refuseAims(said: Pick<Campaign, 'nameHi' | 'nameEn' | 'aimHi' | 'aimEn' | 'target'>): void {
  const { nameHi, nameEn, aimHi, aimEn, target } = said
  const ofTarget = faultOfTarget(target, OWN_PAGES)
  const fields = { ...faultsOf({ nameHi, nameEn, aimHi, aimEn }), ...(ofTarget ? { target: ofTarget } : {}) }
  if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
}

/** Whom a kit went to was counted and shown; who else should have it gets a campaign of their own. */
async function refuseOtherAudience(tx: Transaction, before: Campaign, after: Audience): Promise<void> {
  const keys = ({ placeId, wings, languages }: Audience) => JSON.stringify([placeId, wings, languages])
  if (keys(before) !== keys(after) && (await hasLetGo(tx, before.id)))
    throw new Refusal('badInput', { fields: { placeId: 'campaigns_audience_stays' } })
}
