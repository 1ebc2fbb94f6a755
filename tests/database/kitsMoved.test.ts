/** What a restructure takes from whom: a kit goes from the phones of those whose place went elsewhere, and nobody is left to guess why. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { meetPhone, openKit } from '#modules/campaigns/server/myKits.ts'
import { campaignReactions } from '#modules/campaigns/server/reactions.ts'
import { releaseKit } from '#modules/campaigns/server/releaseKit.ts'
import { viewKit } from '#modules/campaigns/server/viewKit.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { outreachRules } from '#modules/outreach/server/index.ts'
import { arrangeCampaign } from '#tests/builders/campaigns.ts'
import { arrangeApprovedPiece, arrangeKit } from '#tests/builders/kits.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

const RULES = [...outreachRules, ...electionRules]
let house: TestPlatform
let network: Network
let head: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  head = await network.holder(network.tree.state, null, 'admin')
})
afterAll(() => house.close())

const as = (actor: PersonActor) => house.as(actor)
const deliver = () => deliverEvents(house.platform, campaignReactions)
/** How many of somebody's messages speak of a restructure. */
const told = async (who: PersonActor) =>
  (await readMyMessages(as(who))).filter(({ words }) => words.includes('पुनर्गठन')).length

it('a booth that went elsewhere: its people learn why a kit is gone, whoever leads there that it reaches fewer, and once', async () => {
  const { tree } = network
  const { pieceId } = await arrangeApprovedPiece(house, network, tree.state)
  const leads = await network.holder(tree.constituency(0, 0), null)
  const campaignId = await arrangeCampaign(as(head), tree.constituency(0, 0).id, { endsOn: '2027-03-01' })
  const kitId = await arrangeKit(as(head), campaignId, pieceId)
  await releaseKit(as(leads), { command: uuidv7(), kitId, basedOn: 1 }, RULES)
  const at = async (booth: number) => network.actor(await network.person({ place: tree.booth(0, 0, booth) }))
  const [taken, stays, moved] = [await at(2), await at(0), await at(1)]
  for (const phone of [taken, stays, moved]) await openKit(as(phone), kitId, RULES)
  // Whoever moved by herself knows why.
  await sql`update people.person set place_id = ${tree.booth(1, 0, 0).id}, place_lft = ${tree.booth(1, 0, 0).lft} where id = ${moved.personId}`.execute(house.owner.db)
  const admin = as(await network.actor({ id: head.personId }))
  const lines = [{ what: 'move', oldConstituency: '1', oldBooth: '3', newConstituency: '3', newBooth: '77' }]
  await applyAsSeen(admin, await uploadPlan(admin, lines))
  await deliver()
  expect(await Promise.all([taken, stays, moved, leads].map(told))).toEqual([1, 0, 0, 1])
  expect((await openKit(as(taken), kitId, RULES)).standing).toBe('moved')
  expect((await meetPhone(as(taken), [kitId], RULES)).over).toMatchObject([{ id: kitId }])
  await expect(openKit(as(moved), kitId, RULES)).rejects.toMatchObject({ id: 'notFound' })
  const view = async () => viewKit(as(await network.actor({ id: head.personId })), kitId, RULES)
  expect(await view()).toMatchObject({ kit: { standing: 'released' }, movedAway: 1 })
  // Another restructure tells nobody anew; back home she has it again.
  const renamed = [{ what: 'rename', oldConstituency: '1', oldBooth: '2', newBooth: '55' }]
  await applyAsSeen(admin, await uploadPlan(admin, renamed))
  await deliver()
  expect(await told(leads)).toBe(1)
  const home = [{ what: 'move', oldConstituency: '3', oldBooth: '77', newConstituency: '1', newBooth: '3' }]
  await applyAsSeen(admin, await uploadPlan(admin, home))
  await deliver()
  expect([(await openKit(as(taken), kitId, RULES)).standing, (await view()).movedAway]).toEqual(['released', 0])
}) // prettier-ignore
