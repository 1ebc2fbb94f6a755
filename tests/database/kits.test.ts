/** From a draft to everybody's phones and back: who sees a kit when, what holds it, what a recall does, and to how many an idea is offered. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { announce } from '#platform/outbox/announce.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { outreachRules } from '#modules/outreach/server/index.ts'
import { arrangeCampaign, brief } from '#tests/builders/campaigns.ts'
import { arrangeElection, arrangePhase } from '#tests/builders/elections.ts'
import { arrangeApprovedPiece, arrangeKit, kitOf } from '#tests/builders/kits.ts'
import { samplePiece } from '#tests/builders/samplePiece.ts'
import { arrangePiece } from '#tests/builders/pieces.ts'
import type { SceneDocument } from '#engines/scenes/index.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { campaignJobs } from '#modules/campaigns/server/jobs.ts'
import { campaignReactions } from '#modules/campaigns/server/reactions.ts'
import { meetPhone, myKits, openKit } from '#modules/campaigns/server/myKits.ts'
import { recallKit, takeBackKit } from '#modules/campaigns/server/recallKit.ts'
import { recordShare } from '#modules/campaigns/server/recordShare.ts'
import { releaseKit } from '#modules/campaigns/server/releaseKit.ts'
import { saveCampaign } from '#modules/campaigns/server/saveCampaign.ts'
import { saveKit } from '#modules/campaigns/server/saveKit.ts'
import { viewKit, viewRecallLog } from '#modules/campaigns/server/viewKit.ts'

const RULES = [...outreachRules, ...electionRules]
const NOON = new Date('2026-11-22T06:30:00Z')
let house: TestPlatform
let network: Network
/** Who writes, and who releases. */
let [writer, head] = [] as unknown as [PersonActor, PersonActor]
/** One volunteer in each of two constituencies. */
let [here, there] = [] as unknown as [PersonActor, PersonActor]
let pieceId: string
let hash: string

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  writer = await network.holder(tree.state, null)
  head = await network.holder(tree.state, null)
  here = await network.actor(await network.person({ place: tree.booth(0, 0, 0) }))
  there = await network.actor(await network.person({ place: tree.booth(1, 0, 0) }))
  ;({ pieceId, hash } = await arrangeApprovedPiece(house, network, tree.state))
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.moveTo(NOON)
  await sql`delete from campaigns.share`.execute(house.owner.db)
  await sql`delete from elections.polling_area`.execute(house.owner.db)
})

const as = (actor: PersonActor) => house.as(actor)
async function draft(changes: Parameters<typeof arrangeKit>[3] = {}): Promise<string> {
  const campaignId = await arrangeCampaign(as(writer), network.tree.state.id, { endsOn: '2027-03-01' })
  return arrangeKit(as(writer), campaignId, pieceId, changes)
}
const letGo = (kitId: string, said: Partial<Parameters<typeof releaseKit>[1]> = {}, by = head) =>
  releaseKit(as(by), { command: uuidv7(), kitId, basedOn: 1, ...said }, RULES)
async function released(changes: Parameters<typeof arrangeKit>[3] = {}): Promise<string> {
  const kitId = await draft(changes)
  await letGo(kitId)
  return kitId
}
const seesNow = async (who: PersonActor, kitId: string) =>
  (await myKits(as(who), RULES)).kits.some(({ id }) => id === kitId)
const standing = async (kitId: string) => (await viewKit(as(head), kitId, RULES)).kit.standing
const run = () => ({ id: uuidv7(), attempt: 0, signal: new AbortController().signal })
const deliver = () => deliverEvents(house.platform, campaignReactions)

