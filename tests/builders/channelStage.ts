import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { systemActor, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Context, type Platform } from '#platform/context.ts'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import type { Form, Platform as Where, PostFile } from '#modules/channels/domain/platform.ts'
import { saveChannel, saveReach, sealToken } from '#modules/channels/server/channelStore.ts'
import { runTarget } from '#modules/channels/server/sending/run.ts'
import { attemptsOf } from '#modules/channels/server/attemptStore.ts'
import {
  dueTargets,
  findTarget,
  insertTargets,
  type KeptTarget,
} from '#modules/channels/server/targetStore.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { openPlatforms, type Platforms } from '#tests/gateways/platforms/server.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeNetwork, type Network } from './network.ts'
import { arrangePiece } from './pieces.ts'
import { samplePiece } from './samplePiece.ts'
import type { Place } from './tree.ts'

/** Tokens that the imitated platforms accept from the beginning. */
const TOKENS: Readonly<Record<Where, { access: string; refresh?: string; account: string }>> = {
  youtube: { access: 'yt-access', refresh: 'yt-refresh', account: 'UCown' },
  facebook: { access: 'page-token', account: '1001' },
  instagram: { access: 'page-token', account: '17840001' },
  x: { access: 'x-access', refresh: 'x-refresh', account: '42' },
  telegram: { access: '123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr', account: '@kalpit_org' },
  website: { access: '', account: '' },
}

export interface ChannelStage {
  house: TestPlatform
  network: Network
  platforms: Platforms
  platform: Platform
  /** Administrator of the whole state, with the second step. */
  admin: PersonActor
  as(actor: PersonActor): Context
  job(): Context
  /** A piece that two people have approved. */
  approvedPiece(): Promise<{ readonly pieceId: string; readonly hash: string }>
  channel(on: Where, place?: Place): Promise<string>
  /** A post that waits on a channel of its own piece. @returns its id */
  post(channelId: string, wishes?: { form?: Form; files?: readonly PostFile[]; words?: string; title?: string; synthetic?: boolean; at?: Date }): Promise<string>
  /** A file of so many bytes in the store. */
  film(bytes: number): Promise<PostFile>
  picture(): Promise<PostFile>
  run(id: string): Promise<void>
  /** Everything that is due, as the sweep would. */
  sweep(): Promise<void>
  look(id: string): Promise<KeptTarget>
  steps(id: string): Promise<readonly string[]>
  /** Puts the clock forward. */
  later(ms: number): void
} // prettier-ignore

