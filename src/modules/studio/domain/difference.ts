import {
  blocksOf,
  LANGUAGES,
  scenesOf,
  type Language,
  type Role,
  type Scene,
  type SceneDocument,
  type WithId,
} from '#engines/scenes/index.ts'

/** A run of words: the same in both, only in the earlier, only in the later. */
export interface Run {
  readonly kind: 'same' | 'gone' | 'new'
  readonly words: string
}
/** One text that differs. `block` null: what is said over the scene. */
export interface TextChange {
  readonly block: string | null
  readonly role: Role | 'narration'
  readonly language: Language
  readonly runs: readonly Run[]
}
export interface SceneChange {
  readonly scene: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** Where it stands: in the later document, of a removed one in the earlier, from 1. */
  readonly at: number
  readonly texts: readonly TextChange[]
  /** What else of it differs. */
  readonly also: readonly ('moved' | 'layout' | 'media' | 'blocks' | 'time' | 'voice' | 'sources')[]
}
export interface Difference {
  /** The title in each language in which it differs. */
  readonly titles: readonly Pick<TextChange, 'language' | 'runs'>[]
  readonly scenes: readonly SceneChange[]
  /** Parts of the document outside its scenes that differ. */
  readonly also: readonly ('brand' | 'sources' | 'people' | 'credits' | 'scheme' | 'tribute')[]
}

/** Words longer than this are compared whole: a table of that size squared is the most that is made. */
const MOST_WORDS = 600

/** What changed between two texts, word by word (the longest common row of words). */
export function runsBetween(before: string, after: string): readonly Run[] {
  const [one, other] = [wordsOf(before), wordsOf(after)]
  if (one.length > MOST_WORDS || other.length > MOST_WORDS)
    return [run('gone', before), run('new', after)].filter(({ words }) => words !== '')
  // lengths[i][j]: of the longest row common to what follows i and j.
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0))
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      lengths[i]![j] =
        one[i] === other[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  const steps: { kind: Run['kind']; word: string }[] = []
  let [i, j] = [0, 0]
  while (i < one.length || j < other.length)
    if (i < one.length && j < other.length && one[i] === other[j]) {
      steps.push({ kind: 'same', word: one[i++]! })
      j++
    } else if (i < one.length && (j === other.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!))
      steps.push({ kind: 'gone', word: one[i++]! })
    else steps.push({ kind: 'new', word: other[j++]! })
  const runs: Run[] = []
  for (const { kind, word } of steps) {
    const last = runs.at(-1)
    if (last?.kind === kind) runs[runs.length - 1] = run(kind, `${last.words} ${word}`)
    else runs.push(run(kind, word))
  }
  return runs
}
const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '')
const run = (kind: Run['kind'], words: string): Run => ({ kind, words })

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
/** Names in one order: a database keeps them in its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  )
}

function textsBetween(before: WithId<Scene>, after: WithId<Scene>): readonly TextChange[] {
  const blocks = [
    ...new Map([...blocksOf(before), ...blocksOf(after)].map((block) => [block.id, block])).values(),
  ]
  const said = blocks.flatMap(({ id, role }) =>
    LANGUAGES.map((language) => ({
      block: id as string | null,
      role: role as TextChange['role'],
      language,
      one: before.blocks[id]?.[language] ?? '',
      other: after.blocks[id]?.[language] ?? '',
    })),
  )
  const spoken = LANGUAGES.map((language) => ({
    block: null,
    role: 'narration' as const,
    language,
    one: before.narration[language].words,
    other: after.narration[language].words,
  }))
  return [...said, ...spoken]
    .filter(({ one, other }) => one !== other)
    .map(({ one, other, ...where }) => ({ ...where, runs: runsBetween(one, other) }))
}

function alsoBetween(before: Scene, after: Scene): SceneChange['also'] {
  const shape = ({ blocks }: Scene) =>
    Object.fromEntries(
      Object.entries(blocks).map(([id, { order, role, cueMs }]) => [id, { order, role, cueMs }]),
    )
  const rests = ({ blocks }: Scene) =>
    Object.fromEntries(Object.entries(blocks).map(([id, { sources }]) => [id, sources]))
  const voices = ({ narration: { hi, en } }: Scene) => [hi.voice, hi.cues, en.voice, en.cues]
  const differs: Readonly<Record<SceneChange['also'][number], boolean>> = {
    moved: before.order !== after.order,
    layout: before.layout !== after.layout || before.wordsAt !== after.wordsAt,
    media: !same(before.media, after.media),
    blocks: !same(shape(before), shape(after)),
    time: before.showMs !== after.showMs,
    voice: !same(voices(before), voices(after)),
    sources: !same(rests(before), rests(after)),
  }
  return (Object.keys(differs) as SceneChange['also'][number][]).filter((name) => differs[name])
}

/** What differs between two states of one piece, scene by scene in the order of the later one; removed scenes last. */
export function differenceBetween(before: SceneDocument, after: SceneDocument): Difference {
  const [earlier, later] = [scenesOf(before), scenesOf(after)]
  const was = new Map(earlier.map((scene) => [scene.id, scene]))
  const is = new Set(later.map(({ id }) => id))
  const changes = later.flatMap((scene, index): readonly SceneChange[] => {
    const old = was.get(scene.id)
    const where = { scene: scene.id, at: index + 1 }
    if (!old) return [{ ...where, kind: 'added', texts: [], also: [] }]
    const texts = textsBetween(old, scene)
    const also = alsoBetween(old, scene)
    return texts.length > 0 || also.length > 0 ? [{ ...where, kind: 'changed', texts, also }] : []
  })
  const removed = earlier.flatMap(({ id }, index): readonly SceneChange[] =>
    is.has(id) ? [] : [{ scene: id, at: index + 1, kind: 'removed', texts: [], also: [] }],
  )
  const PARTS = ['brand', 'sources', 'people', 'credits', 'scheme', 'tribute'] as const
  const titles = LANGUAGES.filter((language) => before.title[language] !== after.title[language]).map(
    (language) => ({
      language,
      runs: runsBetween(before.title[language], after.title[language]),
    }),
  )
  return {
    titles,
    scenes: [...changes, ...removed],
    also: PARTS.filter((part) => !same(before[part], after[part])),
  }
}
