import { mayLeadTo } from '#modules/links/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { faultOfTarget, faultsOf } from '../domain/aims.ts'
import { OWN_PAGES, saveCampaignSchema, type Campaign, type SaveCampaign } from '../domain/campaign.ts'
import { composeAudience } from './audience.ts'
import { hasLetGo, insertCampaign, lockCampaign, updateCampaign } from './campaignStore.ts'
import { renewDrafts } from './kitStore.ts'
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
      const audience = await composeAudience(tx, said, before?.wings)
      const { kind, nameHi, nameEn, aimHi, aimEn, startsOn, endsOn, target, sources } = said
      const campaign = {
        id: before?.id ?? uuidv7(ctx.now),
        ...audience, kind, nameHi, nameEn, aimHi, aimEn, startsOn, endsOn, target, sources,
      }
      if (before) await keepWhatWasRead(tx, before, campaign)
      await (before ? updateCampaign(tx, campaign) : insertCampaign(tx, { ...campaign, madeBy: personId, madeAt: ctx.now }))
      record(tx, 'campaigns.saveCampaign', `campaign:${campaign.id}`, { before: before ?? null, after: campaign })
      return { campaignId: campaign.id }
    }),
  )
} // prettier-ignore

function refuseAims(said: Pick<Campaign, 'nameHi' | 'nameEn' | 'aimHi' | 'aimEn' | 'target'>): void {
  const { nameHi, nameEn, aimHi, aimEn, target } = said
  // What the links would refuse at the release is refused where it is typed.
  const ofTarget = mayLeadTo(target) ? faultOfTarget(target, OWN_PAGES) : 'campaigns_target_wrong'
  const fields = { ...faultsOf({ nameHi, nameEn, aimHi, aimEn }), ...(ofTarget ? { target: ofTarget } : {}) }
  if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
}

type GoingOut = Pick<Campaign, 'placeId' | 'wings' | 'languages' | 'target' | 'kind'>
const audienceKey = ({ placeId, wings, languages }: GoingOut) => JSON.stringify([placeId, wings, languages])

/**
 * Whom a kit went to was counted and shown, and where its links lead was read by two; who else should have it gets a campaign of their own. Drafts that somebody may be
 * reading are other ones from now on.
 */
async function keepWhatWasRead(tx: Transaction, before: GoingOut & { readonly id: string }, after: GoingOut): Promise<void> {
  const isOtherAudience = audienceKey(before) !== audienceKey(after)
  const isOtherTarget = before.target !== after.target
  if (!isOtherAudience && !isOtherTarget && before.kind === after.kind) return
  if ((isOtherAudience || isOtherTarget) && (await hasLetGo(tx, before.id)))
    throw new Refusal('badInput', {
      fields: {
        ...(isOtherAudience ? { placeId: 'campaigns_audience_stays' } : {}),
        ...(isOtherTarget ? { target: 'campaigns_target_stays' } : {}),
      },
    })
  await renewDrafts(tx, before.id)
} // prettier-ignore
