/** The programme's feed as the organisation reads it: whole or not at all; and what becomes of pieces when a scheme changes. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context, Platform } from '#platform/context.ts'
import { contextFor } from '#platform/context.ts'
import { systemActor } from '#platform/access/actor.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { arrangePiece } from '#tests/builders/pieces.ts'
import { samplePiece } from '#tests/builders/samplePiece.ts'
import { feedOf, openFeedServer, schemeEntry, type FeedServer } from '#tests/builders/schemeFeed.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { SCHEME_SOURCE } from '../../domain/schemeChoice.ts'
import { listPieces } from '../listPieces.ts'
import { viewPiece } from '../viewPiece.ts'
import { chooseScheme } from './chooseScheme.ts'
import { keepFeedAddress } from './keepFeedAddress.ts'
import { openScheme } from './openScheme.ts'
import { listSchemeFacts } from './listSchemeFacts.ts'
import { readSchemes } from './readSchemes.ts'
import { readSchemesNow } from './readSchemesNow.ts'
import { flagsQuery } from './schemeFactStore.ts'
import { schemeFlags } from './schemeFlags.ts'

let house: TestPlatform
let network: Network
let admin: Context
let creator: Context
let feed: FeedServer
let platform: Platform
const onLoopback = (ctx: Context): Context => ({ ...ctx, platform })
const KEY = 'made-up-pension'

beforeAll(async () => {
  house = await testPlatform()
  platform = {
    ...house.platform,
    environment: { ...house.platform.environment, WEBHOOKS_ON_LOOPBACK: true },
  }
  network = await arrangeNetwork(house)
  admin = onLoopback(house.as(await network.holder(network.tree.state, null, 'admin')))
  creator = onLoopback(house.as(await network.holder(network.tree.district(0), null, 'creator')))
  feed = await openFeedServer()
})
afterAll(async () => {
  feed.close()
  await house.close()
})
beforeEach(async () => {
  await sql`delete from studio.scheme_fact`.execute(house.owner.db)
  await sql`delete from studio.scheme_reading`.execute(house.owner.db)
  feed.say({ body: feedOf(schemeEntry(), schemeEntry({ key: 'made-up-meal' })) })
  await keepFeedAddress(admin, { command: uuidv7(), address: feed.address })
})

const read = async () => {
  house.clock.moveTo(new Date(house.clock.now().getTime() + 86_400_000))
  const run = { id: uuidv7(), attempt: 0, signal: new AbortController().signal }
  await readSchemes.handle(contextFor(platform, systemActor('test')), {}, run)
  return (await listSchemeFacts(creator)).reading!
}
const facts = async () =>
  (await listSchemeFacts(creator)).facts.map(({ key, version, goneAt }) => [key, version, goneAt !== null])
const day = () => house.clock.now().toISOString().slice(0, 10)
const piece = async (version: number, key = KEY) => {
  const document = { ...samplePiece('scheme'), scheme: { key, version, readOn: day() } }
  return (await arrangePiece(house, { place: network.tree.district(0), document })).pieceId
}
const flagOf = async (pieceId: string) =>
  (await house.asSystem().transaction((tx) => schemeFlags(tx, [pieceId]))).get(pieceId)

describe('reading', () => {
  it('keeps every scheme with its version and day, asks as anybody would, and next time only whether it changed', async () => {
    expect(await read()).toMatchObject({ outcome: 'read', schemes: 2, fault: null })
    expect(await facts()).toEqual([
      ['made-up-meal', 1, false],
      [KEY, 1, false],
    ])
    const headers = feed.asked.at(-1)!
    expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'host'])
    expect(await read()).toMatchObject({ outcome: 'unchanged' })
    expect(feed.asked.at(-1)).toHaveProperty('if-none-match')
    const [{ lastReadAt } = {} as never] = (await listSchemeFacts(creator)).facts
    expect(lastReadAt).toEqual(house.clock.now())
  })

  it('keeps a new version beside the old, marks what is gone, and takes it back when it returns', async () => {
    await read()
    feed.say({ body: feedOf(schemeEntry({ version: 2, benefit: { hi: '11 रुपये', en: 'Rs 11' } })) })
    await read()
    expect(await facts()).toEqual([
      [KEY, 2, false],
      ['made-up-meal', 1, true],
    ])
    const all = await sql`select from studio.scheme_fact`.execute(house.owner.db)
    expect(all.rows).toHaveLength(3)
    feed.say({ body: feedOf(schemeEntry({ version: 2, benefit: { hi: '11 रुपये', en: 'Rs 11' } }), schemeEntry({ key: 'made-up-meal' })) }) // prettier-ignore
    await read()
    expect(await facts()).toEqual([
      ['made-up-meal', 1, false],
      [KEY, 2, false],
    ])
  })

  it.each([
    ['a page in its place', { body: '<!doctype html>' }, 'refused', /notJson/],
    ['half a feed', { body: feedOf(schemeEntry()).slice(0, 300) }, 'refused', /notJson/],
    ['a word changed on the way', { body: feedOf(schemeEntry()).replace('Rs 10', 'Rs 99') }, 'refused', /hashWrong made-up-pension/],
    ['a version that went back', { body: feedOf(schemeEntry({ key: 'made-up-meal' }), schemeEntry()) }, 'refused', /wentBack made-up-pension/],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1/' } }, 'away', /HTTP 302/],
    ['an error', { status: 500 }, 'away', /HTTP 500/],
    ['three megabytes', { body: ' '.repeat(3 * 1024 * 1024) }, 'away', /too long/],
  ] as const)('%s changes nothing and is said', async (_, answer, outcome, fault) => {
    feed.say({ body: feedOf(schemeEntry({ version: 3 }), schemeEntry({ key: 'made-up-meal' })) })
    await read()
    const before = await facts()
    feed.say(answer)
    const reading = await read()
    expect(reading.outcome).toBe(outcome)
    expect(reading.fault).toMatch(fault)
    expect(await facts()).toEqual(before)
  }) // prettier-ignore

  it('does not reach into a closed network, whatever the address says', async () => {
    const outside = contextFor(house.platform, systemActor('test'))
    await readSchemes.handle(outside, {}, { id: uuidv7(), attempt: 0, signal: new AbortController().signal })
    expect((await listSchemeFacts(creator)).reading).toMatchObject({ outcome: 'away', fault: 'closed' })
  })

  it('reads nothing while nobody has said where', async () => {
    await keepFeedAddress(admin, { command: uuidv7(), address: '' })
    const asked = feed.asked.length
    const run = { id: uuidv7(), attempt: 0, signal: new AbortController().signal }
    await readSchemes.handle(contextFor(platform, systemActor('test')), {}, run)
    expect(feed.asked).toHaveLength(asked)
    expect(await outcomeOf(() => readSchemesNow(creator, { command: uuidv7() }))).not.toBe('did')
  })
})

describe('a piece of a scheme', () => {
  it('is flagged when the scheme has a later version, other words, or is gone; and not while its facts stand', async () => {
    await read()
    const pieceId = await piece(1)
    expect(await flagOf(pieceId)).toBeUndefined()
    feed.say({ body: feedOf(schemeEntry({ benefit: { hi: 'बीस', en: 'Twenty' } })) })
    await read()
    expect(await flagOf(pieceId)).toMatchObject({ reason: 'altered', since: house.clock.now() })
    // Whoever reads the new words is not flagged for them.
    expect(await flagOf(await piece(1))).toBeUndefined()
    feed.say({ body: feedOf(schemeEntry({ version: 2 })) })
    await read()
    expect(await flagOf(pieceId)).toMatchObject({
      reason: 'changed',
      usedVersion: 1,
      presentVersion: 2,
      nameEn: 'A made-up pension',
    })
    feed.say({ body: feedOf() })
    await read()
    expect(await flagOf(pieceId)).toMatchObject({ reason: 'gone', since: house.clock.now() })
    expect(await flagOf(await piece(1, 'never-read'))).toMatchObject({
      reason: 'unknown',
      presentVersion: null,
    })
  })

  it('is chosen from the feed, by name: version, day and the scheme’s page are written down; said twice it stands once', async () => {
    await read()
    const pieceId = await piece(1, 'never-read')
    const ask = { pieceId, key: KEY }
    expect((await viewPiece(creator, pieceId)).schemes.map(({ key }) => key)).toContain(KEY)
    expect(await chooseScheme(creator, { command: uuidv7(), ...ask })).toEqual([])
    const { document, version } = await viewPiece(creator, pieceId)
    expect(document.scheme).toEqual({ key: KEY, version: 1, readOn: indianDay(house.clock.now()) })
    expect(document.sources[SCHEME_SOURCE]!.address).toBe(new URL(`/schemes/${KEY}`, feed.address).href)
    expect(await flagOf(pieceId)).toBeUndefined()
    await chooseScheme(creator, { command: uuidv7(), ...ask })
    expect((await viewPiece(creator, pieceId)).version).toBe(version)
    expect(await outcomeOf(() => chooseScheme(creator, { command: uuidv7(), pieceId, key: 'none-such' }))).toBe('refused') // prettier-ignore
    expect(await outcomeOf(() => chooseScheme(creator, { command: uuidv7(), pieceId, key: ' ' }))).not.toBe(
      'did',
    )
    const reviewer = house.as(await network.holder(network.tree.district(0), null, 'reviewer'))
    expect(await outcomeOf(() => chooseScheme(reviewer, { command: uuidv7(), ...ask }))).toBe('refused')
    feed.say({ body: feedOf(schemeEntry({ version: 2 })) })
    await read()
    expect(await flagOf(pieceId)).toMatchObject({ reason: 'changed', usedVersion: 1 })
  })

  it('says so in the list, to its makers and to whoever is about to sign', async () => {
    await read()
    const pieceId = await piece(1)
    feed.say({ body: feedOf(schemeEntry({ version: 2 })) })
    await read()
    const listed = (await listPieces(creator, { tray: 'all' })).rows.find(({ id }) => id === pieceId)
    expect(listed!.schemeFlag).toMatchObject({ reason: 'changed', presentVersion: 2 })
    const reviewer = house.as(await network.holder(network.tree.district(0), null, 'reviewer'))
    expect((await viewPiece(reviewer, pieceId)).schemeFlag).toMatchObject({ reason: 'changed' })
  })

  it('is asked for by its key, and its scheme found by its own', async () => {
    await sql`
      insert into studio.scheme_fact (key, version, hash, fact, first_read_at, last_read_at)
      select 'scheme-' || n, 1, sha256(n::text::bytea), '{}', now(), now() from generate_series(1, 5000) as n`.execute(house.owner.db) // prettier-ignore
    await sql`analyze studio.scheme_fact`.execute(house.owner.db)
    const plan = await sql<{ 'QUERY PLAN': string }>`explain ${flagsQuery([await piece(1)])}`.execute(house.owner.db) // prettier-ignore
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toMatch(/using piece_pkey/)
    expect(text).toMatch(/scheme_fact_pkey/)
  })
})

describe('who may', () => {
  const ROLES: readonly Role[] = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator', 'reviewer', 'researcher', 'editor', 'auditor', 'admin'] // prettier-ignore
  const VERBS = {
    listSchemeFacts: [(ctx: Context) => listSchemeFacts(ctx), (role: Role) => ['creator', 'reviewer', 'coordinator', 'admin', 'auditor'].includes(role)], // prettier-ignore
    openScheme: [(ctx: Context) => openScheme(ctx, KEY), (role: Role) => ['creator', 'reviewer', 'coordinator', 'admin', 'auditor'].includes(role)], // prettier-ignore
    readSchemesNow: [(ctx: Context) => readSchemesNow(ctx, { command: uuidv7() }), (role: Role, isWhole: boolean) => ['creator', 'reviewer', 'coordinator'].includes(role) || (role === 'admin' && isWhole)], // prettier-ignore
    keepFeedAddress: [(ctx: Context) => keepFeedAddress(ctx, { command: uuidv7(), address: feed.address }), (role: Role, isWhole: boolean) => role === 'admin' && isWhole], // prettier-ignore
  } as const
  it.each(Object.keys(VERBS) as (keyof typeof VERBS)[])('%s', async (name) => {
    const [act, may] = VERBS[name]
    if (name === 'openScheme') await read()
    const { tree, wings } = network
    for (const role of ROLES)
      for (const [place, wing] of [
        [tree.state, null],
        [tree.state, wings.youth],
        [tree.district(0), null],
        [tree.booth(0, 0, 0), null],
      ] as const) {
        // prettier-ignore
        const ctx = onLoopback(house.as(await network.holder(place, wing, role)))
        const allowed = may(role, place.level === 'state' && wing === null)
        expect([role, place.level, wing, await outcomeOf(() => act(ctx))]).toEqual([role, place.level, wing, allowed ? 'did' : 'refused']) // prettier-ignore
      }
    expect(await outcomeOf(() => act(house.as(NOBODY)))).toBe('refused')
  })
  it('where the feed is read is said with the second step', async () => {
    const hurried = onLoopback(house.as(await network.holder(network.tree.state, null, 'admin', 1)))
    expect(
      await outcomeOf(() => keepFeedAddress(hurried, { command: uuidv7(), address: feed.address })),
    ).toEqual({ otherwise: 'secondStepNeeded' })
  })
  it.each(['ftp://x.example/', 'http://plain.example/', 'https://a:b@x.example/', 'javascript:1', 'none'])(
    '%s is no address of a feed',
    async (address) =>
      expect(
        await outcomeOf(() => keepFeedAddress(house.as(admin.actor), { command: uuidv7(), address })),
      ).not.toBe('did'),
  )
})
