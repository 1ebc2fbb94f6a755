import { z } from 'zod'
import { both, itemId, items, text, type Deep } from './words.ts'

/** Of the format described in docs/formats/scene-document.md. A reader refuses a number it does not know. */
export const FORMAT = 1

/** Four kinds of campaign, four kinds of piece: one explains a scheme, one an idea, one remembers somebody, one answers a claim. */
export const PIECE_KINDS = ['scheme', 'answer', 'idea', 'tribute'] as const
export type PieceKind = (typeof PIECE_KINDS)[number]

/** How a scene is composed; what each looks like is in layout/. */
export const LAYOUTS = [
  'cover',
  'statement',
  'figure',
  'steps',
  'quote',
  'portrait',
  'verdict',
  'closing',
] as const
export type LayoutName = (typeof LAYOUTS)[number]

/** What a text is for. Its size, weight and place follow from this and the layout, never from a person's choice of points. */
export const ROLES = ['kicker', 'headline', 'body', 'figure', 'step', 'quote', 'name', 'call'] as const
export type Role = (typeof ROLES)[number]

export const MOST = {
  scenes: 40,
  blocks: 12,
  sources: 40,
  people: 40,
  credits: 20,
  cues: 200,
  words: 1000,
  title: 160,
  alt: 400,
  /** Characters of what is said over a scene. */
  said: 2000,
  /** Characters of the tool that made or changed a medium, and of any line. */
  tool: 120,
  line: 200,
} as const
/** Milliseconds: an explainer has five minutes, so no part of it is longer. */
export const LONGEST_MS = 300_000

/** Thousandths of an upright picture's height: less shows nothing, more leaves no words their place. */
export const SHARE = { least: 200, most: 700 } as const

const milliseconds = z
  .int('scenes_time_wrong')
  .min(0, 'scenes_time_wrong')
  .max(LONGEST_MS, 'scenes_time_wrong')
const day = z.iso.date({ error: 'scenes_day_wrong' })
const line = both(MOST.line)
/** SHA-256 of a kept file, in hexadecimal. */
export const fileHash = z.string({ error: 'scenes_file_wrong' }).regex(/^[0-9a-f]{64}$/, 'scenes_file_wrong')
/** An id of another room's row (a consent, a booth): what it means, that room knows. */
const reference = z.uuid({ error: 'scenes_reference_wrong' })
/** Where an item stands among its kind: keys compare as text (order.ts). */
const order = z
  .string({ error: 'scenes_order_wrong' })
  .regex(/^[0-9a-z]{0,79}[1-9a-z]$/, 'scenes_order_wrong')
const idList = (most: number) => z.array(itemId).max(most, 'scenes_too_many')

/**
 * Whether media was made or changed by a machine: asked of whoever brings it, `unasked` until she says. What was only cropped or made brighter
 * counts as `none`. (Rule 8 of docs/integrity.md.)
 */
const synthetic = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unasked') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.enum(['made', 'altered']), tool: text(MOST.tool), what: line }),
])

const media = z.strictObject({
  kind: z.enum(['picture', 'clip'], { error: 'scenes_media_wrong' }),
  file: fileHash,
  /** What it shows, for whoever does not see it. */
  alt: both(MOST.alt),
  /** The point that every crop keeps, in thousandths of width and height from the upper left corner. */
  focus: z.strictObject({ x: z.int().min(0).max(1000), y: z.int().min(0).max(1000) }),
  /** The part of an upright picture's height that it takes, in thousandths; left out: as its layout has it. */
  share: z
    .int('scenes_place_wrong')
    .min(SHARE.least, 'scenes_place_wrong')
    .max(SHARE.most, 'scenes_place_wrong')
    .exactOptional(),
  /** The part of a clip that is shown; null of a picture. */
  part: z
    .strictObject({ fromMs: milliseconds, untilMs: milliseconds })
    .refine(({ fromMs, untilMs }) => fromMs < untilMs, 'scenes_time_wrong')
    .nullable(),
  /** People of the document who can be recognised in it; [] nobody; null: not yet asked. */
  depicts: idList(MOST.people).nullable(),
  /** Whose photo or clip it is, among the document's credits. */
  credit: itemId.nullable(),
  synthetic,
})

