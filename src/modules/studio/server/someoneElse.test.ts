/** Who may: every role at every level, in every wing and in one, tries every verb on a piece of one district and one wing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { arrangePiece } from '#tests/builders/pieces.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { CHECKS } from '../domain/piece.ts'
import { beginPiece } from './beginPiece.ts'
import { addComment, settleComment } from './comments.ts'
import { drawScene } from './drawScene.ts'
import { editsAfter } from './editsAfter.ts'
import { keepBrand, viewBrand } from './keepBrand.ts'
import { listPieces } from './listPieces.ts'
import { retirePiece } from './retirePiece.ts'
import { saveEdits } from './saveEdits.ts'
import { sendBack } from './sendBack.ts'
import { sendForReview } from './sendForReview.ts'
import { shapeWords } from './shapeWords.ts'
import { signPiece } from './signPiece.ts'
import { viewHistory } from './viewHistory.ts'
import { viewPiece } from './viewPiece.ts'

const ROLES: readonly Role[] = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator', 'reviewer', 'researcher', 'editor', 'auditor', 'admin'] // prettier-ignore

interface Tried {
  readonly role: Role
  /** Her place holds the piece's. */
  readonly holds: boolean
  readonly level: string
  readonly wing: number | null
  readonly actor: PersonActor
}

let house: TestPlatform
let network: Network
let actors: readonly Tried[]
let commenter: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  const places = [
    [tree.state, true],
    [tree.district(0), true],
    [tree.district(1), false],
    [tree.constituency(0, 0), false],
    [tree.booth(0, 0, 0), false],
  ] as const
  const all: Tried[] = []
  for (const role of ROLES)
    for (const [place, holds] of places)
      for (const wing of [null, network.wings.youth, network.wings.women])
        all.push({ role, holds, level: place.level, wing, actor: await network.holder(place, wing, role) })
  actors = all
  commenter = house.as(await network.holder(tree.state, null, 'reviewer'))
})
afterAll(() => house.close())

const command = () => uuidv7()
interface Subject {
  readonly pieceId: string
  readonly hash: string
  readonly commentId?: string
}
const piece = (state: 'draft' | 'in_review') => () =>
  arrangePiece(house, { place: network.tree.district(0), wing: network.wings.youth, state })
const commented = async (): Promise<Subject> => {
  const made = await piece('draft')()
  return {
    ...made,
    ...(await addComment(commenter, { command: command(), pieceId: made.pieceId, words: 'कैसे?' })),
  }
}
const nothing = (): Promise<Subject> => Promise.resolve({ pieceId: '', hash: '' })

