/** Who may: every role at every level, in every wing and in one, tries every verb of the room. A channel speaks for the whole state, so level and wing decide. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { contextFor } from '#platform/context.ts'
import { useChannelStage } from '#tests/builders/channelStage.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { accountsToChoose, chooseAccount } from './chooseAccount.ts'
import { connectTelegram } from './connectTelegram.ts'
import { decideTarget } from './decideTarget.ts'
import { finishConnecting } from './finishConnecting.ts'
import { changeChannel, disconnectChannel, openWebsite } from './keepChannel.ts'
import { listChannels } from './listChannels.ts'
import { listPosts, viewPost } from './listPosts.ts'
import { planPosts, publishable } from './planPosts.ts'
import { publishPiece } from './publishPiece.ts'
import { startConnecting } from './startConnecting.ts'

const ROLES: readonly Role[] = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator', 'reviewer', 'researcher', 'editor', 'auditor', 'admin'] // prettier-ignore
const SECOND_STEP = { otherwise: 'secondStepNeeded' }
const stage = useChannelStage([])
const command = () => uuidv7()

let actors: readonly { readonly role: Role; readonly level: string; readonly wing: number | null; readonly actor: PersonActor }[] // prettier-ignore
beforeAll(async () => {
  const { network } = stage
  const { tree } = network
  const all: (typeof actors)[number][] = []
  for (const role of ROLES)
    for (const place of [tree.state, tree.district(0), tree.constituency(0, 0), tree.booth(0, 0, 0)])
      for (const wing of [null, 1])
        all.push({ role, level: place.level, wing, actor: await network.holder(place, wing, role) })
  actors = all
})

type Verb = readonly [arrange: () => Promise<string>, act: (ctx: Context, id: string) => Promise<unknown>]
const nothing = () => Promise.resolve('')
const channel = () => stage.channel('x')
const ambiguous = async () => {
  const id = await stage.post(await channel())
  await sql`update channels.target set state = 'ambiguous', attempt = 1 where id = ${id}`.execute(stage.house.owner.db) // prettier-ignore
  return id
}
const KEEPS: Record<string, Verb> = {
  startConnecting: [nothing, (ctx) => startConnecting(ctx, { platform: 'x' })],
  connectTelegram: [nothing, (ctx) => connectTelegram(ctx, { command: command(), channel: '@kalpit_org', token: stage.platforms.telegram.token })], // prettier-ignore
  openWebsite: [nothing, (ctx) => openWebsite(ctx, { command: command() })],
  changeChannel: [channel, (ctx, channelId) => changeChannel(ctx, { command: command(), channelId, placeId: stage.network.tree.district(0).id, isAudited: false })], // prettier-ignore
  disconnectChannel: [channel, (ctx, channelId) => disconnectChannel(ctx, { command: command(), channelId })],
}
const PUBLISHES: Record<string, Verb> = {
  publishPiece: [
    channel,
    async (ctx, channelId) => {
      const piece = await stage.approvedPiece()
      return publishPiece(ctx, [], { command: command(), ...piece, notBefore: '', posts: [{ channelId, form: 'message', language: 'hi', title: 'योजना', words: 'हर घर तक पानी' }] }) // prettier-ignore
    },
  ],
  decideTarget: [
    ambiguous,
    (ctx, targetId) =>
      decideTarget(ctx, { command: command(), targetId, decision: 'there', platformId: '1' }),
  ],
}
const PLANS: Record<string, Verb> = {
  publishable: [nothing, publishable],
  planPosts: [async () => (await stage.approvedPiece()).pieceId, (ctx, id) => planPosts(ctx, [], id)],
}
const LOOKS: Record<string, Verb> = {
  listChannels: [nothing, listChannels],
  listPosts: [nothing, (ctx) => listPosts(ctx)],
  viewPost: [async () => stage.post(await channel()), viewPost],
}
const ofState =
  (...roles: Role[]) =>
  (role: Role, level: string, wing: number | null) =>
    roles.includes(role) && level === 'state' && wing === null

describe.each([
  ['keeping channels', KEEPS, ofState('admin'), true],
  ['publishing', PUBLISHES, ofState('coordinator', 'admin'), true],
  ['planning', PLANS, ofState('coordinator', 'admin'), false],
  ['looking', LOOKS, ofState('coordinator', 'admin', 'auditor'), false],
] as const)('%s', (_, verbs, may, needsSecondStep) => {
  it.each(Object.keys(verbs))('%s: whoever may does it, everybody else is refused', async (name) => {
    const [arrange, act] = verbs[name]!
    let subject = await arrange()
    for (const { role, level, wing, actor } of actors) {
      const allowed = may(role, level, wing)
      // A refusal leaves its subject as it was.
      if (allowed) subject = await arrange()
      const outcome = await outcomeOf(() => act(stage.as(actor), subject))
      expect([role, level, wing, outcome]).toEqual([role, level, wing, allowed ? 'did' : 'refused'])
    }
    subject = await arrange()
    expect(await outcomeOf(() => act(contextFor(stage.platform, NOBODY), subject))).toBe('refused')
    if (!needsSecondStep) return
    const hurried = stage.as(await stage.network.holder(stage.network.tree.state, null, 'admin', 1))
    expect(await outcomeOf(() => act(hurried, subject))).toEqual(SECOND_STEP)
  })
}) // prettier-ignore

/** A sign-in at a platform as the browser goes through it. @returns what comes back */
const begun = async (platform: 'x' | 'facebook' | 'youtube', actor = stage.admin) => {
  const { address } = await startConnecting(stage.as(actor), { platform })
  return { platform, state: new URL(address).searchParams.get('state')!, code: 'code', address: new URL(address) } // prettier-ignore
}

