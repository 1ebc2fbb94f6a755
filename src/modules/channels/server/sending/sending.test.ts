/** Posts on imitated platforms, with everything that goes wrong: no target ever makes two posts, and nothing is called live that is not. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Platform } from '../../domain/platform.ts'
import { useChannelStage } from '#tests/builders/channelStage.ts'
import { arrangeElection, arrangePhase } from '#tests/builders/elections.ts'
import { decideTarget } from '../decideTarget.ts'
import { withdrawPosts } from '../withdrawPosts.ts'
import { askHeldAgain } from '../targetStore.ts'

const stage = useChannelStage()
const MINUTE = 60_000
const command = () => crypto.randomUUID()

/** How many posts others see, and the request that makes one. */
const WORDS_ON: Readonly<Partial<Record<Platform, { live: () => number; publishes: RegExp }>>> = {
  facebook: { live: () => stage.platforms.meta.posts.size, publishes: /POST \/meta\/v[\d.]+\/1001\/feed/ },
  x: { live: () => stage.platforms.x.posts.size, publishes: /POST \/x\/2\/tweets$/ },
  telegram: { live: () => stage.platforms.telegram.messages.size, publishes: /sendMessage$/ },
}
const each = Object.entries(WORDS_ON) as [Platform, { live: () => number; publishes: RegExp }][]

beforeEach(async () => {
  stage.platforms.meta.posts.clear()
  stage.platforms.x.posts.clear()
  stage.platforms.x.reset()
  stage.platforms.telegram.messages.clear()
  stage.platforms.youtube.films.clear()
  await sql`update channels.channel set quiet_until = null, broken_at = null`.execute(stage.house.owner.db)
})

describe.each(each)('words on %s', (on, { live, publishes }) => {
  it('go out once, are looked at where they are, and only then count as live', async () => {
    const id = await stage.post(await stage.channel(on))
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'sent', attempt: 1 })
    stage.later(MINUTE)
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('verified_live')
    await stage.run(id)
    expect(live()).toBe(1)
    expect(stage.platforms.asked(publishes).length).toBeGreaterThan(0)
  })

  it.each(['takes, then 500', 'takes, then a page'] as const)('%s: nobody knows, a person finds it there, and it stays one post', async (fault) => {
    const id = await stage.post(await stage.channel(on))
    stage.platforms.next(publishes, fault)
    await stage.run(id)
    const lost = await stage.look(id)
    expect(lost.state).toBe('ambiguous')
    expect(lost.found).toHaveLength(1)
    // However long one waits, nothing is sent again by itself.
    for (let n = 0; n < 5; n++) {
      stage.later(30 * MINUTE)
      await stage.sweep()
    }
    expect(live()).toBe(1)
    await decideTarget(stage.as(stage.admin), { command: command(), targetId: id, decision: 'there', platformId: lost.found![0]!.id })
    stage.later(MINUTE)
    await stage.sweep()
    expect(await stage.look(id)).toMatchObject({ state: 'verified_live', platformId: lost.found![0]!.id })
    expect(live()).toBe(1)
  }) // prettier-ignore

  it('a broken connection leaves it to a person, who says that it is not there, and it goes again', async () => {
    const id = await stage.post(await stage.channel(on))
    stage.platforms.next(publishes, 'breaks')
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'ambiguous', found: [] })
    await expect(decideTarget(stage.as(stage.admin), { command: command(), targetId: id, decision: 'not_there' })).rejects.toMatchObject({ id: 'badInput' })
    await decideTarget(stage.as(stage.admin), { command: command(), targetId: id, decision: 'not_there', looked: true })
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'sent', attempt: 2 })
    expect(live()).toBe(1)
  }) // prettier-ignore

  it('throttled: waits as long as it was told, visibly, and the whole channel with it', async () => {
    const channelId = await stage.channel(on)
    const [id, other] = [await stage.post(channelId), await stage.post(channelId)]
    const told = on === 'telegram' ? { status: 429, json: { ok: false, error_code: 429, description: 'Too Many Requests: retry after 120', parameters: { retry_after: 120 } } } : { status: 429, json: { title: 'Too Many Requests', detail: 'Too Many Requests' }, headers: { 'retry-after': '120' } } // prettier-ignore
    stage.platforms.next(publishes, told)
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'queued', reason: 'channels_why_throttled', nextAt: new Date(stage.house.clock.now().getTime() + 120_000) }) // prettier-ignore
    await stage.run(other)
    expect(await stage.look(other)).toMatchObject({ state: 'queued', reason: 'channels_why_throttled' })
    stage.later(2 * MINUTE + 1000)
    await stage.sweep()
    expect((await stage.look(id)).state).toBe('sent')
    expect(live()).toBe(2)
  })

  it('a plain no fails with the platform’s own words, and can be sent again by a person', async () => {
    const id = await stage.post(await stage.channel(on))
    stage.platforms.next(publishes, { status: 400, json: { error: { message: 'Invalid parameter', code: 100 }, detail: 'Invalid parameter', description: 'Invalid parameter' } }) // prettier-ignore
    await stage.run(id)
    const failed = await stage.look(id)
    expect(failed).toMatchObject({ state: 'failed', reason: 'channels_why_refused' })
    expect(failed.told).toContain('Invalid parameter')
    await decideTarget(stage.as(stage.admin), { command: command(), targetId: id, decision: 'again' })
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('sent')
  })

  it('a recall takes it away; what waits never goes', async () => {
    const channelId = await stage.channel(on)
    const [sent, waits] = [await stage.post(channelId), await stage.post(channelId, { at: new Date(stage.house.clock.now().getTime() + 3_600_000) })] // prettier-ignore
    await stage.run(sent)
    for (const id of [sent, waits]) {
      const { pieceId } = await stage.look(id)
      await stage.job().transaction((tx) => withdrawPosts(tx, { pieceId, why: 'ग़लत तारीख़' }))
      await stage.run(id)
    }
    expect(await stage.look(sent)).toMatchObject({ state: 'withdrawn', withdrawnHow: 'deleted' })
    expect(await stage.look(waits)).toMatchObject({ state: 'withdrawn', withdrawnHow: 'unsent' })
    expect(live()).toBe(0)
  })
})

