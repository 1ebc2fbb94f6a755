/** Two editors through the verb: what commutes is merged, what meets is asked about, and nothing is ever lost. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  canonicalBytes,
  mergeEdits,
  scenesOf,
  valueAt,
  type Edit,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { editsOfForm } from '../domain/sceneForm.ts'
import {
  change,
  doAgain,
  hear,
  isUnsaved,
  pack,
  settle,
  sitDown,
  takeBack,
  type Sitting,
} from '../domain/sitting.ts'
import { beginPiece } from './beginPiece.ts'
import { hashOf } from './contentHash.ts'
import { saveEdits } from './saveEdits.ts'
import { viewHistory } from './viewHistory.ts'
import { viewPiece } from './viewPiece.ts'

let house: TestPlatform
let one: Context
let other: Context
beforeAll(async () => {
  house = await testPlatform()
  const network = await arrangeNetwork(house)
  one = house.as(await network.holder(network.tree.district(0), null, 'creator'))
  other = house.as(await network.holder(network.tree.state, null, 'creator'))
})
afterAll(() => house.close())

const begun = async () => (await beginPiece(one, { command: uuidv7(), kind: 'idea' })).pieceId
const stored = async (pieceId: string) => {
  const found = await sql<{ document: SceneDocument; hash: string; version: number; begun: SceneDocument }>`
    select piece.document, encode(hash, 'hex') as hash, version,
      (select document from studio.happening where piece_id = ${pieceId} and what = 'begun') as begun
    from studio.piece where id = ${pieceId}`.execute(house.owner.db)
  return found.rows[0]!
}
const logOf = async (pieceId: string) =>
  (
    await sql<{ edit: Edit }>`select edit from studio.edit where piece_id = ${pieceId} order by seq`.execute(
      house.owner.db,
    )
  ).rows.map(({ edit }) => edit)
const same = (a: SceneDocument, b: SceneDocument) =>
  Buffer.from(canonicalBytes(a)).equals(Buffer.from(canonicalBytes(b)))

/** What an editor may do at her desk, made from numbers, on whatever she sees. */
type Move = readonly [kind: number, scene: number, value: number]
const TEXTS = ['', 'बावड़ी', 'पानी सबका', 'क्षेत्र', 'a word', '₹10'] as const
function editOf(document: SceneDocument, [kind, at, value]: Move): Edit {
  const scenes = scenesOf(document)
  const scene = scenes[at % Math.max(1, scenes.length)]
  if (!scene || kind === 0) {
    const now = TEXTS[value % TEXTS.length]!
    return { at: ['title', 'hi'], was: document.title.hi, now }
  }
  const { id, ...whole } = scene
  const blocks = Object.keys(scene.blocks)
  const block = blocks[value % Math.max(1, blocks.length)]
  if (kind === 1) return { at: ['scenes', id], was: whole }
  if (kind === 2) return { at: ['scenes', `new-${value}`], now: whole }
  if (kind === 3) return { at: ['scenes', id, 'showMs'], was: scene.showMs, now: 2000 + 100 * value }
  if (!block) return { at: ['scenes', id, 'order'], was: scene.order, now: `z${value + 1}` }
  const text = ['scenes', id, 'blocks', block, kind % 2 === 0 ? 'hi' : 'en']
  return { at: text, was: valueAt(document, text)!, now: TEXTS[(at + value) % TEXTS.length]! }
}
const move: fc.Arbitrary<Move> = fc.tuple(fc.nat(7), fc.nat(6), fc.nat(9))
/** Whose turn it is, and what she does: an edit, undo, redo, or a save. */
const turn = fc.tuple(fc.boolean(), fc.nat(9), move)

