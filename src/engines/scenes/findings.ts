import type { BrandKit } from './brandKit.ts'
import { contrast, LEAST_CONTRAST } from './colour.ts'
import { blocksOf, isSynthetic, scenesOf, type Scene, type SceneDocument, type WithId } from './document.ts'
import type { Letters, LetterFault } from './letters.ts'
import { wordsOf } from './lines.ts'
import { compose } from './picture/compose.ts'
import type { CanvasName, PlacedText } from './picture/drawing.ts'
import { LANGUAGES, type Language } from './words.ts'

/**
 * What keeps a piece from approval. The Hindi gate: letters that no font of the house has, a vowel sign on nothing, a text that does not fit, colours that
 * cannot be told apart, a picture without words for whoever does not see it. Then what is missing altogether.
 */
export type Shortcoming =
  | LetterFault
  | 'substitutedFont'
  | 'overflow'
  | 'lowContrast'
  | 'altMissing'
  | 'titleMissing'
  | 'textMissing'
  | 'narrationMissing'
  | 'noScenes'
  | 'sourceMissing'
  | 'sourceUnknown'
  | 'syntheticUnasked'
  | 'entityMissing'
  | 'peopleUnasked'
  | 'personUnknown'
  | 'consentMissing'
  | 'schemeMissing'

/** One shortcoming and where it is, so that an editor can show it. */
export interface Finding {
  readonly what: Shortcoming
  readonly scene: string | null
  readonly block: string | null
  readonly language: Language | null
  readonly canvas: CanvasName | null
  /** The word in question, or the source, person or consent that is missing. */
  readonly about: string | null
}

const finding = (what: Shortcoming, where: Partial<Finding> = {}): Finding => ({
  what,
  scene: null,
  block: null,
  language: null,
  canvas: null,
  about: null,
  ...where,
})

/** From this many pixels on a text counts as large: 24 on a phone, which shows a picture at a third. */
const LARGE = 72
/** Roles that state something: each rests on a source (rule 5 of docs/integrity.md). */
const STATES = new Set(['body', 'figure', 'step'])

function seenOn(text: PlacedText, where: Partial<Finding>): readonly Finding[] {
  const at = { ...where, block: text.block }
  const least = text.size >= LARGE ? LEAST_CONTRAST.large : LEAST_CONTRAST.text
  return [
    ...text.faults.map(({ word, fault }) => finding(fault, { ...at, canvas: null, about: word })),
    ...(text.overflows ? [finding('overflow', at)] : []),
    ...(contrast(text.colour, text.ground) < least
      ? [finding('lowContrast', { ...at, language: null, canvas: null })]
      : []),
  ]
}

/** Words that are only heard or stand in subtitles and captions: their letters must be drawable too. */
const lettersOf = (text: string, letters: Letters, where: Partial<Finding>): readonly Finding[] =>
  wordsOf(text).flatMap((word) =>
    letters.word(word, 'Regular').faults.map((fault) => finding(fault, { ...where, about: word })),
  )

function said(scene: WithId<Scene>): readonly Finding[] {
  return blocksOf(scene).flatMap((block) => {
    const where = { scene: scene.id, block: block.id }
    const missing = LANGUAGES.filter((language) => block[language].trim() === '')
    return [
      ...missing.map((language) => finding('textMissing', { ...where, language })),
      ...(STATES.has(block.role) && block.sources.length === 0 ? [finding('sourceMissing', where)] : []),
    ]
  })
}

function shown({ id, media }: WithId<Scene>, { people, sources }: SceneDocument): readonly Finding[] {
  if (!media) return []
  const where = { scene: id }
  const depicted = (media.depicts ?? []).flatMap((name): readonly Finding[] => {
    const person = people[name]
    if (!person) return [finding('personUnknown', { ...where, about: name })]
    const { basis, consent, source } = person
    const isFree =
      basis === 'consent' || basis === 'family'
        ? consent !== null
        : basis !== 'unasked' && source !== null && Object.hasOwn(sources, source)
    return isFree ? [] : [finding('consentMissing', { ...where, about: name })]
  })
  return [
    ...LANGUAGES.filter((language) => media.alt[language].trim() === '').map((language) =>
      finding('altMissing', { ...where, language }),
    ),
    ...(media.synthetic.kind === 'unasked' ? [finding('syntheticUnasked', where)] : []),
    ...(media.depicts === null ? [finding('peopleUnasked', where)] : []),
    ...depicted,
  ]
}