describe('X', () => {
  it('the same words twice are no plain no: they may be there already, and a person looks', async () => {
    const channelId = await stage.channel('x')
    const [one, two] = [await stage.post(channelId, { words: 'वही शब्द' }), await stage.post(channelId, { words: 'वही शब्द' })] // prettier-ignore
    await stage.run(one)
    await stage.run(two)
    expect((await stage.look(two)).state).toBe('ambiguous')
    expect(stage.platforms.x.posts.size).toBe(1)
  })

  it('a film goes up in parts, one of which is cut and sent again, and says that it is synthetic', async () => {
    const film = await stage.film(9 * 1024 * 1024)
    const id = await stage.post(await stage.channel('x'), {
      form: 'video_short',
      files: [film],
      synthetic: true,
    })
    stage.platforms.next(/append$/, 'breaks')
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'queued', tries: 1 })
    stage.later(MINUTE)
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('sent')
    expect([...stage.platforms.x.posts.values()][0]).toMatchObject({ ai: true })
    expect([...stage.platforms.x.media.values()].at(-1)!.parts.size).toBe(3)
  })

  it('a sign-in that ran out is renewed by itself, also in the middle; one that cannot be renewed is told, and connecting again goes on', async () => {
    const channelId = await stage.channel('x')
    const id = await stage.post(channelId)
    stage.platforms.x.expire()
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('sent')
    stage.platforms.x.expire()
    stage.platforms.x.forgetRefresh()
    const next = await stage.post(channelId)
    await stage.run(next)
    expect(await stage.look(next)).toMatchObject({ state: 'failed', reason: 'channels_why_signed_out' })
    expect((await sql<{ broken: boolean }>`select broken_at is not null as broken from channels.channel where id = ${channelId}`.execute(stage.house.owner.db)).rows[0]!.broken).toBe(true) // prettier-ignore
    const notes = await sql<{ n: number }>`select count(*)::int as n from outreach.message where title_en like '%sign-in%' or title_hi <> ''`.execute(stage.house.owner.db) // prettier-ignore
    expect(notes.rows[0]!.n).toBeGreaterThan(0)
  })
})

