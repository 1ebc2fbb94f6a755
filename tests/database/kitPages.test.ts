/** The public page of a kit's story: it opens with the kit, is where its links lead, and goes with a recall by whoever may. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { viewPublicPage } from '#modules/studio/server/renditions/publishPiece.ts'
import { arrangeCampaign } from '#tests/builders/campaigns.ts'
import { arrangeElection, arrangePhase } from '#tests/builders/elections.ts'
import { arrangeApprovedPiece, arrangeKit } from '#tests/builders/kits.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { campaignJobs } from '#modules/campaigns/server/jobs.ts'
import { openKit } from '#modules/campaigns/server/myKits.ts'
import { recallKit } from '#modules/campaigns/server/recallKit.ts'
import { recalledPieces } from '#modules/campaigns/server/recalledPieces.ts'
import { releaseKit } from '#modules/campaigns/server/releaseKit.ts'

const RULES = electionRules
const NOON = new Date('2026-11-22T06:30:00Z')
let house: TestPlatform
let network: Network
let [writer, head, here] = [] as unknown as [PersonActor, PersonActor, PersonActor]

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  writer = await network.holder(tree.state, null)
  head = await network.holder(tree.state, null)
  here = await network.actor(await network.person({ place: tree.booth(0, 0, 0) }))
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.moveTo(NOON)
  await sql`delete from elections.polling_area`.execute(house.owner.db)
})

const letGo = (kitId: string, said: Partial<Parameters<typeof releaseKit>[1]> = {}) =>
  releaseKit(house.as(head), { command: uuidv7(), kitId, basedOn: 1, ...said }, RULES)
const run = () => ({ id: uuidv7(), attempt: 0, signal: new AbortController().signal })
/** When the job that opens its page is to ask again. */
async function awaited(kitId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ at: Date }>`
    select start_after as at from jobs.job where name = 'campaigns.openStory' and data ->> 'kitId' = ${kitId}
    order by created_on, start_after`.execute(house.owner.db)
  return rows.map(({ at }) => at.toISOString())
}

describe('the public page of its story', () => {
  const look = (id: string) =>
    viewPublicPage(house.as(NOBODY), {
      pieceId: id,
      form: 'page',
      language: 'hi',
      origin: 'https://house.example',
    }).then(
      ({ state }) => state,
      (fault: { id: string }) => fault.id,
    )
  const openAt = async (kitId: string, moment: string, id: string) => {
    house.clock.moveTo(new Date(moment))
    await campaignJobs(RULES)[2]!.handle(house.asSystem(), { kitId }, run())
    return look(id)
  }
  const ofItsOwn = async () => {
    const piece = await arrangeApprovedPiece(house, network, network.tree.state)
    const campaignId = await arrangeCampaign(house.as(writer), network.tree.district(0).id, {
      target: '',
      endsOn: '2027-03-01',
    })
    return {
      id: piece.pieceId,
      hash: piece.hash,
      campaignId,
      kitId: await arrangeKit(house.as(writer), campaignId, piece.pieceId),
    }
  }

  it('opens with the release, is where its short links lead, and goes with the recall', async () => {
    const { id, hash, kitId } = await ofItsOwn()
    expect(await look(id)).toBe('notFound')
    await letGo(kitId)
    expect(await look(id)).toBe('public')
    const { rows } = await sql<{
      target: string
    }>`select distinct target from links.link where owner_id = ${kitId}`.execute(house.owner.db)
    expect(rows).toEqual([{ target: `/piece/${id}` }])
    expect((await openKit(house.as(here), kitId, RULES)).link).toMatch(/\/s\/\w{7}$/)
    await recallKit(house.as(head), { command: uuidv7(), kitId, why: 'एक आँकड़ा ग़लत था' })
    // Whoever is about to give the same bytes to others again is told.
    const recalled = await recalledPieces(house.as(writer), [
      { pieceId: id, hash },
      { pieceId: uuidv7(), hash },
    ])
    expect([...recalled].map(([id, { why }]) => [id, why])).toEqual([[id, 'एक आँकड़ा ग़लत था']])
    expect((await recalledPieces(house.as(writer), [{ pieceId: id, hash: 'ab'.repeat(32) }])).size).toBe(0)
    expect(await look(id)).toBe('withdrawn')
  })

  it('opens at the hour, and no sooner than for the first whom the calendar lets have it', async () => {
    const { id, kitId } = await ofItsOwn()
    await letGo(kitId, { release: { day: '2026-11-23', time: '09:00' } })
    const electionId = await arrangeElection(house.as(head))
    await arrangePhase(house.as(head), electionId, {
      pollOn: '2026-11-24',
      constituencies: [0, 1].map((nth) => network.tree.constituency(0, nth).code).join(' '),
    })
    expect(await openAt(kitId, '2026-11-23T03:29:59Z', id)).toBe('notFound')
    expect(await openAt(kitId, '2026-11-23T03:30:00Z', id)).toBe('notFound')
    expect(await openAt(kitId, '2026-11-24T12:30:00Z', id)).toBe('public')
    expect(await awaited(kitId)).toEqual([
      '2026-11-23T03:30:00.000Z',
      '2026-11-23T03:30:00.000Z',
      '2026-11-23T03:35:00.000Z',
    ])
  })

  it('stays closed for a kit that was recalled, taken back or held before its hour, and where another recall withdrew it', async () => {
    const { id, kitId, campaignId } = await ofItsOwn()
    await letGo(kitId, { release: { day: '2026-11-23', time: '09:00' } })
    const second = await arrangeKit(house.as(writer), campaignId, id)
    await letGo(second)
    await recallKit(house.as(head), { command: uuidv7(), kitId: second, why: 'एक आँकड़ा ग़लत था' })
    expect(await openAt(kitId, '2026-11-23T03:30:00Z', id)).toBe('withdrawn')
    // Whoever releases it again decides it anew.
    const third = await arrangeKit(house.as(writer), campaignId, id)
    await letGo(third)
    expect(await look(id)).toBe('public')
  })

  it('that is not drawn yet holds the release back, and says so', async () => {
    const { id, kitId } = await ofItsOwn()
    await sql`update studio.rendition set state = 'queued' where piece_id = ${id} and form = 'poster'`.execute(
      house.owner.db,
    )
    await expect(letGo(kitId)).rejects.toMatchObject({ reason: 'campaigns_story_not_drawn' })
  })

  it('of a corrected version stays when a kit of the old one is recalled', async () => {
    const { id, kitId } = await ofItsOwn()
    await letGo(kitId)
    await sql`update studio.publication set hash = sha256('corrected') where piece_id = ${id}`.execute(
      house.owner.db,
    )
    await recallKit(house.as(head), { command: uuidv7(), kitId, why: 'पुराना आँकड़ा' })
    expect(await look(id)).toBe('public')
  })
})

