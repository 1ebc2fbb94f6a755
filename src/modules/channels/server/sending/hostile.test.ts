/** Platforms that answer garbage, and what changes while a post is on its way: nothing of it may turn a yes into a perhaps, or a pause into an end. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { useChannelStage } from '#tests/builders/channelStage.ts'
import { finishConnecting } from '../finishConnecting.ts'
import { disconnectChannel } from '../keepChannel.ts'
import { startConnecting } from '../startConnecting.ts'

const stage = useChannelStage()
const MINUTE = 60_000
const owner = () => stage.house.owner.db
const PUBLISHES = /POST \/x\/2\/tweets$/
const isBroken = async (id: string) =>
  (await sql<{ is: boolean }>`select broken_at is not null as is from channels.channel where id = ${id}`.execute(owner())).rows[0]!.is // prettier-ignore

beforeEach(() => {
  stage.platforms.x.posts.clear()
  stage.platforms.x.reset()
})

describe('an answer', () => {
  it.each(['', 'p'])('whose line in the log is cut within an emoji is still a yes (%s)', async (shift) => {
    const id = await stage.post(await stage.channel('x'))
    const much = shift + '😀'.repeat(90)
    stage.platforms.next(PUBLISHES, { status: 201, json: { data: { id: '77', text: much, more: much, last: much } } })
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'sent', platformId: '77' })
  }) // prettier-ignore

  it.each([
    ['json', { status: 400, json: { detail: 'no\u0000\ud83d' } }],
    ['a page', { status: 400, text: '<b>no\u0000</b>' }],
  ])('with a zero byte and half a letter, as %s, is a plain no', async (_, given) => {
    const id = await stage.post(await stage.channel('x'))
    stage.platforms.next(PUBLISHES, given)
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'failed', reason: 'channels_why_refused' })
  })

  it('of posts that may be it, with half a letter in their words, is shown to the person who decides', async () => {
    const words = 'हर घर तक पानी '.repeat(6)
    const id = await stage.post(await stage.channel('x'), { words })
    stage.platforms.next(PUBLISHES, 'breaks')
    stage.platforms.next(/GET \/x\/2\/users\/42\/tweets/, { status: 200, json: { data: [{ id: '5', text: `${words}\ud83d\u0000` }] } }) // prettier-ignore
    await stage.run(id)
    expect(await stage.look(id)).toMatchObject({ state: 'ambiguous', found: [{ id: '5' }] })
  })

  it('that names its post by what is no name is a perhaps', async () => {
    const id = await stage.post(await stage.channel('x'))
    stage.platforms.next(PUBLISHES, { status: 201, json: { data: { id: '../users/me' } } })
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('ambiguous')
  })

  it('that sends a film to no address is tried again, not at that address', async () => {
    const id = await stage.post(await stage.channel('youtube'), { form: 'video_wide', files: [await stage.film(3004)] }) // prettier-ignore
    stage.platforms.next(/POST \/youtube\/upload/, { status: 200, json: {}, headers: { location: 'http://[' } }) // prettier-ignore
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('queued')
    stage.later(2 * MINUTE)
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('sent')
  })
})

describe('a new sign-in', () => {
  const connect = async (token: Record<string, unknown>, name = 'कल्पित') => {
    const ctx = stage.as(stage.admin)
    const { address } = await startConnecting(ctx, { platform: 'x' })
    stage.platforms.next(/oauth2\/token/, { status: 200, json: { access_token: 'x-access', ...token } })
    if (token['access_token'] === undefined) stage.platforms.next(/users\/me/, { status: 200, json: { data: { id: '42', username: 'kalpit_org', name } } }) // prettier-ignore
    return finishConnecting(ctx, { platform: 'x', state: new URL(address).searchParams.get('state')!, code: 'c' }) // prettier-ignore
  }
  it('whose token no request can carry is a no; what nobody lives to see and what no database keeps is left out', async () => {
    await expect(connect({ access_token: 'x\r\nhost: elsewhere' })).rejects.toMatchObject({ reason: 'channels_said_no' }) // prettier-ignore
    await expect(connect({ expires_in: 1e300 }, 'कल्पित\u0000\ud83d')).resolves.toHaveProperty('channelId')
  })
})

describe('a sign-in that ran out', () => {
  it.each([
    ['answers 503', { status: 503, text: 'busy' }],
    ['breaks', 'breaks'],
  ] as const)('and whose renewal %s is no broken channel: the post waits, and goes', async (_, fault) => {
    const channelId = await stage.channel('x')
    const id = await stage.post(channelId)
    stage.platforms.x.expire()
    stage.platforms.next(/oauth2\/token/, fault)
    await stage.run(id)
    expect([(await stage.look(id)).state, await isBroken(channelId)]).toEqual(['queued', false])
    stage.later(2 * MINUTE)
    await stage.run(id)
    expect((await stage.look(id)).state).toBe('sent')
  })

  it.each([1e300, 'soon'])('is renewed by an answer that lasts %s seconds, and what came is kept', async (expires_in) => {
    const channelId = await stage.channel('x')
    const id = await stage.post(channelId)
    stage.platforms.x.expire()
    stage.platforms.next(/oauth2\/token/, async () => {
      stage.platforms.x.reset()
      return { status: 200, json: { expires_in, access_token: 'x-access', refresh_token: 'x-refresh' } }
    })
    await stage.run(id)
    expect([(await stage.look(id)).state, await isBroken(channelId)]).toEqual(['sent', false])
  }) // prettier-ignore

  it('gets no token that no request can carry', async () => {
    const channelId = await stage.channel('x')
    const id = await stage.post(channelId)
    stage.platforms.x.expire()
    stage.platforms.next(/oauth2\/token/, { status: 200, json: { access_token: 'x\r\nhost: elsewhere', refresh_token: 'x-refresh' } }) // prettier-ignore
    await stage.run(id)
    expect((await stage.look(id)).state).not.toBe('sending')
  })
})

describe('while a film goes up', () => {
  const during = async (meanwhile: (channelId: string) => Promise<unknown>) => {
    const channelId = await stage.channel('x')
    const id = await stage.post(channelId, { form: 'video_short', files: [await stage.film(5 * 1024 * 1024)] })
    stage.platforms.next(/append$/, async () => void (await meanwhile(channelId)))
    await stage.run(id)
    return stage.look(id)
  } // prettier-ignore

  it('its channel is disconnected: nothing goes out on it', async () => {
    const end = (channelId: string) => disconnectChannel(stage.as(stage.admin), { command: uuidv7(), channelId }) // prettier-ignore
    // The platform may keep accepting what the house has destroyed.
    stage.platforms.next(/oauth2\/revoke/, { status: 503, text: 'busy' })
    expect(await during(end)).toMatchObject({ state: 'failed', reason: 'channels_pre_disconnected' })
    expect(stage.platforms.x.posts.size).toBe(0)
  })

  it('everybody was told to wait: it waits too', async () => {
    const until = new Date(stage.house.clock.now().getTime() + 30 * MINUTE)
    const quiet = (channelId: string) => sql`update channels.channel set quiet_until = ${until} where id = ${channelId}`.execute(owner()) // prettier-ignore
    expect(await during(quiet)).toMatchObject({ state: 'queued', nextAt: until })
  })
})