type Verb = readonly [
  arrange: () => Promise<Subject>,
  act: (ctx: Context, subject: Subject) => Promise<unknown>,
]
const MAKING: Record<string, Verb> = {
  saveEdits: [
    piece('draft'),
    (ctx, { pieceId }) =>
      saveEdits(ctx, {
        command: command(),
        pieceId,
        basedOn: 0,
        edits: [{ at: ['scenes', 'scene-1', 'showMs'], was: 4000, now: 5000 }],
      }),
  ],
  sendForReview: [
    piece('draft'),
    (ctx, { pieceId, hash }) => sendForReview(ctx, { command: command(), pieceId, seen: hash }),
  ],
}
const REVIEWING: Record<string, Verb> = {
  signPiece: [
    piece('in_review'),
    (ctx, { pieceId, hash }) =>
      signPiece(ctx, { command: command(), pieceId, seen: hash, checked: [...CHECKS] }),
  ],
  sendBack: [
    piece('in_review'),
    (ctx, { pieceId }) => sendBack(ctx, { command: command(), pieceId, words: 'फिर देखें' }),
  ],
}
const BOTH: Record<string, Verb> = {
  addComment: [
    piece('draft'),
    (ctx, { pieceId }) => addComment(ctx, { command: command(), pieceId, words: 'ठीक है' }),
  ],
  settleComment: [
    commented,
    (ctx, { pieceId, commentId = '' }) =>
      settleComment(ctx, { command: command(), pieceId, commentId, resolved: true }),
  ],
  retirePiece: [
    piece('draft'),
    (ctx, { pieceId }) => retirePiece(ctx, { command: command(), pieceId, words: 'पुराना हुआ' }),
  ],
}
const LOOKING: Record<string, Verb> = {
  viewPiece: [piece('draft'), (ctx, { pieceId }) => viewPiece(ctx, pieceId)],
  editsAfter: [piece('draft'), (ctx, { pieceId }) => editsAfter(ctx, pieceId, 0)],
  viewHistory: [piece('draft'), (ctx, { pieceId }) => viewHistory(ctx, pieceId, { from: 0, until: 0 })],
  drawScene: [
    piece('draft'),
    (ctx, { pieceId }) => drawScene(ctx, { pieceId, scene: 'scene-1', language: 'hi' }),
  ],
}
const OWN: Record<string, Verb> = {
  listPieces: [nothing, (ctx) => listPieces(ctx, {})],
  viewBrand: [nothing, viewBrand],
  shapeWords: [nothing, (ctx) => shapeWords(ctx, [{ weight: 'Bold', text: 'क्षेत्र' }])],
}
const LOOK = {
  name: { hi: 'नमूना', en: 'Sample' },
  entity: { hi: 'नमूना', en: 'Sample' },
  accent: '#0f5a5e',
  ink: '#1b2327',
  paper: '#fbf8f1',
  logo: null,
}
const KEEPING: Record<string, Verb> = {
  keepBrand: [nothing, (ctx) => keepBrand(ctx, { command: command(), ...LOOK })],
}
const BEGINNING: Record<string, Verb> = {
  beginPiece: [nothing, (ctx) => beginPiece(ctx, { command: command(), kind: 'idea' })],
}

const SEES = ['creator', 'reviewer', 'coordinator', 'admin', 'auditor']
const isOver = ({ holds, wing }: Tried) => holds && (wing === null || wing === network.wings.youth)
const over =
  (...roles: string[]) =>
  (tried: Tried) =>
    roles.includes(tried.role) && isOver(tried)

describe.each([
  ['making', MAKING, over('creator')],
  ['reviewing', REVIEWING, over('reviewer', 'coordinator')],
  ['what both do', BOTH, over('creator', 'reviewer', 'coordinator')],
  ['looking', LOOKING, over(...SEES)],
  ['what takes nobody’s piece', OWN, ({ role }: Tried) => SEES.includes(role)],
  ['beginning', BEGINNING, ({ role }: Tried) => role === 'creator'],
  [
    'the look',
    KEEPING,
    ({ role, level, wing }: Tried) =>
      ['creator', 'coordinator', 'admin'].includes(role) && level === 'state' && wing === null,
  ],
] as const)('%s', (_, verbs, may) => {
  it.each(Object.keys(verbs))('%s: whoever may does it, everybody else is refused', async (name) => {
    const [arrange, act] = verbs[name]!
    // A refusal leaves its subject as it was.
    const untouched = await arrange()
    for (const tried of actors) {
      const { role, level, wing, actor } = tried
      const allowed = may(tried)
      const subject = allowed ? await arrange() : untouched
      const outcome = await outcomeOf(() => act(house.as(actor), subject))
      expect([role, level, wing, outcome]).toEqual([role, level, wing, allowed ? 'did' : 'refused'])
    }
    expect(await outcomeOf(() => act(house.as(NOBODY), untouched))).toBe('refused')
  })
})

it('a list holds what lies in one’s own fields, and no other piece', async () => {
  const { pieceId } = await piece('in_review')()
  for (const tried of actors.filter(({ role }) => SEES.includes(role))) {
    const { rows } = await listPieces(house.as(tried.actor), { tray: 'all' })
    expect([tried.role, tried.level, tried.wing, rows.some(({ id }) => id === pieceId)]).toEqual([tried.role, tried.level, tried.wing, isOver(tried)]) // prettier-ignore
  }
})