describe('a recall by whoever leads a part', () => {
  const page = (id: string) =>
    viewPublicPage(house.as(NOBODY), { pieceId: id, form: 'page', language: 'hi', origin: 'https://house.example' }).then(({ state }) => state) // prettier-ignore
  const post = async (piece: { readonly pieceId: string; readonly hash: string }, kitId: string | null) => {
    const [id, channelId] = [uuidv7(), uuidv7()]
    const { id: place, lft, rgt } = network.tree.state
    await sql`insert into channels.channel (id, platform, name, account_id, address, place_id, place_lft, place_rgt, made_by, made_at)
      values (${channelId}, 'website', 'वेबसाइट', ${channelId}, 'https://house.example/news', ${place}, ${lft}, ${rgt}, ${head.personId}, ${NOON})`.execute(house.owner.db)
    await sql`insert into channels.target (id, channel_id, piece_id, hash, form, language, kit_id, title, words, files, is_synthetic, state, next_at, media_token, asked_by, asked_at, changed_at)
      values (${id}, ${channelId}, ${piece.pieceId}, decode(${piece.hash}, 'hex'), 'message', 'hi', ${kitId}, 'एक बात', 'एक बात', '[]', false, 'queued', ${NOON}, gen_random_uuid(), ${head.personId}, ${NOON}, ${NOON})`.execute(house.owner.db)
    return async () => (await sql<{ state: string }>`select state from channels.target where id = ${id}`.execute(house.owner.db)).rows[0]!.state
  } // prettier-ignore

  it('takes her own kit’s, and leaves the organisation’s posts and the page that another kit leads to', async () => {
    const part = await network.holder(network.tree.district(0), null)
    const piece = await arrangeApprovedPiece(house, network, network.tree.state)
    const kits = []
    for (const place of [network.tree.state, network.tree.district(0)]) {
      const campaignId = await arrangeCampaign(house.as(writer), place.id, {
        endsOn: '2027-03-01',
        target: '',
      })
      const kitId = await arrangeKit(house.as(writer), campaignId, piece.pieceId)
      await letGo(kitId)
      kits.push(kitId)
    }
    const [ofAll, ofPart] = kits as [string, string]
    const [official, own] = [await post(piece, null), await post(piece, ofPart)]
    const recall = (kitId: string, by: PersonActor) => recallKit(house.as(by), { command: uuidv7(), kitId, why: 'एक आँकड़ा ग़लत था' }) // prettier-ignore
    await recall(ofPart, part)
    expect([await official(), await own(), await page(piece.pieceId)]).toEqual([
      'queued',
      'withdrawn',
      'public',
    ])
    await recall(ofAll, head)
    expect([await official(), await page(piece.pieceId)]).toEqual(['withdrawn', 'withdrawn'])
  })

  it('takes the page where nothing else leads to it', async () => {
    const part = await network.holder(network.tree.district(0), null)
    const piece = await arrangeApprovedPiece(house, network, network.tree.state)
    const campaignId = await arrangeCampaign(house.as(writer), network.tree.district(0).id, {
      endsOn: '2027-03-01',
    })
    const kitId = await arrangeKit(house.as(writer), campaignId, piece.pieceId)
    await letGo(kitId)
    await recallKit(house.as(part), { command: uuidv7(), kitId, why: 'एक आँकड़ा ग़लत था' })
    expect(await page(piece.pieceId)).toBe('withdrawn')
  })
})
