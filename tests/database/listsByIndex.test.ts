/** Lists of campaigns, channels and links go by an index, however many rows there are. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { campaignsBetween } from '#modules/campaigns/server/campaignStore.ts'
import { captionsOf, ideasOf } from '#modules/campaigns/server/captionStore.ts'
import { hasMovedAway, tellEnded } from '#modules/campaigns/server/copyStore.ts'
import { filesOfKits } from '#modules/campaigns/server/fileStore.ts'
import { holdKitsOf, isOutElsewhere, kitsInHand, kitsOfCampaign, recallsOfBytes, takeEndedTooEarly, takeExpired } from '#modules/campaigns/server/kitStore.ts' // prettier-ignore
import { kitsById, markStanding, scheduledKits } from '#modules/campaigns/server/officeStore.ts'
import { ownShares } from '#modules/campaigns/server/shareStore.ts'
import { attemptsOf } from '#modules/channels/server/attemptStore.ts'
import { hasWebsitePage, publishedOnWebsite } from '#modules/channels/server/websiteStore.ts'
import { dueTargets, filesByToken, listTargets, lockTargetsOf, needyTargets } from '#modules/channels/server/targetStore.ts' // prettier-ignore
import { countsOf, mintedLinks, saveAllEnded } from '#modules/links/server/linkStore.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { plansOf } from './plansOf.ts'
import { testPlatform, type TestPlatform } from './testPlatform.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
  await plantPosts()
})
afterAll(() => house.close())

/** As many posts as an organisation makes in some years, a hundredth of them on the website. */
async function plantPosts(): Promise<void> {
  const { tree } = await arrangeNetwork(house)
  const { id, lft, rgt } = tree.state
  const { db } = house.owner
  await sql`
    insert into channels.channel (id, platform, name, account_id, address, place_id, place_lft, place_rgt, made_by, made_at)
    select gen_random_uuid(), case n when 0 then 'website' else 'telegram' end, n::text, n::text, 'https://example.org/', ${id}, ${lft}, ${rgt}, gen_random_uuid(), now()
    from generate_series(0, 99) n`.execute(db)
  await sql`
    insert into channels.target (id, channel_id, piece_id, hash, form, language, title, words, is_synthetic, state, platform_id, next_at, media_token, asked_by, asked_at, changed_at, sent_at)
    select gen_random_uuid(), c.id, gen_random_uuid(), sha256((c.id::text || n)::bytea), 'message', 'hi', '', '', false, 'verified_live', '1', now(), gen_random_uuid(), c.made_by, now(), now(), now() - n * interval '1 hour'
    from channels.channel c cross join generate_series(1, 40) n`.execute(db)
  await sql`analyze channels.target, channels.channel`.execute(db)
}

const id = uuidv7()
const bytes = { pieceId: id, hash: 'ab'.repeat(32) }
const LISTS: Readonly<Record<string, readonly [index: string | RegExp, list: (tx: Transaction) => Promise<unknown>]>> = {
  'a volunteer’s kits': ['kit_out', (tx) => kitsInHand(tx, id)],
  'kits of a campaign': ['kit_campaign', (tx) => kitsOfCampaign(tx, id)],
  // Or the few that are out: whichever are fewer.
  'kits of a piece that is void': [/kit_piece|kit_out/, (tx) => holdKitsOf(tx, { ...bytes, at: tx.now }, 'approval_voided')],
  'other kits of the same bytes': [/kit_piece|kit_out/, (tx) => isOutElsewhere(tx, { id, pieceId: id, pieceHash: bytes.hash })],
  'kits that wait for their hour': ['kit_out', (tx) => scheduledKits(tx, tx.now)],
  'kits that came out since the last look': ['kit_out', markStanding],
  'kits that a clock ended too early': ['kit_out', takeEndedTooEarly],
  'recalls of some pieces': ['kit_piece', (tx) => recallsOfBytes(tx, [bytes])],
  'kits that ended': ['kit_to_wind_up', takeExpired],
  'what a phone holds': [/copy_pkey|copy_person/, (tx) => tellEnded(tx, id, id, [id])],
  'what a restructure took of her': [/copy_pkey|copy_person/, (tx) => hasMovedAway(tx, id, id)],
  'some kits with whom they ask': ['kit_pkey', (tx) => kitsById(tx, [id])],
  'campaigns of some days': ['campaign_days', (tx) => campaignsBetween(tx, { from: '2026-11-01', until: '2026-12-01' })],
  'captions of a kit': ['caption_kit', (tx) => captionsOf(tx, id)],
  'ideas of one person': ['offer_person', (tx) => ideasOf(tx, id, id)],
  'files of kits': ['kit_file_pkey', (tx) => filesOfKits(tx, [id])],
  'own shares': ['share_kit', (tx) => ownShares(tx, id)],
  'posts, the newest': ['target_listed', (tx) => listTargets(tx, {})],
  'posts that wait for a person': ['target_needy', needyTargets],
  'posts that are due': ['target_due', (tx) => dueTargets(tx)],
  'posts of a piece': ['target_piece', (tx) => lockTargetsOf(tx, bytes)],
  'posts of a kit': ['target_kit', (tx) => lockTargetsOf(tx, { kitId: id })],
  'a page on the website': ['target_piece', (tx) => hasWebsitePage(tx, bytes)],
  'the website’s feed': [/target_sent|target_once/, (tx) => publishedOnWebsite(tx, 'hi', 50)],
  'a post for its platform': [/target_media_token_key|target_due/, (tx) => filesByToken(tx, id)],
  'what was asked of a platform': ['attempt_of', (tx) => attemptsOf(tx, id)],
  'links of a kit': ['link_cell', (tx) => mintedLinks(tx, { owner: 'campaigns.kit', ownerId: id, target: '/join' }, [{ placeId: id, wing: 0 }])],
  'counts of kits': ['link_cell', (tx) => countsOf(tx, [id])],
  'links that end': ['link_cell', (tx) => saveAllEnded(tx, 'expired', [{ ownerId: id }])],
} // prettier-ignore

it.each(Object.keys(LISTS))('%s', async (name) => {
  const [index, list] = LISTS[name]!
  const plans = (await plansOf(house, list)).join('\n')
  expect(plans).toMatch(index)
  expect(plans).not.toMatch(
    /Seq Scan on (kit|copy|caption|offer|share|kit_file|campaign|target|attempt|link)\b/,
  )
})