describe('a release', () => {
  it('is seen at once by everybody whom it asks, and no row is written for any of them', async () => {
    const kitId = await released()
    expect([await seesNow(here, kitId), await seesNow(there, kitId)]).toEqual([true, true])
    const rows = await sql<{ n: number }>`select count(*)::int as n from campaigns.copy where kit_id = ${kitId}`.execute(house.owner.db)
    expect(rows.rows[0]!.n).toBe(0)
  }) // prettier-ignore

  it('goes by another hand than the one that wrote the captions, of exactly what was read', async () => {
    const kitId = await draft()
    expect(await outcomeOf(() => letGo(kitId, {}, writer))).toBe('refused')
    await expect(letGo(kitId, { basedOn: 2 })).rejects.toMatchObject({ id: 'changedMeanwhile' })
    expect(await letGo(kitId)).toEqual({ standing: 'released' })
    await expect(letGo(kitId)).rejects.toMatchObject({ reason: 'campaigns_kit_let_go' })
  })

  it('at an hour comes out by the clock, to the second, and ends so', async () => {
    const kitId = await draft()
    await letGo(kitId, { release: { day: '2026-11-23', time: '09:00' }, expiry: { day: '2026-11-23', time: '18:00' } })
    const at = async (moment: string) => {
      house.clock.moveTo(new Date(moment))
      return [await standing(kitId), await seesNow(here, kitId)]
    }
    expect(await at('2026-11-23T03:29:59Z')).toEqual(['scheduled', false])
    expect(await at('2026-11-23T03:30:00Z')).toEqual(['released', true])
    expect(await at('2026-11-23T12:30:00Z')).toEqual(['expired', false])
    // What turns out wrong after its end can still be taken back: posts and page stand, and whoever had it is told.
    expect((await viewKit(as(head), kitId, RULES)).may.recall).toBe(true)
    const openLinks = async () => {
      await campaignJobs(RULES)[0]!.handle(house.asSystem(), {}, run())
      return (await sql<{ n: number }>`select count(*)::int as n from links.link where owner_id = ${kitId} and ended_at is null`.execute(house.owner.db)).rows[0]!.n
    }
    expect(await openLinks()).toBe(0)
    // A clock that went ahead and came back ends nothing for good.
    expect(await at('2026-11-23T12:29:59Z')).toEqual(['released', true])
    expect(await openLinks()).toBeGreaterThan(0)
  }) // prettier-ignore

  it('is held for exactly those in silence, says until when, goes by itself, and asks anew when the poll is moved', async () => {
    const kitId = await released()
    const electionId = await arrangeElection(as(head))
    const code = String(network.tree.constituency(0, 0).code)
    const phaseId = await arrangePhase(as(head), electionId, { pollOn: '2026-11-24', constituencies: code })
    const at = async (moment: string) => {
      house.clock.moveTo(new Date(moment))
      return [await seesNow(here, kitId), await seesNow(there, kitId)]
    }
    expect(await at('2026-11-22T12:29:59Z')).toEqual([true, true])
    expect(await at('2026-11-22T12:30:00Z')).toEqual([false, true])
    const closed = await openKit(as(here), kitId, RULES)
    expect(closed).toMatchObject({ standing: 'held', hold: { until: new Date('2026-11-24T12:30:00Z') }, link: null, ideas: [] })
    const { holds } = await viewKit(as(head), kitId, RULES)
    expect(holds).toMatchObject([{ isOpen: true, places: [{ code: Number(code) }] }])
    await arrangePhase(as(head), electionId, { phaseId, basedOn: 1, pollOn: '2026-11-26', constituencies: code, why: 'आयोग का आदेश' })
    expect(await at('2026-11-23T12:30:00Z')).toEqual([true, true])
    expect(await at('2026-11-26T12:29:59Z')).toEqual([false, true])
    expect(await at('2026-11-26T12:30:00Z')).toEqual([true, true])
  }) // prettier-ignore

  it('waits when the approval of its bytes is voided before the hour, and whoever scheduled it learns so', async () => {
    const kitId = await draft()
    await letGo(kitId, { release: { day: '2026-11-23', time: '09:00' } })
    await house.asSystem().transaction((tx) => announce(tx, 'studio.approvalVoided', { pieceId, hash }))
    await deliver()
    house.clock.moveTo(new Date('2026-11-23T04:00:00Z'))
    expect([await standing(kitId), await seesNow(here, kitId)]).toEqual(['held', false])
    expect((await readMyMessages(as(head))).map(({ words }) => words).join()).toContain('मंज़ूरी')
    await takeBackKit(as(head), { command: uuidv7(), kitId })
    expect(await standing(kitId)).toBe('draft')
    // A worker that was away hears of it after the hour: what should not have come out goes from everybody's hands.
    house.clock.moveTo(NOON)
    await letGo(kitId, { basedOn: 3, release: { day: '2026-11-23', time: '09:00' } })
    await house.asSystem().transaction((tx) => announce(tx, 'studio.approvalVoided', { pieceId, hash }))
    house.clock.moveTo(new Date('2026-11-23T04:00:00Z'))
    await deliver()
    expect([await standing(kitId), await seesNow(here, kitId)]).toEqual(['held', false])
  })

  it('is of the brief that was read: changed meanwhile it is read anew, and once a kit went out its people and its address stay', async () => {
    const { tree } = network
    const campaignId = await arrangeCampaign(as(writer), tree.district(0).id)
    const kitId = await arrangeKit(as(writer), campaignId, pieceId)
    const change = (basedOn: number, changes: object) =>
      saveCampaign(as(writer), brief(tree.district(0).id, { campaignId, basedOn, ...changes }))
    await change(1, { aimHi: 'लोग इसे अपने शब्दों में समझें।' })
    await change(2, { placeId: tree.state.id })
    await expect(letGo(kitId)).rejects.toMatchObject({ reason: 'campaigns_changed' })
    // Both at one moment: the kit goes out to the people who were read, or the brief is another one first.
    const [gone] = await Promise.allSettled([letGo(kitId, { basedOn: 2 }), change(3, {})])
    const { campaign, kit } = await viewKit(as(head), kitId, RULES)
    expect([gone!.status, kit.state, campaign.placeId]).toEqual(
      gone!.status === 'fulfilled' ? ['fulfilled', 'let_go', tree.state.id] : ['rejected', 'draft', tree.district(0).id],
    )
    if (kit.state === 'draft') await letGo(kitId, { basedOn: kit.version })
    const basedOn = campaign.version
    await expect(change(basedOn, { placeId: campaign.placeId, target: '/news' })).rejects.toMatchObject({ fields: { target: 'campaigns_target_stays' } })
    await change(basedOn, { placeId: campaign.placeId, aimHi: 'लोग जानें।' })
  }) // prettier-ignore

  it('of bytes that are approved no more is refused', async () => {
    const piece = await arrangeApprovedPiece(house, network, network.tree.state)
    const campaignId = await arrangeCampaign(as(writer), network.tree.state.id)
    const kitId = await arrangeKit(as(writer), campaignId, piece.pieceId)
    await sql`update studio.piece set state = 'draft' where id = ${piece.pieceId}`.execute(house.owner.db)
    await expect(letGo(kitId)).rejects.toMatchObject({ reason: 'campaigns_approval_void' })
  })
})