describe('YouTube', () => {
  const film = () => stage.film(17 * 1024 * 1024)

  it('a film goes up as private, goes on after a cut where it was, and becomes public by the one request', async () => {
    const id = await stage.post(await stage.channel('youtube'), { form: 'video_wide', files: [await film()], synthetic: true }) // prettier-ignore
    stage.platforms.next(/PUT \/youtube\/upload/, 'half arrives')
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('queued')
    stage.later(MINUTE)
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('sent')
    expect(stage.platforms.youtube.live()).toMatchObject([{ synthetic: true, privacy: 'public' }])
    // Bytes that arrived were not sent twice.
    const sent = stage.platforms
      .asked(/PUT \/youtube\/upload/)
      .reduce((sum, { body }) => sum + body.length, 0)
    expect(sent).toBeLessThan(17 * 1024 * 1024 + 5 * 1024 * 1024)
    stage.later(MINUTE)
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('verified_live')
  })

  it('500 after accepting settles by the film’s own name, without a person', async () => {
    const id = await stage.post(await stage.channel('youtube'), { form: 'video_wide', files: [await stage.film(3000)] }) // prettier-ignore
    stage.platforms.next(/PUT \/youtube\/youtube\/v3\/videos/, 'takes, then 500')
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('sent')
    expect(stage.platforms.youtube.films.size).toBe(1)
  })

  it('of a project without an audit the film stays private, and is never called live', async () => {
    stage.platforms.youtube.audited(false)
    const id = await stage.post(await stage.channel('youtube'), { form: 'video_wide', files: [await stage.film(3001)] }) // prettier-ignore
    await stage.run(id)
    for (let n = 0; n < 8; n++) {
      stage.later(60 * MINUTE)
      await stage.run(id)
    }
    expect(await stage.look(id)).toMatchObject({ state: 'sent', told: 'privacyStatus: private' })
    stage.platforms.youtube.audited(true)
  })

  it('a quota that is used up waits for the next day of Los Angeles', async () => {
    stage.platforms.youtube.quota(false)
    const id = await stage.post(await stage.channel('youtube'), { form: 'video_wide', files: [await stage.film(3002)] }) // prettier-ignore
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'queued', reason: 'channels_why_throttled' })
    stage.platforms.youtube.quota(true)
  })
})

describe('Facebook and Instagram', () => {
  it('several pictures of one post go up unpublished first; a film by its handle goes on after a cut', async () => {
    const channelId = await stage.channel('facebook')
    const picture = await stage.picture()
    const pictures = await stage.post(channelId, { form: 'carousel', files: [picture, picture] })
    await stage.run(pictures)
    expect((await stage.look(pictures)).state).toBe('sent')
    expect(await stage.steps(pictures)).toEqual(['upload 200', 'upload 200', 'publish 200'])
    const film = await stage.post(channelId, { form: 'video_short', files: [await stage.film(4000)] })
    stage.platforms.next(/POST \/meta\/v[\d.]+\/upload/, 'half arrives')
    await stage.run(film)
    stage.later(MINUTE)
    await stage.run(film)
    expect((await stage.look(film)).state).toBe('sent')
    expect(stage.platforms.meta.posts.size).toBe(2)
  })

  it('Instagram fetches from a public address only while the post is sent, processes, and the container is published once', async () => {
    stage.platforms.meta.processing(true)
    const id = await stage.post(await stage.channel('instagram'), { form: 'picture_portrait', files: [await stage.picture()] }) // prettier-ignore
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'queued', reason: 'channels_why_processing' })
    for (let n = 0; n < 3; n++) {
      stage.later(MINUTE)
      await stage.run(id)
    }
    expect((await stage.look(id)).state).toBe('verified_live')
    expect([...stage.platforms.meta.containers.values()][0]!.url).toContain('/published-media/')
    // Nothing of the interface takes it away: a person does and says so.
    const { pieceId } = await stage.look(id)
    await stage.job().transaction((tx) => withdrawPosts(tx, { pieceId, why: 'वापसी' }))
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'verified_live', needsHand: true })
    await decideTarget(stage.as(stage.admin), { command: command(), targetId: id, decision: 'gone' })
    expect(await stage.look(id)).toMatchObject({ state: 'withdrawn', withdrawnHow: 'by_hand' })
    stage.platforms.meta.processing(false)
  })
})

