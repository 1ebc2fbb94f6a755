import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { outreachRules } from '#modules/outreach/server/index.ts'
import { arrangeCampaign, brief } from '#tests/builders/campaigns.ts'
import { arrangeElection, arrangePhase } from '#tests/builders/elections.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { approveWithOwnersHand, arrangePiece } from '#tests/builders/pieces.ts'
import { samplePiece } from '#tests/builders/samplePiece.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { countAudience } from './audience.ts'
import { saveCampaign } from './saveCampaign.ts'
import { viewCalendar } from './viewCalendar.ts'
import { listCampaigns, viewCampaign } from './viewCampaign.ts'

const RULES = [...outreachRules, ...electionRules]
let house: TestPlatform
let network: Network
let head: PersonActor
const ctx = () => house.as(head)
const refused = (work: Promise<unknown>) => work.then(() => 'did', (fault: { id: string; fields: Record<string, string>; reason?: string }) => ({ id: fault.id, ...fault.fields })) // prettier-ignore

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  head = await network.holder(network.tree.state, null)
  const { tree, wings } = network
  for (const [place, wing] of [
    [tree.booth(0, 0, 0), wings.youth],
    [tree.booth(0, 0, 1), wings.women],
    [tree.booth(0, 1, 0), wings.youth],
    [tree.booth(1, 0, 0), wings.youth],
  ] as const)
    await network.person({ place, wing })
  await network.person({ place: tree.booth(0, 0, 0), state: 'left' })
})
afterAll(() => house.close())

describe('whom a campaign asks', () => {
  const count = async (placeId: string, wings: string[] = [], languages = ['hi', 'en'] as ('hi' | 'en')[]) =>
    (await countAudience(ctx(), { placeId, wings, languages }, RULES)).people

  it('is counted exactly, by place, wings and languages', async () => {
    const { tree, wings } = network
    // The four, and the head who counts.
    expect(await count(tree.state.id)).toBe(5)
    expect(await count(tree.constituency(0, 0).id)).toBe(2)
    expect(await count(tree.district(0).id, [`${wings.youth}`])).toBe(2)
    expect(await count(tree.district(0).id, [`${wings.youth}`, `${wings.women}`])).toBe(3)
    expect(await count(tree.state.id, [], ['en'])).toBe(0)
  })

  it('is held where there is silence, for exactly those, and says until when', async () => {
    const electionId = await arrangeElection(ctx())
    await arrangePhase(ctx(), electionId, { pollOn: '2026-11-24', constituencies: String(network.tree.constituency(0, 0).code) })
    house.clock.moveTo(new Date('2026-11-23T06:00:00Z'))
    const reach = await countAudience(ctx(), { placeId: network.tree.state.id, languages: ['hi'] }, RULES)
    // Two there, and the head, who stands above it: where she is nobody knows (decision 0039).
    expect([reach.people, reach.now]).toEqual([5, 2])
    expect(reach.held).toMatchObject([{ people: 3, until: '2026-11-24T12:30:00.000Z' }])
    await sql`delete from elections.polling_area`.execute(house.owner.db)
    house.clock.moveTo(new Date('2026-11-22T06:30:00Z'))
  }) // prettier-ignore
})

describe('a brief', () => {
  it('is written once, however often it is sent, and stands in the list and the calendar', async () => {
    const said = brief(network.tree.state.id)
    const first = await saveCampaign(ctx(), said)
    expect(await saveCampaign(ctx(), said)).toEqual(first)
    const { campaigns } = await listCampaigns(ctx())
    expect(campaigns.filter(({ id }) => id === first.campaignId)).toMatchObject([
      { state: 'under_way', wings: [] },
    ])
    const { entries, span } = await viewCalendar(ctx(), { day: '2026-12-01', view: 'week' })
    expect([span.from, entries.map(({ id }) => id)]).toEqual(['2026-11-30', [`campaign ${first.campaignId}`]])
    expect((await viewCampaign(ctx(), first.campaignId, RULES)).reach?.people).toBe(5)
  })

  it('stands beside the approved tributes of the year; those that nobody approved are their makers’ alone', async () => {
    const document = { ...samplePiece('tribute'), tribute: { day: '07-03', consent: 'C-1' } }
    const place = network.tree.state
    const { pieceId, hash } = await arrangePiece(house, { place, document, state: 'in_review' })
    await arrangePiece(house, { place, document })
    await approveWithOwnersHand(house, network, pieceId, hash)
    const { entries } = await viewCalendar(ctx(), { day: '2028-07-03', view: 'week' })
    expect(entries).toMatchObject([{ kind: 'tribute', from: '2028-07-03', id: `tribute ${pieceId} 2028-07-03` }])
  }) // prettier-ignore

  it('is changed as it was seen', async () => {
    const campaignId = await arrangeCampaign(ctx(), network.tree.state.id)
    const change = (basedOn: number) =>
      saveCampaign(ctx(), brief(network.tree.state.id, { campaignId, basedOn, nameEn: 'Another name' }))
    await change(1)
    expect(await refused(change(1))).toMatchObject({ id: 'changedMeanwhile' })
    expect((await viewCampaign(ctx(), campaignId, RULES)).campaign).toMatchObject({ nameEn: 'Another name', version: 2 })
  }) // prettier-ignore

  it.each([
    ['words that register voters for a benefit', { aimHi: 'योजना के लाभ के लिए हमारे यहाँ पंजीकरण कराएँ' }, { aimHi: 'campaigns_collects_register' }],
    ['a link with a password in it', { target: 'https://me:secret@org.example/x' }, { target: 'campaigns_target_wrong' }],
    ['a link to a form', { target: 'https://forms.gle/abc' }, { target: 'campaigns_collects_form' }],
    ['words that aim at an account', { aimEn: 'Reply to @somebody today' }, { aimEn: 'campaigns_aims_at_account' }],
    ['an answer without a source', { kind: 'answer' as const }, { sources: 'campaigns_answer_needs_sources' }],
    ['a wing that there is not', { wings: ['17'] }, { wings: 'campaigns_wing_unknown' }],
  ])('with %s is refused, with the reason', async (_, changes, fields) => {
    expect(await refused(saveCampaign(ctx(), brief(network.tree.state.id, changes)))).toEqual({ id: 'badInput', ...fields })
  }) // prettier-ignore

  it('asks nobody outside: not another district, nor another wing, nor all of them', async () => {
    const { tree, wings } = network
    const mine = house.as(await network.holder(tree.district(0), wings.youth))
    expect(await refused(saveCampaign(mine, brief(tree.district(0).id, { wings: [wings.youth] })))).toBe('did')
    for (const [place, asked] of [
      [tree.district(1), [wings.youth]],
      [tree.state, [wings.youth]],
      [tree.district(0), [wings.youth, wings.women]],
      [tree.district(0), []],
    ] as const)
      expect(await refused(saveCampaign(mine, brief(place.id, { wings: [...asked] })))).toEqual({ id: 'forbidden' })
    expect(await refused(saveCampaign(mine, brief(uuidv7())))).toEqual({ id: 'badInput', placeId: 'campaigns_place_needed' })
  }) // prettier-ignore
})
