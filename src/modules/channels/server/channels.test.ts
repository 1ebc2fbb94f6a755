/** What is kept of channels beside their posts: sign-ins that are renewed and end, the website's own feed, and lists that go by an index. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Refusal } from '#platform/errors/catalogue.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { useChannelStage } from '#tests/builders/channelStage.ts'
import type { Form } from '../domain/platform.ts'
import { decideTarget } from './decideTarget.ts'
import { disconnectChannel } from './keepChannel.ts'
import { listPosts } from './listPosts.ts'
import { openNewsFile } from './openNewsFile.ts'
import { planPosts } from './planPosts.ts'
import { publishPiece } from './publishPiece.ts'
import { channelReactions } from './reactions.ts'
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

describe('a post that cannot be', () => {
  it('is said beside its field, in words of its own; nothing goes at an hour that has passed', async () => {
    const channelId = await stage.channel('x')
    const piece = await stage.approvedPiece()
    const asking = (words: string, notBefore: string, form: Form = 'message') =>
      publishPiece(stage.as(stage.admin), [], { command: uuidv7(), ...piece, notBefore, posts: [{ channelId, form, language: 'hi', title: 'योजना', words }] }).catch((refusal: unknown) => refusal) // prettier-ignore
    const asked = { words: asking('पानी '.repeat(100), ''), choice: asking('पानी', '', 'picture_square') }
    for (const [field, answer] of Object.entries(asked)) {
      const { fields } = (await answer) as Refusal
      expect(Object.keys(fields)).toEqual([`${field}-${channelId}`])
      expect(wordsIfAny(Object.values(fields)[0]!, 'hi')).toBeDefined()
    }
    expect(await asking('पानी', '2026-01-01T10:00')).toMatchObject({
      fields: { notBefore: 'channels_time_past' },
    })
  })
})

describe('a post whose asker’s office ended', () => {
  it('goes out in nobody’s name: it waits for whoever leads the state, is told, and goes in hers', async () => {
    const { network } = stage
    const asker = await network.holder(network.tree.state, null)
    const channelId = await stage.channel('telegram')
    const id = await stage.post(channelId, { at: new Date(stage.house.clock.now().getTime() + 3_600_000) })
    await sql`update channels.target set asked_by = ${asker.personId} where id = ${id}`.execute(owner())
    await sql`update people.appointment set to_at = ${stage.house.clock.now()} where person_id = ${asker.personId}`.execute(owner())
    stage.later(3_601_000)
    const [posts, told] = [stage.platforms.telegram.messages.size, await notes('post failed')]
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'failed', reason: 'channels_why_office_ended' })
    expect([stage.platforms.telegram.messages.size, await notes('post failed')]).toEqual([posts, told + 1])
    await decideTarget(stage.as(stage.admin), { command: uuidv7(), targetId: id, decision: 'again' })
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'sent', askedBy: stage.admin.personId })
    // Where everybody who kept channels is gone too, whoever leads the state is asked all the same.
    const lost = await stage.post(channelId)
    await sql`update channels.channel set made_by = ${asker.personId}`.execute(owner())
    await sql`update channels.target set asked_by = ${asker.personId} where id = ${lost}`.execute(owner())
    await stage.run(lost)
    expect(await notes('post failed')).toBeGreaterThan(told + 1)
    await sql`update channels.channel set made_by = ${stage.admin.personId}`.execute(owner())
  }) // prettier-ignore
})

it('what is looked at before anything was typed is what the fields begin with: on X, a message that names an address is priced with its link', async () => {
  await stage.channel('x')
  const { pieceId, hash } = await stage.approvedPiece()
  await sql`
    insert into studio.rendition (id, piece_id, hash, form, language, state, percent, words, bytes, media_type, asked_at, changed_at)
    values (${uuidv7()}, ${pieceId}, decode(${hash}, 'hex'), 'message', 'hi', 'ready', 100, 'हर घर तक पानी\nhttps://example.org/scheme', 60, 'text/plain', now(), now())`.execute(
    owner(),
  )
  const { channels, words } = await planPosts(stage.as(stage.admin), [], pieceId)
  expect(words.hi).toContain('https://example.org/scheme')
  const onX = channels.find(({ channel }) => channel.platform === 'x')!
  expect(onX.points.map(({ key }) => key)).toContain('price_link')
})

describe('what somebody says a post is called', () => {
  it.each(['../me/accounts', '1?fields=access_token', 'https://example.org/a%2Fb', '..', ''])(
    'is the name of one post, never another address at the platform: "%s"',
    async (platformId) => {
      const said = { command: uuidv7(), targetId: uuidv7(), decision: 'there' as const, platformId }
      await expect(decideTarget(stage.as(stage.admin), said)).rejects.toMatchObject({
        id: 'badInput',
        fields: { platformId: 'channels_id_needed' },
      })
    },
  )
})

describe('the list of posts', () => {
  it.each(['-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', 'soon', ''])('begins anew before no moment: "%s"', async (before) => {
    expect(await listPosts(stage.as(stage.admin), before)).toHaveProperty('posts')
  }) // prettier-ignore
})

describe('a piece whose approval falls', () => {
  it('leaves what is out already, and tells those who answer for it', async () => {
    const channelId = await stage.channel('facebook')
    const out = await stage.post(channelId)
    await stage.run(out)
    const { pieceId, hash } = await stage.look(out)
    const voided = channelReactions.find(({ event }) => event === 'studio.approvalVoided')!
    const hear = (bytes: string) =>
      stage.job().transaction((tx) => voided.react(tx, { id: uuidv7(), name: voided.event, payload: { pieceId, hash: bytes }, at: tx.now } as never)) // prettier-ignore
    await hear('ab'.repeat(32))
    expect(await notes('approved no more')).toBe(0)
    await hear(hash)
    expect(await notes('approved no more')).toBe(1)
    expect((await stage.look(out)).state).toMatch(/^(sent|verified_live)$/)
  })

  it('because somebody took a consent back is on the website no longer, on its page of news or in a feed', async () => {
    const website = await stage.channel('website')
    const picture = await stage.picture()
    const [shown, other] = [await stage.post(website, { files: [picture] }), await stage.post(website)]
    for (const id of [shown, other]) await stage.run(id)
    const { pieceId, hash } = await stage.look(shown)
    const { tree } = stage.network
    // The piece rests on a consent that is withdrawn: with the owner's hand, as the library would have written it.
    const [media, consent] = [uuidv7(), uuidv7()]
    const now = stage.house.clock.now()
    await sql`insert into studio.media (id, file, kind, media_type, bytes, width, title, origin, rights, shows, synthetic, entity_hi, entity_en, place_id, place_lft, place_rgt, made_at)
      values (${media}, ${Buffer.from(picture.sha256, 'hex')}, 'picture', 'image/jpeg', 1, 1, 'कोई चित्र', 'own', 'own', 'people', 'none', '', '', ${tree.state.id}, ${tree.state.lft}, ${tree.state.rgt}, ${now})`.execute(owner())
    await sql`insert into studio.depicted (id, media_id, name, basis, given_by, given_on, how, made_at, withdrawn_at, withdrawn_why)
      values (${consent}, ${media}, 'कोई', 'consent', 'कोई', '2026-01-01', 'paper', ${now}, ${now}, 'वापस लिया')`.execute(owner())
    await sql`insert into studio.happening (id, piece_id, what, version, hash, document, at)
      values (${uuidv7()}, ${pieceId}, 'sent', 0, decode(${hash}, 'hex'), ${JSON.stringify({ scenes: {}, people: { one: { consent } } })}::jsonb, ${now})`.execute(owner())
    const voided = channelReactions.find(({ event }) => event === 'studio.approvalVoided')!
    const titles = async () => (await websiteFeed(stage.as(stage.admin), 'hi')).entries.map(({ id }) => id.slice(9))
    expect(await titles()).toEqual(expect.arrayContaining([shown, other]))
    for (const id of [shown, other]) {
      const piece = await stage.look(id)
      await stage.job().transaction((tx) => voided.react(tx, { id: uuidv7(), name: voided.event, payload: { pieceId: piece.pieceId, hash: piece.hash }, at: tx.now } as never))
    }
    const left = await titles()
    expect([left.includes(shown), left.includes(other)]).toEqual([false, true])
    await expect(openNewsFile(stage.as(stage.admin), shown, '0')).rejects.toMatchObject({ id: 'notFound' })
    const { pieceId: stays } = await stage.look(other)
    await stage.job().transaction((tx) => withdrawPosts(tx, { pieceId: stays, why: 'नमूना' }))
  }) // prettier-ignore
})

describe('a channel that is disconnected', () => {
  const disconnect = (channelId: string, command = uuidv7()) =>
    disconnectChannel(stage.as(stage.admin), { command, channelId })

  it('is over at the platform too where it takes that word; elsewhere, and where it is away, a person is told', async () => {
    const [youtube, x, facebook] = [await stage.channel('youtube'), await stage.channel('x'), await stage.channel('facebook')]
    const command = uuidv7()
    expect(await disconnect(youtube, command)).toEqual({ isOverThere: true })
    // Repeated, it answers as it did first, and asks nobody anew.
    expect(await disconnect(youtube, command)).toEqual({ isOverThere: true })
    expect(stage.platforms.asked(/POST \/google-oauth\/revoke/)).toHaveLength(1)
    expect(await disconnect(facebook)).toEqual({ isOverThere: false })
    stage.platforms.x.forgetRefresh()
    expect(await disconnect(x)).toEqual({ isOverThere: false })
    const kept = await sql`select from channels.channel where id = any (${[youtube, x, facebook]}::uuid[]) and token_sealed is not null`.execute(owner())
    expect(kept.rows).toEqual([])
    await expect(disconnect(x)).rejects.toMatchObject({ reason: 'channels_unknown' })
  }) // prettier-ignore
})

describe('the website’s own feed', () => {
  it('carries a post’s picture for everybody, from its sending until it is withdrawn', async () => {
    const channelId = await stage.channel('website')
    const id = await stage.post(channelId, { form: 'picture_square', files: [await stage.picture()], title: 'चित्र वाली' }) // prettier-ignore
    const open = (post: string, nth = '0') =>
      openNewsFile(stage.house.as(NOBODY), post, nth).then(
        ({ stream, mediaType }) => (stream.destroy(), mediaType),
        (fault: { id: string }) => fault.id,
      )
    expect(await open(id)).toBe('notFound')
    await stage.run(id)
    const { entries } = await websiteFeed(stage.house.as(NOBODY), 'hi')
    expect(entries.find(({ title }) => title === 'चित्र वाली')!.files).toMatchObject([{ address: expect.stringMatching(`/news/${id}/0$`), mediaType: 'image/jpeg' }]) // prettier-ignore
    expect([await open(id), await open(id, '1'), await open(id, '-0'), await open(id, '__proto__'), await open('x')]).toEqual(['image/jpeg', 'notFound', 'notFound', 'notFound', 'notFound']) // prettier-ignore
    // What stands on another platform is fetched there.
    const elsewhere = await stage.post(await stage.channel('facebook'), { form: 'picture_square', files: [await stage.picture()] }) // prettier-ignore
    await stage.run(elsewhere)
    expect(await open(elsewhere)).toBe('notFound')
    const { pieceId, hash } = await stage.look(id)
    await stage.job().transaction((tx) => withdrawPosts(tx, { pieceId, hash, why: 'ग़लत तारीख़' }))
    expect(await open(id)).toBe('notFound')
  })

  it('loses what was withdrawn at once, and nothing else', async () => {
    const channelId = await stage.channel('website')
    const [stays, goes] = [await stage.post(channelId, { title: 'यह रहेगा' }), await stage.post(channelId, { title: 'यह हटेगा' })] // prettier-ignore
    for (const id of [stays, goes]) await stage.run(id)
    const titles = async () =>
      (await websiteFeed(stage.house.as(NOBODY), 'hi')).entries.map(({ title }) => title)
    expect(await titles()).toEqual(expect.arrayContaining(['यह रहेगा', 'यह हटेगा']))
    const before = (await titles()).length
    const { pieceId, hash } = await stage.look(goes)
    await stage
      .job()
      .transaction((tx) => withdrawPosts(tx, { pieceId, hash: 'ab'.repeat(32), why: 'और बाइट' }))
    expect(await titles()).toHaveLength(before)
    await stage.job().transaction((tx) => withdrawPosts(tx, { pieceId, hash, why: 'ग़लत तारीख़' }))
    expect(await titles()).toEqual(['यह रहेगा'])
    await stage.run(goes)
    expect(await stage.look(goes)).toMatchObject({ state: 'withdrawn', withdrawnHow: 'deleted' })
    expect(await titles()).toEqual(['यह रहेगा'])
  })
})
