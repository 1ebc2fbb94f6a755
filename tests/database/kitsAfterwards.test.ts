/** What becomes of kits when the people, wings and places change under them: an office ends, two records are one person, a wing is retired, a place is split. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { announce } from '#platform/outbox/announce.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { countAudience } from '#modules/campaigns/server/audience.ts'
import { campaignJobs } from '#modules/campaigns/server/jobs.ts'
import { meetPhone, myKits, openKit } from '#modules/campaigns/server/myKits.ts'
import { campaignReactions } from '#modules/campaigns/server/reactions.ts'
import { recallKit, takeBackKit } from '#modules/campaigns/server/recallKit.ts'
import { recordShare } from '#modules/campaigns/server/recordShare.ts'
import { releaseKit } from '#modules/campaigns/server/releaseKit.ts'
import { sharedInCells } from '#modules/campaigns/server/shareStore.ts'
import { saveCampaign } from '#modules/campaigns/server/saveCampaign.ts'
import { viewCampaign } from '#modules/campaigns/server/viewCampaign.ts'
import { viewKit } from '#modules/campaigns/server/viewKit.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { outreachRules } from '#modules/outreach/server/index.ts'
import { retirePiece } from '#modules/studio/server/retirePiece.ts'
import { sendBack } from '#modules/studio/server/sendBack.ts'
import { endAppointment } from '#modules/people/server/endAppointment.ts'
import { arrangeCampaign, brief } from '#tests/builders/campaigns.ts'
import { arrangeApprovedPiece, arrangeKit } from '#tests/builders/kits.ts'
import { samplePiece } from '#tests/builders/samplePiece.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

const RULES = [...outreachRules, ...electionRules]
const NOON = new Date('2026-11-22T06:30:00Z')
/** An hour for which kits are scheduled here, and a minute after it. */
const HOUR = { day: '2026-11-23', time: '09:00' }
const AFTER = new Date('2026-11-23T03:31:00Z')
let house: TestPlatform
let network: Network
let [writer, head] = [] as unknown as [PersonActor, PersonActor]
let here: PersonActor
let pieceId: string

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  writer = await network.holder(tree.district(0), null)
  head = await network.holder(tree.state, null, 'admin')
  here = await network.actor(await network.person({ place: tree.booth(0, 0, 0) }))
  ;({ pieceId } = await arrangeApprovedPiece(house, network, tree.state))
})
afterAll(() => house.close())
beforeEach(() => house.clock.moveTo(NOON))

const as = (actor: PersonActor) => house.as(actor)
/** A draft of the district's, written by its coordinator. */
async function draft(): Promise<string> {
  const campaignId = await arrangeCampaign(as(writer), network.tree.district(0).id, { endsOn: '2027-03-01' })
  return arrangeKit(as(writer), campaignId, pieceId)
}
const letGo = (kitId: string, by: PersonActor, basedOn = 1) =>
  releaseKit(as(by), { command: uuidv7(), kitId, basedOn, release: HOUR }, RULES)
const standing = async (kitId: string) => (await viewKit(as(head), kitId, RULES)).kit.standing
const seesNow = async (kitId: string) => (await myKits(as(here), RULES)).kits.some(({ id }) => id === kitId)
const deliver = () => deliverEvents(house.platform, campaignReactions)
const watch = async () => {
  const job = campaignJobs(RULES).find(({ name }) => name === 'campaigns.watchOffices')!
  await job.handle(house.asSystem(), {}, { id: uuidv7(), attempt: 0, signal: new AbortController().signal })
}
const notesOf = async (who: PersonActor) => (await readMyMessages(as(who))).map(({ words }) => words).join()

