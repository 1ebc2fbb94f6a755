/** A piece of two short scenes, media of the library for it, and the worker's hand that makes what waits. */
import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { scenesOf, type Media, type SceneDocument } from '#engines/scenes/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import type { AddMedia } from '#modules/studio/domain/library/media.ts'
import type { Form, Rendition } from '#modules/studio/domain/renditions/form.ts'
import { addMedia } from '#modules/studio/server/library/addMedia.ts'
import { viewMedia } from '#modules/studio/server/library/listMedia.ts'
import { askForRenditions, renditionsOf } from '#modules/studio/server/renditions/askForRenditions.ts'
import { renderForm } from '#modules/studio/server/renditions/renderJob.ts'
import { testPlatform, type TestPlatform } from '../database/testPlatform.ts'
import { arrived, saidOfMedia } from './library.ts'
import { arrangeNetwork, type Network } from './network.ts'
import { arrangePiece } from './pieces.ts'
import { samplePiece } from './samplePiece.ts'

/** The piece's first two scenes, as short as scenes can be, in silence. */
export function shortPiece(
  change: (document: SceneDocument) => SceneDocument = (same) => same,
): SceneDocument {
  const whole = samplePiece('idea')
  const silent = { words: '', voice: null, cues: [] }
  const scenes = Object.fromEntries(
    scenesOf(whole)
      .slice(0, 2)
      .map(({ id }) => [id, { ...whole.scenes[id]!, showMs: 1000, narration: { hi: silent, en: silent } }]),
  )
  return change({ ...whole, scenes })
}

/** What waits in the queue for a worker. */
export interface Waiting {
  readonly data: Parameters<typeof renderForm.handle>[1]
}

export interface RenditionStage {
  readonly house: TestPlatform
  readonly network: Network
  /** Of the whole state, in every wing. */
  readonly creator: Context
  bring(bytes: Buffer, changes?: Partial<AddMedia>): Promise<Awaited<ReturnType<typeof viewMedia>>['media']>
  piece(document?: SceneDocument, state?: 'draft' | 'in_review'): Promise<{ pieceId: string; hash: string }>
  ask(pieceId: string, ...forms: Form[]): Promise<void>
  rows(pieceId: string, hash: string): Promise<readonly Rendition[]>
  /** Takes what waits out of the queue, as a worker would. */
  waiting(): Promise<readonly Waiting[]>
  attempt(one: Waiting, nth?: number): Promise<void>
  work(): Promise<void>
}

export function useRenditionStage(): RenditionStage {
  let house: TestPlatform
  let network: Network
  let creator: Context
  beforeAll(async () => {
    house = await testPlatform()
    network = await arrangeNetwork(house)
    creator = house.as(await network.holder(network.tree.state, null, 'creator'))
  })
  afterAll(() => house.close())
  const stage: RenditionStage = {
    get house() {
      return house
    },
    get network() {
      return network
    },
    get creator() {
      return creator
    },
    async bring(bytes, changes = {}) {
      const received = await arrived(bytes)
      const { mediaId } = await addMedia(creator, saidOfMedia(changes), received)
      await received.discard()
      return (await viewMedia(creator, mediaId)).media
    },
    piece: (document = shortPiece(), state = 'in_review') =>
      arrangePiece(house, { place: network.tree.state, document, state }),
    ask: (pieceId, ...forms) => house.asSystem().transaction((tx) => askForRenditions(tx, pieceId, forms)),
    rows: (pieceId, hash) => house.asSystem().transaction((tx) => renditionsOf(tx, pieceId, hash)),
    async waiting() {
      const found = await sql<Waiting>`
        delete from jobs.job where name = 'studio.renderForm' returning data`.execute(house.owner.db)
      return found.rows
    },
    attempt: (one, nth = 0) =>
      renderForm.handle(house.asSystem(), one.data, {
        id: uuidv7(),
        attempt: nth,
        signal: new AbortController().signal,
      }),
    async work() {
      for (const one of await stage.waiting()) await stage.attempt(one)
    },
  }
  return stage
}

/** The same picture or clip in every scene. */
export const withEverywhere = (document: SceneDocument, media: Media): SceneDocument => ({
  ...document,
  scenes: Object.fromEntries(Object.entries(document.scenes).map(([id, scene]) => [id, { ...scene, media }])),
})