const block = z.strictObject({
  order,
  role: z.enum(ROLES, { error: 'scenes_role_wrong' }),
  ...both(MOST.words).shape,
  /** The sources on which it rests. */
  sources: idList(MOST.sources),
  /** When it appears in a video, from its scene's beginning; null: with its scene. */
  cueMs: milliseconds.nullable(),
})

/** One line of subtitles, from its scene's beginning. */
const cue = z
  .strictObject({ fromMs: milliseconds, untilMs: milliseconds, words: text(400) })
  .refine(({ fromMs, untilMs }) => fromMs < untilMs, 'scenes_time_wrong')

/** What is said over a scene in one language; without a file a silent scene with subtitles; without words nothing is said. */
const narration = z.strictObject({
  words: text(MOST.said),
  voice: z.strictObject({ file: fileHash, ms: milliseconds, synthetic }).nullable(),
  /** Set by hand where the even split does not fit the voice; [] : split at words over the whole time. */
  cues: z.array(cue).max(MOST.cues, 'scenes_too_many'),
})

const scene = z.strictObject({
  order,
  layout: z.enum(LAYOUTS, { error: 'scenes_layout_wrong' }),
  /** Where its texts stand in the room that they leave, in thousandths from its top; left out: as its layout has it. */
  wordsAt: z
    .int('scenes_place_wrong')
    .min(0, 'scenes_place_wrong')
    .max(1000, 'scenes_place_wrong')
    .exactOptional(),
  /** How long a video stays on it at least; a longer voice holds it. */
  showMs: milliseconds.min(1000, 'scenes_time_wrong'),
  blocks: items(block, MOST.blocks),
  media: media.nullable(),
  narration: z.strictObject({ hi: narration, en: narration }),
})