/** One house for a test file, with all platforms imitated on this machine. */
export function useChannelStage(rules: readonly ReleaseRule[] = electionRules): ChannelStage {
  const stage = {} as ChannelStage
  beforeAll(async () => {
    const house = await testPlatform()
    const network = await arrangeNetwork(house)
    const platforms = await openPlatforms()
    const environment = {
      ...house.platform.environment,
      CHANNELS_AT: platforms.at,
      WEBHOOKS_ON_LOOPBACK: true,
      YOUTUBE_CLIENT_ID: 'yt-app',
      YOUTUBE_CLIENT_SECRET: 'yt-secret',
      META_APP_ID: '900',
      META_APP_SECRET: 'meta-secret',
      X_CLIENT_ID: 'x-app',
      X_CLIENT_SECRET: 'x-secret',
    }
    const platform: Platform = { ...house.platform, environment }
    const admin = await network.holder(network.tree.state, null, 'admin')
    const readers = [
      await network.holder(network.tree.state, null, 'reviewer'),
      await network.holder(network.tree.state, null, 'reviewer'),
    ]
    const job = () => contextFor(platform, systemActor('test'))
    const run = (id: string) => runTarget(job(), rules, id)
    const put = async (bytes: Buffer, kind: 'mp4' | 'jpeg') => {
      const store = await openStore(environment)
      const stored = await job().transaction((tx) => putFile(tx, store, [bytes] as unknown as AsyncIterable<Uint8Array>, { limit: 64 * 1024 * 1024, kinds: [kind] })) // prettier-ignore
      return { sha256: stored.sha256, bytes: stored.bytes }
    }
    Object.assign(stage, {
      house,
      network,
      platforms,
      platform,
      admin,
      as: (actor: PersonActor) => contextFor(platform, actor),
      job,
      run,
      async approvedPiece() {
        const plain = samplePiece()
        // Each has bytes of its own.
        const document = { ...plain, title: { ...plain.title, en: `Made-up piece ${uuidv7()}` } }
        const { pieceId, hash } = await arrangePiece(house, {
          place: network.tree.state,
          state: 'in_review',
          document,
        })
        const { db } = house.owner
        for (const { personId } of readers)
          await sql`insert into studio.approval (id, piece_id, hash, by_person, checked, at)
            values (${uuidv7()}, ${pieceId}, decode(${hash}, 'hex'), ${personId}, '{sources,rights,depicted,synthetic,tone}', ${house.clock.now()})`.execute(db) // prettier-ignore
        await sql`update studio.piece set state = 'approved', approved_at = ${house.clock.now()} where id = ${pieceId}`.execute(db) // prettier-ignore
        return { pieceId, hash }
      },
      channel: (on: Where, place: Place = network.tree.state) =>
        job().transaction(async (tx) => {
          const { account, ...token } = TOKENS[on]
          const id = uuidv7()
          const saved = await saveChannel(
            tx,
            { id, platform: on, name: `कल्पित ${on}`, accountId: `${account}`, address: 'https://example.org/channel', handleId: null, placeId: place.id, placeLft: place.lft, placeRgt: place.rgt, scopes: [], endsAt: null, renewsAt: null, madeBy: admin.personId }, // prettier-ignore
            (channelId) => (on === 'website' ? null : sealToken(platform.keys, channelId, token)),
          )
          await saveReach(tx, saved, place)
          return saved
        }),
      async post(channelId, wishes = {}) {
        const piece = await stage.approvedPiece()
        const id = uuidv7()
        await job().transaction((tx) =>
          insertTargets(tx, [
            {
              ...piece,
              id,
              channelId,
              form: wishes.form ?? 'message',
              language: 'hi',
              kitId: null,
              title: wishes.title ?? 'पानी की योजना',
              words: wishes.words ?? `हर घर तक पानी ${id}`,
              files: wishes.files ?? [],
              isSynthetic: wishes.synthetic ?? false,
              link: null,
              nextAt: wishes.at ?? house.clock.now(),
              reason: null,
              state: 'queued',
              mediaToken: crypto.randomUUID(),
              askedBy: admin.personId,
            },
          ]),
        )
        return id
      },
      async film(bytes) {
        const head = Buffer.from('0000001866747970697336320000000069736f6d69736f32', 'hex')
        const body = Buffer.alloc(Math.max(0, bytes - head.length), createHash('sha256').update(String(bytes)).digest()) // prettier-ignore
        return { ...(await put(Buffer.concat([head, body]), 'mp4')), mediaType: 'video/mp4', width: 1080, height: 1920, ms: 15_000 } // prettier-ignore
      },
      async picture() {
        const bytes = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(2000, 7), Buffer.from('ffd9', 'hex')]) // prettier-ignore
        return { ...(await put(bytes, 'jpeg')), mediaType: 'image/jpeg', width: 1080, height: 1350, ms: null }
      },
      async sweep() {
        for (const id of await job().transaction((tx) => dueTargets(tx))) await run(id)
      },
      look: async (id) => (await job().transaction((tx) => findTarget(tx, id)))!,
      steps: async (id) => (await job().transaction((tx) => attemptsOf(tx, id))).map(({ step, status }) => `${step} ${status ?? '-'}`).toReversed(), // prettier-ignore
      later: (ms) => house.clock.moveTo(new Date(house.clock.now().getTime() + ms)),
    } satisfies ChannelStage)
  })
  afterEach(() => stage.platforms?.hangUp())
  afterAll(async () => {
    await stage.platforms.close()
    await stage.house.close()
  })
  return stage
}