function spoken({ id, narration }: WithId<Scene>, letters: Letters): readonly Finding[] {
  const both = LANGUAGES.filter((language) => narration[language].words.trim() !== '')
  return [
    // Said in one language only: the other's listeners would hear nothing.
    ...(both.length === 1
      ? LANGUAGES.filter((one) => !both.includes(one)).map((language) =>
          finding('narrationMissing', { scene: id, language }),
        )
      : []),
    ...LANGUAGES.flatMap((language) => {
      const { words, voice, cues } = narration[language]
      return [
        ...lettersOf([words, ...cues.map((cue) => cue.words)].join(' '), letters, { scene: id, language }),
        ...(voice?.synthetic.kind === 'unasked'
          ? [finding('syntheticUnasked', { scene: id, language })]
          : []),
      ]
    }),
  ]
}

function ofWhole(document: SceneDocument, kit: BrandKit): readonly Finding[] {
  const blocks = Object.values(document.scenes).flatMap((scene) => Object.values(scene.blocks))
  const unknown = new Set(
    blocks.flatMap(({ sources }) => sources).filter((id) => !Object.hasOwn(document.sources, id)),
  )
  return [
    ...(Object.keys(document.scenes).length === 0 ? [finding('noScenes')] : []),
    ...LANGUAGES.filter((language) => document.title[language].trim() === '').map((language) =>
      finding('titleMissing', { language }),
    ),
    ...[...unknown].map((about) => finding('sourceUnknown', { about })),
    ...Object.entries(document.sources)
      .filter(([, { title, address, seenOn: day }]) => title.trim() === '' || address === '' || day === null)
      .map(([about]) => finding('sourceMissing', { about })),
    // Whatever its blocks are called, an answer rests on something.
    ...(document.kind === 'answer' && Object.keys(document.sources).length === 0
      ? [finding('sourceMissing')]
      : []),
    ...(document.kind === 'scheme' && document.scheme === null ? [finding('schemeMissing')] : []),
    ...(document.kind === 'tribute' && !document.tribute?.consent ? [finding('consentMissing')] : []),
    ...(isSynthetic(document)
      ? LANGUAGES.filter((language) => kit.entity[language].trim() === '').map((language) =>
          finding('entityMissing', { language }),
        )
      : []),
  ]
}

const name = (one: Finding): string => JSON.stringify(one)

/**
 * Everything that is short of approval, each once, in the order of the scenes: drawn on every canvas in both languages and looked at as numbers, no
 * pixel needed. An empty list: the piece may be approved as far as a machine can tell.
 */
export function findingsOf(
  document: SceneDocument,
  kit: BrandKit,
  letters: Letters,
  canvases: readonly CanvasName[] = ['square', 'portrait', 'story', 'wide'],
): readonly Finding[] {
  const scenes = scenesOf(document)
  const last = { at: scenes.length, of: scenes.length }
  const all = [
    ...ofWhole(document, kit),
    ...LANGUAGES.flatMap((language) => lettersOf(document.title[language], letters, { language })),
    ...scenes.flatMap((scene) => [
      ...said(scene),
      ...shown(scene, document),
      ...spoken(scene, letters),
      ...LANGUAGES.flatMap((language) =>
        canvases.flatMap((canvas) =>
          // A film keeps a place for subtitles: its texts have less room than a picture's.
          (canvas === 'story' || canvas === 'wide' ? [false, true] : [false]).flatMap((isFilm) =>
            compose(scene, {
              document,
              kit,
              canvas,
              language,
              letters,
              position: isFilm ? null : last,
              isFilm,
            }).texts.flatMap((text) => seenOn(text, { scene: scene.id, language, canvas })),
          ),
        ),
      ),
    ]),
  ]
  return [...new Map(all.map((one) => [name(one), one])).values()]
}