async function saved(ctx: Context, pieceId: string, sitting: Sitting): Promise<Sitting> {
  const packed = pack(sitting, uuidv7(), 200)
  if (!packed.sending) return packed
  const heard = await saveEdits(ctx, { pieceId, ...packed.sending })
  // Every edit that went stands in the log, stood there already, is asked about, or its maker removed its place after it: none is dropped.
  const log = (await logOf(pieceId)).map((edit) => JSON.stringify(edit))
  for (const [nth, edit] of packed.sending.edits.entries()) {
    const isAsked = heard.conflicts.some((conflict) => JSON.stringify(conflict.edit) === JSON.stringify(edit))
    const { document } = await stored(pieceId)
    const isThere = JSON.stringify(valueAt(document, edit.at)) === JSON.stringify(edit.now)
    const isGone = packed.sending.edits
      .slice(nth + 1)
      .some(({ at, now }) => now === undefined && edit.at.join('/').startsWith(`${at.join('/')}/`))
    expect(isAsked || isThere || isGone || log.some((line) => sameEdit(line, edit))).toBe(true)
  }
  return hear(packed, heard)
}
const sameEdit = (line: string, edit: Edit) => {
  const logged = JSON.parse(line) as Edit
  return logged.at.join('/') === edit.at.join('/')
}