describe('a sign-in at a platform', () => {
  it('asks with a proof key and a word of this session, keeps the token sealed, declares the account, and is used once', async () => {
    const { address, ...back } = await begun('x')
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ response_type: 'code', client_id: 'x-app', code_challenge_method: 'S256', redirect_uri: expect.stringMatching(/\/channels\/connect\/x\/back$/) }) // prettier-ignore
    const done = await finishConnecting(stage.as(stage.admin), back)
    expect(done).toHaveProperty('channelId')
    const token = stage.platforms.asked(/POST \/x\/2\/oauth2\/token/).at(-1)!
    expect(token.body.toString()).toMatch(/code_verifier=[\w-]{43}/)
    const kept = await sql<{ line: string; handle: string }>`select c::text as line, h.handle from channels.channel c join elections.handle h on h.id = c.handle_id where account_id = '42' and disconnected_at is null`.execute(stage.house.owner.db) // prettier-ignore
    expect(kept.rows[0]!.handle).toBe('@kalpit_org')
    expect(kept.rows[0]!.line).not.toContain(Buffer.from('x-access').toString('hex'))
    await expect(finishConnecting(stage.as(stage.admin), back)).rejects.toMatchObject({ id: 'gone' })
  })

  it('of another session, of another platform, after ten minutes, or with a made-up word is refused', async () => {
    const other = await stage.network.holder(stage.network.tree.state, null, 'admin')
    const { address: _, ...back } = await begun('x')
    await expect(finishConnecting(stage.as(other), back)).rejects.toMatchObject({ id: 'gone' })
    await expect(finishConnecting(stage.as(stage.admin), { ...back, platform: 'facebook' })).rejects.toMatchObject({ id: 'gone' }) // prettier-ignore
    await expect(finishConnecting(stage.as(stage.admin), { ...back, state: 'x'.repeat(43) })).rejects.toMatchObject({ id: 'gone' }) // prettier-ignore
    stage.later(11 * 60_000)
    await expect(finishConnecting(stage.as(stage.admin), back)).rejects.toMatchObject({ id: 'gone' })
  })

  it('a no of the platform or of the administrator is said, and nothing is kept', async () => {
    const { address: _, code: __, ...said } = await begun('x')
    await expect(finishConnecting(stage.as(stage.admin), said)).rejects.toMatchObject({ reason: 'channels_said_no' }) // prettier-ignore
    const { address: ___, ...back } = await begun('youtube')
    stage.platforms.next(/google-oauth\/token/, { status: 400, json: { error: 'invalid_grant' } })
    await expect(finishConnecting(stage.as(stage.admin), back)).rejects.toMatchObject({ reason: 'channels_said_no' }) // prettier-ignore
  })

  it('that opens several Pages asks which; the others are forgotten with their tokens', async () => {
    const ctx = stage.as(stage.admin)
    const { address: _, ...back } = await begun('facebook')
    const done = await finishConnecting(ctx, back)
    const connectingId = 'choose' in done ? done.choose : ''
    const accounts = await accountsToChoose(ctx, connectingId)
    expect(accounts.map(({ accountId }) => accountId)).toEqual(['1001', '1002'])
    expect(JSON.stringify(accounts)).not.toContain('page-token')
    const other = stage.as(await stage.network.holder(stage.network.tree.state, null, 'admin'))
    await expect(accountsToChoose(other, connectingId)).rejects.toMatchObject({ id: 'gone' })
    await expect(chooseAccount(other, { command: command(), connectingId, accountId: '1001' })).rejects.toMatchObject({ id: 'gone' }) // prettier-ignore
    expect(await chooseAccount(ctx, { command: command(), connectingId, accountId: '1001' })).toHaveProperty('channelId') // prettier-ignore
    await expect(accountsToChoose(ctx, connectingId)).rejects.toMatchObject({ id: 'gone' })
  })

  it('is destroyed when the channel is disconnected', async () => {
    const channelId = await stage.channel('telegram')
    await disconnectChannel(stage.as(stage.admin), { command: command(), channelId })
    const kept = await sql<{ token: Buffer | null }>`select token_sealed as token from channels.channel where id = ${channelId}`.execute(stage.house.owner.db) // prettier-ignore
    expect(kept.rows[0]!.token).toBeNull()
    await expect(sql`update channels.channel set token_sealed = 'x' where id = ${channelId}`.execute(stage.house.owner.db)).rejects.toThrow(/check/) // prettier-ignore
  })
})