describe('a scheduled kit whose releaser’s office ended', () => {
  /** Another coordinator of the district, with her appointment. */
  async function second(): Promise<{ who: MadeUpPerson; actor: PersonActor; appointmentId: string }> {
    const who = await network.person({ place: network.tree.district(0) })
    const appointmentId = await network.appoint(who, { wing: null })
    return { who, actor: await network.actor(who), appointmentId }
  }

  it('waits, asks the nearest who may decide, and goes in her name when she has', async () => {
    const [{ actor, appointmentId }, third] = [await second(), await network.holder(network.tree.district(0), null)]
    const kitId = await draft()
    await letGo(kitId, actor)
    await endAppointment(as(head), { command: uuidv7(), appointmentId, reason: 'other' })
    await deliver()
    house.clock.moveTo(AFTER)
    expect([await standing(kitId), await seesNow(kitId)]).toEqual(['held', false])
    expect((await viewKit(as(head), kitId, RULES)).kit.heldWhy).toBe('office_ended')
    // Who leads the district beside her, and neither the writer nor the state.
    expect(await notesOf(third)).toContain('दायित्व')
    expect([await notesOf(writer), await notesOf(head)].join()).not.toContain('दायित्व')
    await takeBackKit(as(third), { command: uuidv7(), kitId })
    await releaseKit(as(third), { command: uuidv7(), kitId, basedOn: 3 }, RULES)
    expect([await standing(kitId), await seesNow(kitId)]).toEqual(['released', true])
    // What is out already was decided by somebody who could.
    await house.asSystem().transaction((tx) => announce(tx, 'people.suspended', { personId: third.personId, placeId: network.tree.state.id, wing: 0 }))
    await sql`update people.person set state = 'suspended' where id = ${third.personId}`.execute(house.owner.db)
    await deliver()
    expect(await standing(kitId)).toBe('released')
  }) // prettier-ignore

  it('is in nobody’s hands from its hour on though no worker runs, and one that comes late holds it and asks', async () => {
    const { actor, appointmentId } = await second()
    const [kitId, stands] = [await draft(), await draft()]
    await letGo(kitId, actor)
    await letGo(stands, head)
    await endAppointment(as(head), { command: uuidv7(), appointmentId, reason: 'other' })
    house.clock.moveTo(AFTER)
    const phone = async () => (await meetPhone(as(here), [kitId, stands], RULES)).kits.map(({ id }) => id)
    expect([await seesNow(kitId), await seesNow(stands)]).toEqual([false, true])
    expect((await phone()).filter((id) => [kitId, stands].includes(id))).toEqual([stands])
    await expect(openKit(as(here), kitId, RULES)).rejects.toMatchObject({ id: 'notFound' })
    expect((await viewKit(as(head), kitId, RULES)).kit).toMatchObject({ standing: 'held', heldWhy: 'office_ended' })
    await watch()
    const kept = await sql<{ id: string; held: boolean; stood: boolean }>`
      select id, held_at is not null as held, stood_at is not null as stood from campaigns.kit where id in (${kitId}, ${stands})`.execute(house.owner.db)
    expect(Object.fromEntries(kept.rows.map(({ id, held, stood }) => [id, { held, stood }]))).toEqual({
      [kitId]: { held: true, stood: false },
      [stands]: { held: false, stood: true },
    })
  }) // prettier-ignore

  it('stays out where it came out before her office ended, whether a worker runs or not', async () => {
    const { actor, appointmentId } = await second()
    const kitId = await draft()
    await letGo(kitId, actor)
    house.clock.moveTo(AFTER)
    await endAppointment(as(await network.holder(network.tree.state, null, 'admin')), { command: uuidv7(), appointmentId, reason: 'other' })
    expect(await seesNow(kitId)).toBe(true)
    await deliver()
    await watch()
    expect([await seesNow(kitId), await standing(kitId)]).toEqual([true, 'released'])
  }) // prettier-ignore

  it('is decided by whoever stands above also while no worker runs', async () => {
    const { actor, appointmentId } = await second()
    const kitId = await draft()
    await letGo(kitId, actor)
    await endAppointment(as(head), { command: uuidv7(), appointmentId, reason: 'other' })
    house.clock.moveTo(AFTER)
    await takeBackKit(as(head), { command: uuidv7(), kitId })
    await releaseKit(as(head), { command: uuidv7(), kitId, basedOn: 3 }, RULES)
    expect(await seesNow(kitId)).toBe(true)
  }) // prettier-ignore

  it('is seen beforehand where its last day was set long ago, and the state is asked where nobody nearer is left', async () => {
    const who = await network.person({ place: network.tree.district(1) })
    await network.appoint(who, { wing: null, to: new Date('2026-11-23T03:00:00Z') })
    const byState = await network.holder(network.tree.state, null)
    const campaignId = await arrangeCampaign(as(byState), network.tree.district(1).id, { endsOn: '2027-03-01' })
    const kitId = await arrangeKit(as(byState), campaignId, pieceId)
    await letGo(kitId, await network.actor(who))
    await watch()
    expect(await standing(kitId)).toBe('held')
    expect(await notesOf(head)).toContain('दायित्व')
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry where verb = 'campaigns.holdUnlawful' and subject = ${`kit:${kitId}`}`.execute(house.owner.db)
    await watch()
    expect(rows[0]!.n).toBe(1)
  }) // prettier-ignore

  it('waits for a second person where its writer and its releaser turn out to be one', async () => {
    const { who, actor } = await second()
    const kitId = await draft()
    await letGo(kitId, actor)
    await sql`update people.person set merged_into = ${writer.personId}, state = 'left' where id = ${who.id}`.execute(house.owner.db)
    await watch()
    expect((await viewKit(as(head), kitId, RULES)).kit.heldWhy).toBe('same_hand')
  }) // prettier-ignore
})

describe('a phone', () => {
  const out = async () => {
    const kitId = await draft()
    await releaseKit(as(head), { command: uuidv7(), kitId, basedOn: 1 }, RULES)
    return kitId
  }

  it('that put a kit away because its owner moved or waits is told of no recall later: its line is closed', async () => {
    const kitId = await out()
    const who = await network.person({ place: network.tree.booth(0, 0, 1) })
    const phone = await network.actor(who)
    await openKit(as(phone), kitId, RULES)
    const { tree } = network
    await sql`update people.person set place_id = ${tree.booth(1, 0, 0).id}, place_lft = ${tree.booth(1, 0, 0).lft} where id = ${who.id}`.execute(house.owner.db)
    expect((await meetPhone(as(phone), [kitId], RULES)).over).toEqual([{ id: kitId, why: 'held' }])
    await recallKit(as(head), { command: uuidv7(), kitId, why: 'ग़लत तारीख़' })
    expect((await viewKit(as(head), kitId, RULES)).told).toMatchObject({ phones: 1, told: 1 })
  }) // prettier-ignore

  it('of a person who had two records is offered no more ideas, and counts once', async () => {
    const kitId = await out()
    const [older, stays] = [await network.person({ place: network.tree.booth(0, 0, 1) }), await network.person({ place: network.tree.booth(0, 0, 1) })]
    const before = await network.actor(older)
    const { ideas } = await openKit(as(before), kitId, RULES)
    const share = (who: PersonActor) =>
      recordShare(as(who), { command: uuidv7(), kitId, step: 'completed', way: 'files_only', language: 'hi' })
    await share(before)
    await sql`update people.person set merged_into = ${stays.id}, state = 'left' where id = ${older.id}`.execute(house.owner.db)
    const after = await network.actor(stays)
    const kit = await openKit(as(after), kitId, RULES)
    expect([kit.ideas, kit.shares.length]).toEqual([ideas, 1])
    await share(after)
    const cells = await as(head).transaction((tx) => sharedInCells(tx, [kitId]))
    expect(cells.filter(({ step }) => step === 'completed').map(({ people }) => people)).toEqual([1])
    // A recall's note reaches her who stands for both, once.
    await recallKit(as(head), { command: uuidv7(), kitId, why: 'ग़लत तारीख़' })
    await deliver()
    expect((await readMyMessages(as(after))).filter(({ words }) => words.includes('ग़लत तारीख़'))).toHaveLength(1)
  }) // prettier-ignore
})

describe('a scheduled kit whose bytes are approved no more at its hour', () => {
  it.each([
    ['sent back', 'approval_voided', (piece: string) => sendBack(as(head), { command: uuidv7(), pieceId: piece, words: 'एक बात ग़लत है' })],
    ['retired', 'piece_retired', (piece: string) => retirePiece(as(head), { command: uuidv7(), pieceId: piece, words: 'पुरानी बात' })],
  ] as const)('%s: is in nobody’s hands though no worker runs, and one that comes late holds it for the same reason', async (_, why, end) => {
    const coordinator = await network.holder(network.tree.state, null)
    head = { ...head, authorities: [...head.authorities, ...coordinator.authorities] }
    const campaignId = await arrangeCampaign(as(writer), network.tree.district(0).id, { endsOn: '2027-03-01' })
    const piece = await arrangeApprovedPiece(house, network, network.tree.state)
    const [kitId, out] = [await arrangeKit(as(writer), campaignId, piece.pieceId), await arrangeKit(as(writer), campaignId, piece.pieceId)]
    await letGo(kitId, head)
    await releaseKit(as(head), { command: uuidv7(), kitId: out, basedOn: 1 }, RULES)
    house.clock.moveTo(new Date(NOON.getTime() + 60_000))
    await end(piece.pieceId)
    house.clock.moveTo(AFTER)
    await watch()
    expect([await seesNow(kitId), await seesNow(out)]).toEqual([false, true])
    expect((await viewKit(as(head), kitId, RULES)).kit).toMatchObject({ standing: 'held', heldWhy: why })
    await deliver()
    expect((await viewKit(as(head), kitId, RULES)).kit).toMatchObject({ standing: 'held', heldWhy: why })
    expect(await notesOf(head)).toContain('मंज़ूरी')
  }) // prettier-ignore
})

it('a consent that was taken back before the hour holds a scheduled kit at once, also before anybody has heard of it', async () => {
  const [media, consent] = [uuidv7(), uuidv7()]
  const { id: place, lft, rgt } = network.tree.state
  await sql`insert into platform.file (sha256, bytes, kind, stored_at) values (${Buffer.alloc(32, 9)}, 1, 'jpeg', ${NOON}) on conflict do nothing`.execute(house.owner.db)
  await sql`insert into studio.media (id, file, kind, media_type, bytes, width, title, origin, rights, shows, synthetic, entity_hi, entity_en, place_id, place_lft, place_rgt, made_at)
    values (${media}, ${Buffer.alloc(32, 9)}, 'picture', 'image/jpeg', 1, 1, 'कोई चित्र', 'own', 'own', 'people', 'none', '', '', ${place}, ${lft}, ${rgt}, ${NOON})`.execute(house.owner.db)
  await sql`insert into studio.depicted (id, media_id, name, basis, given_by, given_on, how, made_at) values (${consent}, ${media}, 'कोई', 'consent', 'कोई', '2026-01-01', 'paper', ${NOON})`.execute(house.owner.db)
  const document = { ...samplePiece(), kind: 'idea' as const, people: { one: { name: { hi: 'कोई', en: 'Somebody' }, consent, source: null } } }
  const piece = await arrangeApprovedPiece(house, network, network.tree.state, document as never)
  const campaignId = await arrangeCampaign(as(writer), network.tree.district(0).id, { endsOn: '2027-03-01' })
  const kits = [await arrangeKit(as(writer), campaignId, piece.pieceId), await arrangeKit(as(writer), campaignId, piece.pieceId)]
  await letGo(kits[0]!, head)
  await releaseKit(as(head), { command: uuidv7(), kitId: kits[1]!, basedOn: 1 }, RULES)
  await sql`update studio.depicted set withdrawn_at = ${new Date(NOON.getTime() + 60_000)}, withdrawn_why = 'वापस लिया' where id = ${consent}`.execute(house.owner.db)
  house.clock.moveTo(AFTER)
  expect([await seesNow(kits[0]!), await seesNow(kits[1]!)]).toEqual([false, true])
  expect((await viewKit(as(head), kits[0]!, RULES)).kit).toMatchObject({ standing: 'held', heldWhy: 'approval_voided' })
}) // prettier-ignore

it('a wing that is retired is asked while somebody stands in it, the brief can still be changed, and pages say so', async () => {
  const place = network.tree.district(0).id
  const wings = [network.wings.women]
  await network.person({ place: network.tree.booth(0, 0, 2), wing: network.wings.women })
  const campaignId = await arrangeCampaign(as(writer), place, { wings })
  const kitId = await arrangeKit(as(writer), campaignId, pieceId)
  await sql`update people.wing set retired_at = now() where number = ${network.wings.women}`.execute(house.owner.db)
  expect(await viewCampaign(as(head), campaignId, RULES)).toMatchObject({ wings: [{ retired: true }], reach: { people: 1 } })
  expect((await viewKit(as(head), kitId, RULES)).wings).toMatchObject([{ retired: true }])
  await saveCampaign(as(writer), brief(place, { campaignId, basedOn: 1, wings, aimEn: 'People know it better.' }))
  await expect(saveCampaign(as(writer), brief(place, { wings }))).rejects.toMatchObject({ fields: { wings: 'campaigns_wing_unknown' } })
  expect((await countAudience(as(writer), { placeId: place, wings, languages: ['hi'] }, RULES)).people).toBe(1)
}) // prettier-ignore

it('a place that was merged into another: what was scheduled waits for a new count, and what is out says whom it reaches', async () => {
  const { tree } = network
  const [author, releaser] = [await network.holder(tree.constituency(0, 1), null), await network.holder(tree.constituency(0, 1), null)]
  await network.person({ place: tree.booth(1, 0, 0) })
  const made = async (release: typeof HOUR | null) => {
    const campaignId = await arrangeCampaign(as(author), tree.constituency(0, 1).id, { endsOn: '2027-03-01' })
    const kitId = await arrangeKit(as(author), campaignId, pieceId)
    await releaseKit(as(releaser), { command: uuidv7(), kitId, basedOn: 1, release }, RULES)
    return kitId
  }
  const [out, later] = [await made(null), await made(HOUR)]
  const admin = async () => as(await network.actor({ id: head.personId }))
  const renumbered = [1, 2, 3].map((n) => ({ what: 'rename', oldConstituency: '2', oldBooth: String(n), newBooth: String(20 + n) }))
  await applyAsSeen(await admin(), await uploadPlan(await admin(), [{ what: 'merge', oldConstituency: '2', newConstituency: '3' }, ...renumbered]))
  await deliver()
  const seen = async (kitId: string) => (await viewKit(await admin(), kitId, RULES)).kit
  expect(await seen(later)).toMatchObject({ standing: 'held', heldWhy: 'place_changed' })
  expect(await seen(out)).toMatchObject({ standing: 'released', letGoPlace: tree.constituency(0, 1).id })
  expect(await notesOf(releaser)).toContain('गिने नहीं गए')
}) // prettier-ignore