/** Only what a reader can open, never what could run; `localhost` is where `npm start` serves the programme's schemes. */
const ADDRESS = /^https?:\/\/(?:localhost(?::\d+)?|[^\s/@?#\p{C}]+\.[^\s/@?#\p{C}]+)(?:[/?#][^\s\p{C}]*)?$/u

const sourceAddress = z.union([z.literal(''), z.string().max(500).regex(ADDRESS, 'scenes_address_wrong')], {
  error: 'scenes_address_wrong',
})
/** Whether an address of a source, as typed, can stand in a document. */
export const isSourceAddress = (typed: string): boolean => sourceAddress.safeParse(typed).success

const source = z.strictObject({
  title: text(200),
  /** What it is called in English; left out: as its title says. (Documents from before it have none, and keep their bytes.) */
  titleEn: text(200).exactOptional(),
  /** Empty while it is not known. */
  address: sourceAddress,
  /** The day on which somebody read it there. */
  seenOn: day.nullable(),
  /** A captured copy of it. */
  capture: fileHash.nullable(),
})

/** Somebody who can be recognised, and by what right she is shown. */
const person = z.strictObject({
  name: line,
  basis: z.enum(['unasked', 'consent', 'family', 'news', 'public_record'], { error: 'scenes_basis_wrong' }),
  /** The recorded consent (her own or her family's). */
  consent: reference.nullable(),
  /** The document's source, where the basis is news or a public record. */
  source: itemId.nullable(),
})

const credit = z.strictObject({ words: line, booth: reference.nullable() })

export const sceneDocument = z.strictObject({
  format: z.literal(FORMAT, { error: 'scenes_format_unknown' }),
  kind: z.enum(PIECE_KINDS, { error: 'scenes_kind_wrong' }),
  title: both(MOST.title),
  /** The brand kit by its content (brandKit.ts); null: the house's plain one. */
  brand: fileHash.nullable(),
  scenes: items(scene, MOST.scenes),
  sources: items(source, MOST.sources),
  people: items(person, MOST.people),
  credits: items(credit, MOST.credits),
  /** The scheme that a scheme piece explains: its key in the programme's feed, the version and day that were read. */
  scheme: z.strictObject({ key: text(80), version: z.int().min(0), readOn: day }).nullable(),
  /** Of a tribute: the day of the year on which it returns (`03-14`), and the family's recorded consent. */
  tribute: z
    .strictObject({
      day: z
        .string()
        .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'scenes_day_wrong')
        .nullable(),
      consent: reference.nullable(),
    })
    .nullable(),
})

/** A piece: the one source of all its renditions. Frozen data, changed only by edits (edits.ts). */
export type SceneDocument = Deep<z.output<typeof sceneDocument>>
export type Scene = Deep<z.output<typeof scene>>
export type TextBlock = Deep<z.output<typeof block>>
export type Media = Deep<z.output<typeof media>>
export type Narration = Deep<z.output<typeof narration>>
export type Synthetic = Deep<z.output<typeof synthetic>>
export type Source = Deep<z.output<typeof source>>
export type Person = Deep<z.output<typeof person>>
export type Credit = Deep<z.output<typeof credit>>
export type WithId<Item> = Item & { readonly id: string }

/** What a source is called in a language: a government's order has often one name only. */
export const sourceTitle = ({ title, titleEn }: Source, language: 'hi' | 'en'): string =>
  language === 'en' && titleEn !== undefined && titleEn.trim() !== '' ? titleEn : title

interface Ordered {
  readonly order: string
}

/** By order key, then by id: two that were put at one place by two people stand in one sequence for both. */
function inOrder<Item extends Ordered>(all: Readonly<Record<string, Item>>): readonly WithId<Item>[] {
  return Object.entries(all)
    .map(([id, item]) => ({ ...item, id }))
    .toSorted((one, other) => compare(one.order, other.order) || compare(one.id, other.id))
}
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

export const scenesOf = (document: SceneDocument): readonly WithId<Scene>[] => inOrder(document.scenes)

/**
 * The scene that stands for the whole where one picture must: the first, but of an answer its verdict. The claim by itself, handed on as a picture, would go
 * round once more.
 */
export function faceOf(document: SceneDocument): WithId<Scene> | undefined {
  const all = scenesOf(document)
  if (document.kind !== 'answer') return all[0]
  return (
    all.find(({ layout }) => layout === 'verdict') ?? all.find(({ layout }) => layout !== 'quote') ?? all[0]
  )
}
/**
 * What must stand with a claim wherever it is shown: of an answer the verdict's figure (`ग़लत`), on each quotation before it. Whoever sees only the first
 * seconds of a film, or one picture of a carousel, does not read the claim as confirmed. @returns '' where nothing is judged
 */
export function verdictOver(
  document: SceneDocument,
  { id, layout }: WithId<Scene>,
  language: 'hi' | 'en',
): string {
  if (document.kind !== 'answer' || layout !== 'quote') return ''
  const all = scenesOf(document)
  const verdict = all.find(
    (scene, at) => scene.layout === 'verdict' && at > all.findIndex((one) => one.id === id),
  )
  const figure = verdict && blocksOf(verdict).find(({ role }) => role === 'figure')
  return figure?.[language].trim() ?? ''
}
export const blocksOf = (of: Scene): readonly WithId<TextBlock>[] => inOrder(of.blocks)

const isMachineMade = ({ kind }: Synthetic): boolean => kind === 'made' || kind === 'altered'
/** Whether what is seen in this scene was made or changed by a machine. */
export const showsSynthetic = ({ media: shown }: Scene): boolean =>
  shown !== null && isMachineMade(shown.synthetic)
/** Whether what is heard in this language was. */
export const soundsSynthetic = ({ narration: said }: Scene, language: 'hi' | 'en'): boolean =>
  said[language].voice !== null && isMachineMade(said[language].voice.synthetic)
/** Whether any rendition must carry the label. */
export const isSynthetic = (document: SceneDocument): boolean =>
  Object.values(document.scenes).some(
    (one) => showsSynthetic(one) || soundsSynthetic(one, 'hi') || soundsSynthetic(one, 'en'),
  )

/** Every kept file that a piece needs, each once, sorted. Captured copies of sources are evidence and not among them. */
export function filesOf(document: SceneDocument): readonly string[] {
  const files = Object.values(document.scenes).flatMap(({ media: shown, narration: said }) => [
    shown?.file,
    said.hi.voice?.file,
    said.en.voice?.file,
  ])
  return [...new Set(files.filter((file) => file !== undefined))].sort()
}