describe('two editors of one piece', () => {
  it('end with the same document, which is the log replayed; conflicts they settle, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 24 }), async (turns) => {
        const pieceId = await begun()
        const first = (await stored(pieceId)).document
        const desks: [Sitting, Sitting] = [sitDown(first, 0), sitDown(first, 0)]
        for (const [isOne, what, made] of turns) {
          const at = isOne ? 0 : 1
          const desk = desks[at]!
          desks[at] =
            what < 6
              ? change(desk, editOf(desk.shown, made))
              : what === 6
                ? takeBack(desk)
                : what === 7
                  ? doAgain(desk)
                  : await saved(isOne ? one : other, pieceId, desk)
        }
        // Each decides what was asked, and both come to rest.
        for (
          let round = 0;
          round < 12 && (round < 4 || desks.some((desk) => isUnsaved(desk) || desk.conflicts.length > 0));
          round++
        )
          for (const [at, ctx] of [one, other].entries()) {
            let desk = desks[at]!
            for (const conflict of desk.conflicts)
              desk = settle(desk, conflict, at === 0 && round < 3 ? 'mine' : 'theirs')
            desk = await saved(ctx, pieceId, desk)
            desks[at] = hear(
              desk,
              await saveEdits(ctx, { command: uuidv7(), pieceId, basedOn: desk.version, edits: [] }),
            )
          }
        const end = await stored(pieceId)
        expect(desks.map(({ version }) => version)).toEqual([end.version, end.version])
        for (const desk of desks) expect(same(desk.shown, end.document)).toBe(true)
        const replayed = mergeEdits(end.begun, await logOf(pieceId))
        expect(replayed.conflicts).toEqual([])
        expect(same(replayed.document, end.document)).toBe(true)
        expect(hashOf(end.document)).toBe(end.hash)
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  it('who save different places at the same moment are merged, whoever comes first', async () => {
    const pieceId = await begun()
    const edits = (language: 'hi' | 'en', now: string): Edit[] => [{ at: ['title', language], was: '', now }]
    await Promise.all([
      saveEdits(one, { command: uuidv7(), pieceId, basedOn: 0, edits: edits('hi', 'बावड़ी') }),
      saveEdits(other, { command: uuidv7(), pieceId, basedOn: 0, edits: edits('en', 'The well') }),
    ])
    const { document, version } = await stored(pieceId)
    expect([document.title, version]).toEqual([{ hi: 'बावड़ी', en: 'The well' }, 2])
  })

  it('who write in one place: the second sees both values and nothing of either is gone', async () => {
    const pieceId = await begun()
    const write = (ctx: Context, now: string) =>
      saveEdits(ctx, {
        command: uuidv7(),
        pieceId,
        basedOn: 0,
        edits: [{ at: ['title', 'hi'], was: '', now }],
      })
    await write(one, 'पहला')
    const { conflicts, since } = await write(other, 'दूसरा')
    expect(conflicts).toEqual([
      { edit: { at: ['title', 'hi'], was: '', now: 'दूसरा' }, why: 'changed', stands: 'पहला' },
    ])
    expect(since).toHaveLength(1)
  })
})

describe('a save', () => {
  it('that is sent again changes nothing and is answered as before, its conflicts too', async () => {
    const pieceId = await begun()
    const edits: Edit[] = [
      { at: ['title', 'hi'], was: '', now: 'एक' },
      { at: ['title', 'en'], was: 'not what stands there', now: 'One' },
    ]
    const batch = { command: uuidv7(), pieceId, basedOn: 0, edits }
    const first = await saveEdits(one, batch)
    expect(await saveEdits(one, batch)).toEqual(first)
    // Who makes pieces no more is told nothing of what others did since, however often she says it.
    const former = house.as({ ...one.actor, authorities: [] } as unknown as typeof one.actor)
    expect(await outcomeOf(() => saveEdits(former, batch))).toBe('refused')
    expect(first.conflicts).toHaveLength(1)
    expect(await logOf(pieceId)).toHaveLength(1)
  })

  it('never makes another kind of it, names a look that nobody kept, or is based on a version to come', async () => {
    const pieceId = await begun()
    const tried = (basedOn: number, edit: Edit) =>
      outcomeOf(() => saveEdits(one, { command: uuidv7(), pieceId, basedOn, edits: [edit] }))
    expect(await tried(0, { at: ['kind'], was: 'idea', now: 'tribute' })).toEqual({
      otherwise: 'scenes_edit_wrong',
    })
    expect(await tried(0, { at: ['brand'], was: null, now: 'e'.repeat(64) })).toEqual({
      otherwise: 'studio_brand_unknown',
    })
    expect(await tried(7, { at: ['title', 'hi'], was: '', now: 'एक' })).toEqual({
      otherwise: 'studio_version_unknown',
    })
  })

  it('keeps what no document can hold out, and says why', async () => {
    const pieceId = await begun()
    const edit: Edit = { at: ['title', 'hi'], was: '', now: 'क'.repeat(161) }
    const { conflicts, version } = await saveEdits(one, {
      command: uuidv7(),
      pieceId,
      basedOn: 0,
      edits: [edit],
    })
    expect(conflicts).toEqual([{ edit, why: 'refused', stands: '', faults: ['scenes_text_long'] }])
    expect(version).toBe(0)
  })

  it('of a plain form changes only what was changed in it', async () => {
    const pieceId = await begun()
    const fields = {
      'text.text-1.hi': 'गाँव\r\nका पानी',
      'was.text-1.hi': '',
      'text.text-2.hi': '',
      'was.text-2.hi': '',
      'text.title.hi': 'बावड़ी',
      'was.title.hi': '',
    }
    const edits = editsOfForm('scene-1', fields)
    expect(edits).toHaveLength(2)
    await saveEdits(one, { command: uuidv7(), pieceId, basedOn: 0, edits })
    const { document } = await stored(pieceId)
    expect(document.scenes['scene-1']!.blocks['text-1']!.hi).toBe('गाँव\nका पानी')
    expect(document.title.hi).toBe('बावड़ी')
  })
})

it('a piece shows what it is made of, and its history what was done and how two states differ', async () => {
  const pieceId = await begun()
  const edits: Edit[] = [
    { at: ['scenes', 'scene-1', 'blocks', 'text-2', 'hi'], was: '', now: 'बावड़ी फिर जी सकती है' },
  ]
  await saveEdits(one, { command: uuidv7(), pieceId, basedOn: 0, edits })
  const view = await viewPiece(other, pieceId)
  expect(view.letters.words.map(([, text]) => text)).toContain('बावड़ी')
  expect(view.findings.some(({ what }) => what === 'textMissing')).toBe(true)
  const history = await viewHistory(other, pieceId)
  expect(history.lines.map(({ what, edits: n }) => [what, n])).toEqual([
    ['edited', 1],
    ['begun', 0],
  ])
  expect(history.difference.scenes).toMatchObject([
    {
      scene: 'scene-1',
      kind: 'changed',
      texts: [{ block: 'text-2', language: 'hi', runs: [{ kind: 'new' }] }],
    },
  ])
})