describe('workers and the calendar', () => {
  it('a worker that dies between the request and its note leaves the post to a person; before it the post goes again', async () => {
    const channelId = await stage.channel('x')
    const [after, before] = [await stage.post(channelId), await stage.post(channelId)]
    stage.platforms.next(/POST \/x\/2\/tweets$/, 'takes, then silence')
    void stage.run(after).catch(() => {})
    await expect.poll(() => stage.platforms.x.posts.size).toBe(1)
    // Its process is gone as far as anybody sees: the hold runs out.
    await sql`update channels.target set state = 'sending', attempt = 1, lease_until = ${new Date(stage.house.clock.now().getTime() - MINUTE)} where id = ${before}`.execute(stage.house.owner.db) // prettier-ignore
    stage.later(11 * MINUTE)
    await stage.sweep()
    expect(await stage.look(after)).toMatchObject({ state: 'ambiguous', reason: 'channels_why_worker_died' })
    expect((await stage.look(after)).found).toHaveLength(1)
    stage.later(2 * MINUTE)
    await stage.sweep()
    expect((await stage.look(before)).state).toBe('sent')
    expect(stage.platforms.x.posts.size).toBe(2)
  })

  it('two workers at once make one post', async () => {
    const id = await stage.post(await stage.channel('x'))
    await Promise.all([stage.run(id), stage.run(id), stage.run(id)])
    expect(stage.platforms.x.posts.size).toBe(1)
    expect((await stage.look(id)).attempt).toBe(1)
  })

  it('what is not approved any more does not go out', async () => {
    const id = await stage.post(await stage.channel('x'))
    await sql`update studio.piece set state = 'retired', retired_at = now() where id = (select piece_id from channels.target where id = ${id})`.execute(stage.house.owner.db) // prettier-ignore
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'failed', reason: 'channels_why_not_approved' })
    expect(stage.platforms.x.posts.size).toBe(0)
  })

  it('a poll holds a post to the state until its hour, and a day moved after scheduling is asked anew', async () => {
    const { house, network } = stage
    const keeper = house.as(await network.holder(network.tree.state, null))
    const election = await arrangeElection(keeper)
    const poll = { pollOn: '2026-11-24', opens: '07:00', closes: '18:00', constituencies: '1' }
    house.clock.moveTo(new Date('2026-11-23T06:30:00Z'))
    const phaseId = await arrangePhase(
      house.as(await network.holder(network.tree.state, null)),
      election,
      poll,
    )
    const whole = await stage.post(await stage.channel('x'))
    // Another part of the state polls another day: its own channel goes on.
    const apart = await stage.post(await stage.channel('telegram', network.tree.district(1)))
    await stage.run(whole)
    await stage.run(apart)
    expect(await stage.look(whole)).toMatchObject({ state: 'held', reason: 'elections_held_silence', told: '2026-11-24T12:30:00.000Z' }) // prettier-ignore
    expect((await stage.look(apart)).state).toBe('sent')
    // The poll is moved away: what was held is asked again at once.
    await arrangePhase(house.as(await network.holder(network.tree.state, null)), election, { ...poll, phaseId, basedOn: 1, pollOn: '2026-12-10', why: 'बाढ़' }) // prettier-ignore
    await stage.job().transaction((tx) => askHeldAgain(tx))
    await stage.run(whole)
    expect((await stage.look(whole)).state).toBe('sent')
    // And towards it: a post that is scheduled waits, although nobody held it when it was asked for.
    const scheduled = await stage.post(await stage.channel('x'), { at: new Date('2026-12-09T06:30:00Z') })
    house.clock.moveTo(new Date('2026-12-09T06:31:00Z'))
    await stage.run(scheduled)
    expect((await stage.look(scheduled)).state).toBe('held')
    house.clock.moveTo(new Date('2026-12-10T12:31:00Z'))
    await stage.sweep()
    expect((await stage.look(scheduled)).state).toBe('sent')
  })

  it('nothing that opens an account stands in the log of attempts, and the log is only written on', async () => {
    const { db } = stage.house.owner
    const lines = await sql<{ line: string }>`select asked || ' ' || answered as line from channels.attempt`.execute(db) // prettier-ignore
    expect(lines.rows.length).toBeGreaterThan(20)
    for (const { line } of lines.rows)
      expect(line).not.toMatch(/x-access|yt-access|page-token|AAbbCC|refresh-|upload_id/)
    await expect(sql`update channels.attempt set answered = ''`.execute(db)).rejects.toThrow(
      /only written on/,
    )
    await expect(sql`delete from channels.attempt`.execute(db)).rejects.toThrow(/only written on/)
  })
})
