/** What is kept of channels beside their posts: sign-ins that are renewed and end, the website's own feed, and lists that go by an index. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { useChannelStage } from '#tests/builders/channelStage.ts'
import { warnOfExpiry } from './warnOfExpiry.ts'
import { websiteFeed } from './websiteFeed.ts'
import { withdrawPosts } from './withdrawPosts.ts'

const stage = useChannelStage()
const owner = () => stage.house.owner.db
const notes = async (words: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from outreach.message where title_en like ${`%${words}%`}`.execute(owner())).rows[0]!.n // prettier-ignore

describe('a sign-in', () => {
  it('that X renews once is renewed by one of two workers, and serves both', async () => {
    const channelId = await stage.channel('x')
    const posts = [await stage.post(channelId), await stage.post(channelId), await stage.post(channelId)]
    stage.platforms.x.expire()
    await Promise.all(posts.map((id) => stage.run(id)))
    expect(await Promise.all(posts.map(async (id) => (await stage.look(id)).state))).toEqual(['sent', 'sent', 'sent']) // prettier-ignore
    expect(stage.platforms.asked(/POST \/x\/2\/oauth2\/token/)).toHaveLength(1)
    // And what is kept is what X gave last.
    stage.platforms.x.expire()
    const next = await stage.post(channelId)
    await stage.run(next)
    expect((await stage.look(next)).state).toBe('sent')
  })

  it('that ends is told two weeks before, every third day, and no more once it was made anew', async () => {
    const channelId = await stage.channel('facebook')
    const ends = (days: number) => sql`update channels.channel set ends_at = ${new Date(stage.house.clock.now().getTime() + days * DAY_MS)} where id = ${channelId}`.execute(owner()) // prettier-ignore
    const warned = async (laterDays: number) => {
      stage.later(laterDays * DAY_MS)
      return stage.job().transaction((tx) => warnOfExpiry(tx))
    }
    await ends(16)
    expect([await warned(0), await warned(1), await warned(1.5)]).toEqual([0, 0, 1])
    expect([await warned(1), await warned(1.5), await warned(1)]).toEqual([0, 0, 1])
    expect(await notes('sign-in')).toBe(2)
    await ends(60)
    expect(await warned(4)).toBe(0)
  })
})

describe('the website’s own feed', () => {
  it('loses what was withdrawn at once, and nothing else', async () => {
    const channelId = await stage.channel('website')
    const [stays, goes] = [await stage.post(channelId, { title: 'यह रहेगा' }), await stage.post(channelId, { title: 'यह हटेगा' })] // prettier-ignore
    for (const id of [stays, goes]) await stage.run(id)
    const titles = async () =>
      (await websiteFeed(stage.house.as(NOBODY), 'hi')).entries.map(({ title }) => title)
    expect((await titles()).toSorted()).toEqual(['यह रहेगा', 'यह हटेगा'])
    const { pieceId, hash } = await stage.look(goes)
    await stage
      .job()
      .transaction((tx) => withdrawPosts(tx, { pieceId, hash: 'ab'.repeat(32), why: 'और बाइट' }))
    expect(await titles()).toHaveLength(2)
    await stage.job().transaction((tx) => withdrawPosts(tx, { pieceId, hash, why: 'ग़लत तारीख़' }))
    expect(await titles()).toEqual(['यह रहेगा'])
    await stage.run(goes)
    expect(await stage.look(goes)).toMatchObject({ state: 'withdrawn', withdrawnHow: 'deleted' })
    expect(await titles()).toEqual(['यह रहेगा'])
  })
})
