import { z } from 'zod'
import { besideOtherFaults } from '#engines/typedtext/index.ts'
import { calendarDay, campaignId, command, isDay, line, lines, seenVersion } from './said.ts'
import { sources, type Source } from './source.ts'

/** What a campaign is for; an answer to propaganda carries its sources. */
export const CAMPAIGN_KINDS = ['scheme', 'idea', 'tribute', 'answer'] as const
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number]
export const LANGUAGES = ['hi', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Whom it asks: a part of the tree, wings (none named: all) and languages. */
export interface Audience {
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly wings: readonly number[]
  readonly languages: readonly Language[]
}

/** The parts of the tree and wings for which its pieces may have been made; a wing of null: every wing. */
export const fieldsOf = ({ placeLft: lft, placeRgt: rgt, wings }: Pick<Audience, 'placeLft' | 'placeRgt' | 'wings'>) =>
  (wings.length === 0 ? [null] : wings).map((wing) => ({ lft, rgt, wing })) // prettier-ignore

export interface Campaign extends Audience {
  readonly id: string
  readonly kind: CampaignKind
  readonly nameHi: string
  readonly nameEn: string
  readonly aimHi: string
  readonly aimEn: string
  /** `YYYY-MM-DD` */
  readonly startsOn: string
  readonly endsOn: string
  /** Where the kits' short links lead: STORY_PAGE, another page of this house, or an address of the organisation's own. */
  readonly target: string
  readonly sources: readonly Source[]
  readonly madeBy: string | null
  readonly madeAt: Date
  readonly version: number
}

/** As a target: the public page of each kit's own story, from which people can join. */
export const STORY_PAGE = '/piece'
/** Pages of this house to which links may lead though they take a name: to join is no benefit. */
export const OWN_PAGES = ['/join', STORY_PAGE] as const
/** Where the short links of a kit lead. */
export const leadsTo = ({ target }: Pick<Campaign, 'target'>, { pieceId }: { readonly pieceId: string }): string =>
  target === STORY_PAGE ? `${STORY_PAGE}/${pieceId}` : target // prettier-ignore

const wings = z
  .union([z.array(z.coerce.number().int().min(0).max(30)), z.coerce.number().int().min(0).max(30).transform((one) => [one])], {
    error: 'campaigns_wing_unknown',
  })
  .transform((chosen) => [...new Set(chosen)].toSorted((one, other) => one - other)) // prettier-ignore

export const audienceSchema = z.object({
  placeId: z.guid({ error: 'campaigns_place_needed' }),
  /** Empty: every wing. */
  wings: wings.default([]),
  languages: z
    .array(z.enum(LANGUAGES), { error: 'campaigns_language_needed' })
    .min(1, 'campaigns_language_needed')
    .transform((chosen) => LANGUAGES.filter((language) => chosen.includes(language))),
})
export type AskAudience = z.input<typeof audienceSchema>

export const saveCampaignSchema = audienceSchema
  .extend({
    command,
    campaignId: campaignId.optional(),
    basedOn: seenVersion.optional(),
    kind: z.enum(CAMPAIGN_KINDS, { error: 'campaigns_kind_needed' }),
    nameHi: line(3, 120),
    nameEn: line(3, 120),
    aimHi: lines(3, 600),
    aimEn: lines(3, 600),
    startsOn: calendarDay,
    endsOn: calendarDay,
    target: z
      .string()
      .nullish()
      .transform((said) => said?.trim() || STORY_PAGE)
      .refine((said) => said.length <= 400 && /^(\/[^/\s]\S*|https:\/\/[^\s/]+\S*)$/.test(said), 'campaigns_target_wrong'),
    sources,
  })
  .superRefine((said, check) => {
    if (isDay(said.startsOn) && said.endsOn < said.startsOn)
      check.addIssue({ code: 'custom', path: ['endsOn'], message: 'campaigns_ends_before' })
    if (said.kind === 'answer' && Array.isArray(said.sources) && said.sources.length === 0)
      check.addIssue({ code: 'custom', path: ['sources'], message: 'campaigns_answer_needs_sources' })
  }, besideOtherFaults) // prettier-ignore
export type SaveCampaign = z.input<typeof saveCampaignSchema>

/** Where a campaign stands among its days. */
export type CampaignState = 'ahead' | 'under_way' | 'over'
export const campaignState = (
  { startsOn, endsOn }: Pick<Campaign, 'startsOn' | 'endsOn'>,
  today: string,
): CampaignState => (today < startsOn ? 'ahead' : today > endsOn ? 'over' : 'under_way')
