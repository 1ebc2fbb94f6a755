import {
  blocksOf,
  orderBetween,
  type Both,
  type Edit,
  type Role,
  type Scene,
  type SceneDocument,
  type Source,
  type Value,
  type WithId,
} from '#engines/scenes/index.ts'

/** A scheme as it was last read from the programme's feed, as far as a piece can say it. */
export interface ReadScheme {
  readonly key: string
  readonly version: number
  /** The day on which it was last read, `YYYY-MM-DD`. */
  readonly readOn: string
  readonly status: 'unverified' | 'verified' | 'ended'
  readonly name: Both
  readonly benefit: Both
  readonly whoMayGetIt: Both
  readonly documents: readonly Both[]
  readonly howToApply: Both | null
  /** What its sources contradict each other in. */
  readonly conflict: Both | null
  /** Its page for people, at the programme. */
  readonly page: string
  readonly sources: readonly { readonly title: string; readonly address: string; readonly readOn: string }[]
}

/** A scheme to choose from. */
export type NamedScheme = Pick<ReadScheme, 'key' | 'version' | 'status' | 'name'>

/** The source on which a chosen fact rests: the scheme's own page, read on the day on which the feed was. */
export const SCHEME_SOURCE = 'scheme-page'

const whole = (title: string): string => title.slice(0, 200)

/**
 * Makes a piece speak of a scheme: names it with the version and day that were read, and puts its sources among the piece's. What the scheme's makers read only by the
 * month stays open: somebody reads it herself and writes down the day. Chosen again after it changed, the present version takes the place of the old one.
 */
export function schemeEdits(document: SceneDocument, read: ReadScheme): readonly Edit[] {
  const { key, version, readOn } = read
  const page: Source = {
    title: whole(read.name.hi),
    titleEn: whole(read.name.en),
    address: read.page,
    seenOn: readOn,
    capture: null,
  }
  const named = new Set(Object.values(document.sources).map(({ address }) => address))
  const others = read.sources
    .filter(({ address }) => address !== read.page && !named.has(address))
    .map(({ title, address, readOn: day }): Source => {
      const seenOn = /^\d{4}-\d\d-\d\d$/.test(day) ? day : null
      return { title: whole(title), address, seenOn, capture: null }
    })
  const free = freeNames(document, others.length)
  return [
    edited(['scheme'], document.scheme as Value, { key, version, readOn }),
    edited(['sources', SCHEME_SOURCE], document.sources[SCHEME_SOURCE] as Value | undefined, { ...page }),
    ...others.map((source, at): Edit => ({ at: ['sources', free[at]!], now: { ...source } })),
  ]
}
/** Whether a piece speaks of a scheme as it was last read already. */
export const isTaken = ({ scheme }: SceneDocument, { key, version, readOn }: ReadScheme): boolean =>
  scheme?.key === key && scheme.version === version && scheme.readOn === readOn

const edited = (at: readonly string[], was: Value | undefined, now: Value): Edit => ({
  at,
  ...(was === undefined ? {} : { was }),
  now,
})

function freeNames(document: SceneDocument, count: number): readonly string[] {
  const names: string[] = []
  for (let at = 1; names.length < count; at++)
    if (!Object.hasOwn(document.sources, `scheme-${at}`)) names.push(`scheme-${at}`)
  return names
}

/** One thing that the feed says of a scheme, and the text it becomes in a scene. */
export interface SchemeFact {
  readonly what: 'name' | 'benefit' | 'whoMayGetIt' | 'document' | 'howToApply'
  readonly role: Role
  readonly words: Both
}
export const factsToUse = (read: ReadScheme): readonly SchemeFact[] => [
  { what: 'name', role: 'headline', words: read.name },
  { what: 'benefit', role: 'body', words: read.benefit },
  { what: 'whoMayGetIt', role: 'body', words: read.whoMayGetIt },
  ...read.documents.map((words): SchemeFact => ({ what: 'document', role: 'step', words })),
  ...(read.howToApply ? [{ what: 'howToApply', role: 'body', words: read.howToApply } as const] : []),
]

/**
 * Puts a fact into a scene, resting on the scheme's page: into the first empty text of its kind, else as a new text behind the others.
 * @param id of a new text, made by its editor
 */
export function placeFact(scene: WithId<Scene>, { role, words }: SchemeFact, id: string): readonly Edit[] {
  const at = (...rest: string[]) => ['scenes', scene.id, 'blocks', ...rest]
  const empty = blocksOf(scene).find((block) => block.role === role && block.hi === '' && block.en === '')
  if (empty)
    return [
      { at: at(empty.id, 'hi'), was: '', now: words.hi },
      { at: at(empty.id, 'en'), was: '', now: words.en },
      ...(empty.sources.includes(SCHEME_SOURCE)
        ? []
        : [{ at: at(empty.id, 'sources'), was: empty.sources, now: [...empty.sources, SCHEME_SOURCE] }]),
    ]
  const order = orderBetween(blocksOf(scene).at(-1)?.order ?? null, null, id)
  const { hi, en } = words
  return [{ at: at(id), now: { order, role, hi, en, sources: [SCHEME_SOURCE], cueMs: null } }]
}
