import {
  LANGUAGES,
  STORY_PAGE,
  type Campaign,
  type SaveCampaign,
} from '#modules/campaigns/domain/campaign.ts'
import { typedSources } from '#modules/campaigns/domain/source.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'

/** What the desk at which a brief is written has, anew or changed. */
export async function campaignDesk(
  context: Context,
  url: URL,
  locale: string,
  of?: Pick<Campaign, 'placeId' | 'wings'>,
) {
  const choice = await choosePlace(
    context,
    url.searchParams.get('place') ?? of?.placeId,
    url.searchParams.get('find'),
  )
  const { wings: all, leads } = await viewActing(context)
  const wings = all.filter(({ number, retired }) => !retired || of?.wings.includes(number))
  const own = leads?.wing
  return {
    choice,
    wings: own ? wings.filter(({ number }) => number === own.number) : wings,
    everyWing: own === undefined,
    locale,
    command: uuidv7(context.now),
  }
}

/** The wings and languages that a form or an address ticks. */
export const tickedIn = (fields: Readonly<Record<string, string>>) => ({
  wings: Object.keys(fields).flatMap((name) => (/^wing-\d{1,2}$/.test(name) ? [name.slice('wing-'.length)] : [])),
  languages: LANGUAGES.filter((language) => fields[`language-${language}`] === 'on'),
}) // prettier-ignore

/** The form's fields as the verb takes them; a wrong kind is the verb's to refuse. */
export const asCampaign = (fields: Readonly<Record<string, string>>): SaveCampaign =>
  ({ ...fields, ...tickedIn(fields) }) as unknown as SaveCampaign

/** A campaign as its form shows it. */
export const fieldsOf = (campaign: Campaign): Record<string, string> => ({
  kind: campaign.kind,
  nameHi: campaign.nameHi,
  nameEn: campaign.nameEn,
  aimHi: campaign.aimHi,
  aimEn: campaign.aimEn,
  startsOn: campaign.startsOn,
  endsOn: campaign.endsOn,
  target: campaign.target === STORY_PAGE ? '' : campaign.target,
  sources: typedSources(campaign.sources),
  ...Object.fromEntries(campaign.wings.map((wing) => [`wing-${wing}`, 'on'])),
  ...Object.fromEntries(campaign.languages.map((language) => [`language-${language}`, 'on'])),
})
