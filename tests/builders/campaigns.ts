import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { saveCampaign } from '#modules/campaigns/server/saveCampaign.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { Place } from './tree.ts'
import type { SaveCampaign } from '#modules/campaigns/domain/campaign.ts'

/** A brief as somebody with the right would write it. */
export const brief = (placeId: string, changes: Partial<SaveCampaign> = {}): SaveCampaign => ({
  command: uuidv7(),
  kind: 'idea',
  nameHi: 'हर बूथ पर एक सच्ची आवाज़',
  nameEn: 'A true voice at every booth',
  aimHi: 'लोग जानें कि उनका बूथ किसके भरोसे है।',
  aimEn: 'People know who stands for their booth.',
  placeId,
  wings: [],
  languages: ['hi', 'en'],
  startsOn: '2026-11-20',
  endsOn: '2026-12-10',
  target: '/join',
  sources: '',
  ...changes,
})

/** A campaign. @returns its id */
export const arrangeCampaign = async (
  ctx: Context,
  placeId: string,
  changes: Partial<SaveCampaign> = {},
): Promise<string> => (await saveCampaign(ctx, brief(placeId, changes))).campaignId

/** A row in every table of the room, with the owner's hand: one who made and let go, and another who fetched and shared. */
export async function plantCampaign(
  house: TestPlatform,
  {
    maker,
    volunteer,
    seat,
    booth,
    wing,
  }: { maker: string; volunteer: { id: string }; seat: Place; booth: Place; wing: number },
): Promise<void> {
  const now = house.clock.now()
  const [campaignId, kitId, captionId] = [uuidv7(), uuidv7(), uuidv7()]
  for (const row of [
    sql`campaign (id, kind, name_hi, name_en, aim_hi, aim_en, place_id, place_lft, place_rgt, wings, languages, starts_on, ends_on, target, made_by, made_at)
      values (${campaignId}, 'idea', 'एक बात', 'One thing', 'क्यों', 'Why', ${seat.id}, ${seat.lft}, ${seat.rgt}, ${[wing]}::smallint[], '{hi}',
        '2026-11-20', '2026-12-20', '/join', ${maker}, ${now})`,
    sql`kit (id, campaign_id, piece_id, piece_hash, title_hi, title_en, prompt_hi, prompt_en, synthetic, state, made_by, made_at, let_go_by, let_go_at,
        release_at, expires_at, recalled_at, recalled_by, recalled_why)
      values (${kitId}, ${campaignId}, ${uuidv7()}, ${Buffer.alloc(32, 7)}, 'किट', 'Kit', 'क्यों?', 'Why?', false, 'recalled', ${maker}, ${now}, ${maker},
        ${now}, ${now}, ${new Date(now.getTime() + 86_400_000)}, ${now}, ${maker}, 'ग़लत था')`,
    sql`caption (id, kit_id, position, language, words, most, offered) values (${captionId}, ${kitId}, 0, 'hi', 'मेरी बात', 50, 1)`,
    sql`kit_file (kit_id, id, form, language, position, words, bytes, media_type) values (${kitId}, ${uuidv7()}, 'message', 'hi', 0, 'एक बात', 9, 'text/plain')`,
    sql`offer (caption_id, kit_id, person_id, at) values (${captionId}, ${kitId}, ${volunteer.id}, ${now})`,
    sql`copy (kit_id, person_id, phone, place_id, place_lft, wing, at) values (${kitId}, ${volunteer.id}, ${uuidv7()}, ${booth.id}, ${booth.lft}, ${wing}, ${now})`,
    sql`share (id, kit_id, person_id, place_id, place_lft, wing, step, way, language, made_at, arrived_at)
      values (${uuidv7()}, ${kitId}, ${volunteer.id}, ${booth.id}, ${booth.lft}, ${wing}, 'completed', 'files_only', 'hi', ${now}, ${now})`,
  ])
    await sql`insert into campaigns.${row}`.execute(house.owner.db)
}