describe('a kit', () => {
  it('is made of no piece that was made for another place', async () => {
    const elsewhere = await arrangeApprovedPiece(house, network, network.tree.district(1))
    const campaignId = await arrangeCampaign(as(writer), network.tree.district(0).id)
    await expect(arrangeKit(as(writer), campaignId, elsewhere.pieceId)).rejects.toMatchObject({ fields: { pieceId: 'campaigns_piece_elsewhere' } })
  }) // prettier-ignore

  it('carries a source with each fact, and aims at nobody’s account', async () => {
    const campaignId = await arrangeCampaign(as(writer), network.tree.state.id)
    const wrong = async (changes: object) =>
      saveKit(as(writer), kitOf(campaignId, pieceId, changes)).catch((fault: { fields: object }) => fault.fields)
    expect(await wrong({ captionsHi: '21 बूथ जुड़े' })).toEqual({ captionsHi: 'campaigns_caption_needs_source' })
    expect(await wrong({ captionsEn: 'Comment at @somebody' })).toEqual({ captionsEn: 'campaigns_aims_at_account' })
    expect(await wrong({ promptHi: 'योजना के लिए हमारे यहाँ पंजीकरण कराएँ' })).toEqual({ promptHi: 'campaigns_collects_register' })
    expect(await wrong({ pieceId: uuidv7() })).toEqual({ pieceId: 'campaigns_piece_not_approved' })
    expect(await wrong({ captionsHi: '21 बूथ जुड़े | https://example.gov.in/a 2026-11-20' })).toHaveProperty('kitId')
  }) // prettier-ignore

  it('of an answer is of a piece that carries its sources, under two signatures, and of no other', async () => {
    const { sources: _, ...bare } = samplePiece('answer')
    const blocks = JSON.parse(JSON.stringify(bare.scenes), (key, value: unknown) => (key === 'sources' ? [] : value)) as SceneDocument['scenes']
    const campaignId = await arrangeCampaign(as(writer), network.tree.state.id, { kind: 'answer', sources: 'https://example.gov.in/a 2026-11-20' })
    const tried = async (id: string) =>
      saveKit(as(writer), kitOf(campaignId, id)).catch((fault: { fields: object }) => fault.fields)
    const place = network.tree.state
    const unsourced = await arrangeApprovedPiece(house, network, place, { ...bare, scenes: blocks, sources: {} })
    expect(await tried(unsourced.pieceId)).toEqual({ pieceId: 'campaigns_piece_needs_sources' })
    const signedByOne = await arrangePiece(house, { place, document: { ...samplePiece('answer'), title: { hi: 'एक', en: 'One' } }, state: 'in_review' })
    await sql`insert into studio.approval (id, piece_id, hash, by_person, checked, at) values (${uuidv7()}, ${signedByOne.pieceId}, decode(${signedByOne.hash}, 'hex'), ${head.personId}, '{sources,rights,depicted,synthetic,tone}', ${NOON})`.execute(house.owner.db)
    expect(await tried(signedByOne.pieceId)).toEqual({ pieceId: 'campaigns_piece_not_approved' })
    // Nor does the database take it for approved.
    await expect(sql`update studio.piece set state = 'approved', approved_at = now() where id = ${signedByOne.pieceId}`.execute(house.owner.db)).rejects.toThrow()
    expect(await tried(pieceId)).toEqual({ pieceId: 'campaigns_piece_other_kind' })
    const right = await arrangeApprovedPiece(house, network, place, samplePiece('answer'))
    const made = (await tried(right.pieceId)) as { kitId: string }
    expect((await viewKit(as(head), made.kitId, RULES)).kit.sources.length).toBeGreaterThan(0)
  }) // prettier-ignore

  it('opens with own ideas, which stay the same, and the short link of her constituency and wing', async () => {
    const kitId = await released()
    const first = await openKit(as(here), kitId, RULES)
    const again = await openKit(as(here), kitId, RULES)
    // Two in each language that the campaign asks, as far as there are any.
    expect(first.ideas.map(({ language }) => language)).toEqual(['hi', 'hi', 'en'])
    expect(again.ideas).toEqual(first.ideas)
    expect(again.link).toBe(first.link)
    expect((await openKit(as(there), kitId, RULES)).link).not.toBe(first.link)
    expect((await viewKit(as(head), kitId, RULES)).captions.map(({ offered }) => offered)).toEqual([2, 2, 2])
  })

  it('asks nobody outside: another wing finds nothing', async () => {
    const campaignId = await arrangeCampaign(as(writer), network.tree.district(1).id, { wings: [network.wings.youth] })
    const kitId = await arrangeKit(as(writer), campaignId, pieceId)
    await letGo(kitId)
    const other = await network.actor(await network.person({ place: network.tree.booth(1, 0, 0), wing: network.wings.women }))
    expect([await seesNow(here, kitId), await seesNow(there, kitId), await seesNow(other, kitId)]).toEqual([false, true, false])
    await expect(openKit(as(here), kitId, RULES)).rejects.toMatchObject({ id: 'notFound' })
  }) // prettier-ignore

  it('is never offered beyond its number, however many ask at once', async () => {
    const kitId = await released({ captionsHi: 'एक बात\nदूसरी बात\nतीसरी बात', captionsEn: 'One thing\nAnother thing\nA third thing', most: 7 })
    const people = await Promise.all(
      Array.from({ length: 40 }, async () => network.actor(await network.person({ place: network.tree.booth(0, 0, 1) }))),
    )
    // Each asks twice in the same moment.
    await Promise.all([...people, ...people].map((who) => openKit(as(who), kitId, RULES)))
    const { captions } = await viewKit(as(head), kitId, RULES)
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from campaigns.offer where kit_id = ${kitId} group by caption_id order by caption_id`.execute(house.owner.db)
    expect(captions.every(({ offered, most }) => most === 7 && offered <= 7)).toBe(true)
    expect(rows.every(({ n }) => n <= 7)).toBe(true)
    const each = await sql<{ n: number }>`select count(*)::int as n from campaigns.offer o join campaigns.caption c on c.id = o.caption_id where o.kit_id = ${kitId} group by o.person_id, c.language`.execute(house.owner.db)
    expect(each.rows.every(({ n }) => n <= 2)).toBe(true)
    // Whoever comes later gets none, and the kit all the same.
    for (let nth = 0; nth < 3; nth++) await Promise.all(people.map((who) => openKit(as(who), kitId, RULES)))
    expect((await viewKit(as(head), kitId, RULES)).captions.map(({ offered }) => offered)).toEqual([7, 7, 7, 7, 7, 7])
    expect((await openKit(as(there), kitId, RULES)).ideas).toEqual([])
  }) // prettier-ignore
})

describe('a recall', () => {
  it('takes it from everybody, ends its links, tells each phone at its next contact, and tells whoever had it why', async () => {
    const kitId = await released()
    await openKit(as(here), kitId, RULES)
    expect((await meetPhone(as(here), [kitId], RULES)).over).toEqual([])
    house.clock.moveTo(new Date('2026-11-22T07:00:00Z'))
    const command = uuidv7()
    const { links } = await recallKit(as(writer), { command, kitId, why: 'एक आँकड़ा ग़लत था' })
    expect(links).toBeGreaterThan(0)
    expect(await recallKit(as(writer), { command, kitId, why: 'एक आँकड़ा ग़लत था' })).toEqual({ links })
    expect([await seesNow(here, kitId), await seesNow(there, kitId)]).toEqual([false, false])
    expect((await viewKit(as(head), kitId, RULES)).told).toMatchObject({ phones: 1, told: 0 })
    house.clock.moveTo(new Date('2026-11-22T07:05:00Z'))
    expect((await meetPhone(as(here), [kitId], RULES)).over).toEqual([{ id: kitId, why: 'recalled' }])
    expect(await openKit(as(here), kitId, RULES)).toMatchObject({ standing: 'recalled', link: null, files: { hi: [] } })
    const { lines } = await viewRecallLog(as(head), kitId)
    expect(lines).toMatchObject([{ fetchedAt: NOON, toldAt: new Date('2026-11-22T07:05:00Z') }])
    expect(JSON.stringify(lines)).not.toContain(here.personId)
    // A phone on which nobody is signed in any more is told of no single kit: its line is closed by that, not left open.
    const [accountId, sessionId] = [uuidv7(), uuidv7()]
    await sql`insert into accounts.account (id, phone_sealed, phone_index, made_at) values (${accountId}, 'x', ${Buffer.from(accountId)}, now())`.execute(house.owner.db)
    await sql`insert into accounts.session (token_hash, id, account_id, person_id, device_label, made_at, seen_at, expires_at)
      values (${Buffer.from(sessionId)}, ${sessionId}, ${accountId}, ${here.personId}, 'x', now(), now(), '2027-06-01')`.execute(house.owner.db)
    const other = await released()
    await openKit(as({ ...here, sessionId }), other, RULES)
    await recallKit(as(writer), { command: uuidv7(), kitId: other, why: 'एक और ग़लती' })
    expect((await viewKit(as(head), other, RULES)).told).toMatchObject({ phones: 1, told: 0, over: 0 })
    const endedAt = new Date('2026-11-22T07:06:00Z')
    await sql`update accounts.session set revoked_at = ${endedAt} where id = ${sessionId}`.execute(house.owner.db)
    expect((await viewKit(as(head), other, RULES)).told).toMatchObject({ phones: 1, told: 0, over: 1 })
    expect((await viewRecallLog(as(head), other)).lines).toMatchObject([{ toldAt: null, isOver: true, overAt: endedAt }])
  }) // prettier-ignore
})

describe('what she shared', () => {
  it('is her own: kept once, shown to her, and to nobody else as a row', async () => {
    const kitId = await released()
    const said = { command: uuidv7(), kitId, step: 'completed', way: 'files_only', language: 'hi' } as const
    await recordShare(as(here), said)
    await recordShare(as(here), said)
    expect((await openKit(as(here), kitId, RULES)).shares).toMatchObject([{ step: 'completed' }])
    expect((await openKit(as(there), kitId, RULES)).shares).toEqual([])
    const seen = await as(head).transaction(({ db }) => sql`select from campaigns.share`.execute(db))
    expect(seen.rows).toEqual([])
    await expect(recordShare(as(here), { ...said, command: uuidv7(), step: 'reported' })).rejects.toMatchObject({ fields: { address: 'campaigns_address_wrong' } })
    await recordShare(as(here), { ...said, command: uuidv7(), step: 'reported', address: 'https://social.example/me/1' })
  }) // prettier-ignore

  it('goes with her', async () => {
    const kitId = await released()
    await openKit(as(there), kitId, RULES)
    await recordShare(as(there), {
      command: uuidv7(),
      kitId,
      step: 'opened',
      way: 'files_only',
      language: 'hi',
    })
    // What she did under a record that gave way to hers goes too.
    const former = await network.person({ place: network.tree.booth(1, 0, 0) })
    await openKit(as(await network.actor(former)), kitId, RULES)
    await sql`update people.person set merged_into = ${there.personId}, state = 'left' where id = ${former.id}`.execute(
      house.owner.db,
    )
    await house.asSystem().transaction((tx) => announce(tx, 'people.left', { personId: there.personId }))
    await deliver()
    const kept =
      await sql`select from campaigns.copy where person_id = ${former.id} union all select from campaigns.offer where person_id = ${former.id}`.execute(
        house.owner.db,
      )
    expect(kept.rows).toEqual([])
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from campaigns.share where person_id = ${there.personId}) + (select count(*) from campaigns.offer where person_id = ${there.personId})
        + (select count(*) from campaigns.copy where person_id = ${there.personId}) as n`.execute(
      house.owner.db,
    )
    expect(Number(rows[0]!.n)).toBe(0)
  })
})
