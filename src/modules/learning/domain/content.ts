import { z } from 'zod'
import { oneLine, tidy } from '#engines/typedtext/index.ts'
import { outwardAim } from '#engines/outwardaim/index.ts'

/** A picture weighs on every phone that keeps the lesson; what plays is fetched only when somebody plays it. */
export const LONGEST_SECONDS = 300
const MOST_BLOCKS = 40
const MOST_CARDS = 20
const MOST_FACTS = 20
const LONGEST = { line: 160, ask: 400, words: 1500, transcript: 4000 } as const

export const PLATFORMS = ['whatsapp', 'youtube', 'facebook', 'instagram', 'x', 'none'] as const
export type Platform = (typeof PLATFORMS)[number]

/** What one reads in the own language; both are always there once a lesson is whole. */
export interface Both {
  readonly hi: string
  readonly en: string
}

const KEY = /^[a-z0-9][a-z0-9-]{0,40}$/
const key = z.string({ error: 'learning_key_wrong' }).regex(KEY, 'learning_key_wrong')
const day = z.iso.date({ error: 'learning_day_wrong' })
/**
 * Only what a reader can open and recognise: never a script or a file of her own phone, no name before an @ that looks like the host, nothing invisible
 * and nothing that turns the reading direction.
 */
export const sourceAddress = z
  .string({ error: 'learning_address_wrong' })
  .max(500, 'learning_address_wrong')
  .regex(/^https?:\/\/[^\s/@?#\p{C}]+\.[^\s/@?#\p{C}]+(?:[/?#][^\s\p{C}]*)?$/u, 'learning_address_wrong')

/** What stands in a draft before an address is whole: anything but what could run. */
const halfAddress = z
  .string({ error: 'learning_address_wrong' })
  .max(500, 'learning_address_wrong')
  .regex(/^(?!\s*(?!https?:)[a-z][a-z0-9+.-]*:)/iu, 'learning_address_wrong')

/** A half-written draft is kept as it is; what goes to review is whole. */
interface Strictness {
  readonly whole: boolean
  readonly file: z.ZodType<string, string>
}

function shapes({ whole, file }: Strictness) {
  const words = (most: number, shape = oneLine) =>
    z
      .string({ error: 'learning_words_needed' })
      .transform(shape)
      .pipe(
        z
          .string()
          .min(whole ? 1 : 0, 'learning_words_needed')
          .max(most, 'learning_words_long'),
      )
  const both = (most: number, shape = oneLine) => z.object({ hi: words(most, shape), en: words(most, shape) })
  const some = <T extends z.ZodType>(item: T, least: number, most: number) =>
    z
      .array(item)
      .min(whole ? least : 0, 'learning_too_few')
      .max(most, 'learning_too_many')
  const line = both(LONGEST.line)
  const place = z.int().min(0).max(20)
  const rests = { facts: z.array(key).max(MOST_FACTS).optional() }
  const seconds = z
    .int('learning_seconds_wrong')
    .min(1, 'learning_seconds_wrong')
    .max(LONGEST_SECONDS, 'learning_seconds_wrong')
  const plays = { file, seconds, words: both(LONGEST.transcript, tidy) }
  const answer = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('one'), options: some(line, 2, 6), right: place }),
    z.object({ kind: z.literal('many'), options: some(line, 2, 8), right: some(place, 1, 8) }),
    z.object({ kind: z.literal('order'), items: some(line, 2, 6) }),
    z.object({ kind: z.literal('pairs'), pairs: some(z.object({ left: line, right: line }), 2, 6) }),
  ])
  const block = z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('text'),
      hi: words(LONGEST.words, tidy),
      en: words(LONGEST.words, tidy),
      ...rests,
    }),
    z.object({ kind: z.literal('picture'), file, alt: both(LONGEST.ask), caption: line.optional() }),
    z.object({ kind: z.literal('audio'), ...plays }),
    z.object({ kind: z.literal('video'), ...plays }),
    z.object({
      kind: z.literal('question'),
      key,
      ask: both(LONGEST.ask),
      why: both(LONGEST.ask),
      ...rests,
      answer,
    }),
    z.object({
      kind: z.literal('task'),
      key,
      ask: both(LONGEST.words, tidy),
      proof: z.enum(['words', 'photo', 'either']),
      check: both(LONGEST.ask),
    }),
  ])
  const fact = z.object({
    key,
    says: both(LONGEST.ask),
    source: z.object({
      title: words(LONGEST.line),
      publisher: words(LONGEST.line),
      address: whole ? sourceAddress : halfAddress,
    }),
    readOn: day.nullable(),
    staleOn: whole ? day : z.union([day, z.literal('')], { error: 'learning_day_wrong' }),
  })
  const card = z.object({ key, front: both(LONGEST.ask), back: both(LONGEST.ask), ...rests })
  return z
    .object({
      key,
      title: both(120),
      minutes: z
        .int('learning_minutes_wrong')
        .min(1, 'learning_minutes_wrong')
        .max(15, 'learning_minutes_wrong'),
      facts: z.array(fact).max(MOST_FACTS, 'learning_too_many'),
      blocks: z.array(block).max(MOST_BLOCKS, 'learning_too_many'),
      cards: z.array(card).max(MOST_CARDS, 'learning_too_many'),
    })
    .superRefine((lesson, check) => {
      for (const { path, message } of faultsBetween(lesson, whole))
        check.addIssue({ code: 'custom', path: [...path], message })
    })
}

type Shape = z.output<ReturnType<typeof shapes>>
type Deep<T> = T extends readonly (infer Item)[]
  ? readonly Deep<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Deep<T[Name]> }
    : T
/** A lesson while somebody writes it. */
export type LessonDraft = Shape
/** What a lesson says, in both languages. */
export type LessonContent = Deep<Shape>
export type Block = LessonContent['blocks'][number]
export type BlockKind = Block['kind']
export type Question = Extract<Block, { kind: 'question' }>
export type PracticalTask = Extract<Block, { kind: 'task' }>
export type Fact = LessonContent['facts'][number]
export type RecallCard = LessonContent['cards'][number]

interface Fault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What no field shows by itself: names used twice, facts that are not there, right answers that are no options. */
function faultsBetween(lesson: Shape, whole: boolean): readonly Fault[] {
  const faults: Fault[] = []
  const twice = (of: string, keys: readonly (readonly [string, number])[]) => {
    const seen = new Set<string>()
    for (const [name, at] of keys) {
      if (seen.has(name)) faults.push({ path: [of, at, 'key'], message: 'learning_key_twice' })
      seen.add(name)
    }
  }
  const keyed = lesson.blocks.flatMap((block, at) => ('key' in block ? [[block.key, at] as const] : []))
  twice('blocks', keyed)
  twice(
    'facts',
    lesson.facts.map(({ key: name }, at) => [name, at] as const),
  )
  twice(
    'cards',
    lesson.cards.map(({ key: name }, at) => [name, at] as const),
  )
  if (!whole) return faults
  const known = new Set(lesson.facts.map(({ key: name }) => name))
  const rest = (of: 'blocks' | 'cards', at: number, facts: readonly string[] | undefined) => {
    if (facts?.some((name) => !known.has(name)))
      faults.push({ path: [of, at, 'facts'], message: 'learning_fact_unknown' })
  }
  for (const [at, card] of lesson.cards.entries()) rest('cards', at, card.facts)
  for (const [at, block] of lesson.blocks.entries()) {
    if ('facts' in block) rest('blocks', at, block.facts)
    if (block.kind === 'task') faults.push(...aimsOf(block.ask, ['blocks', at, 'ask']))
    if (block.kind !== 'question') continue
    const { answer } = block
    const isOutside =
      (answer.kind === 'one' && answer.right >= answer.options.length) ||
      (answer.kind === 'many' &&
        (answer.right.some((right) => right >= answer.options.length) ||
          new Set(answer.right).size !== answer.right.length))
    if (isOutside) faults.push({ path: ['blocks', at, 'right'], message: 'learning_right_missing' })
  }
  if (!lesson.blocks.some(({ kind }) => kind === 'question'))
    faults.push({ path: ['blocks'], message: 'learning_question_needed' })
  for (const [at, { readOn, staleOn }] of lesson.facts.entries())
    if (readOn !== null && staleOn <= readOn)
      faults.push({ path: ['facts', at, 'staleOn'], message: 'learning_stale_early' })
  return faults
}

/** A practical task is a task: it aims at nobody's posts or accounts (docs/integrity.md, rule 2). */
export const AIMS = {
  post: 'tasks_aims_at_post',
  account: 'tasks_aims_at_account',
  tag: 'tasks_aims_at_tag',
  platform: 'tasks_aims_at_platform',
  link: 'tasks_aims_at_link',
} as const

const aimsOf = (words: Both, path: Fault['path']): readonly Fault[] =>
  (['hi', 'en'] as const).flatMap((language) => {
    const aim = outwardAim(words[language])
    return aim ? [{ path: [...path, language], message: AIMS[aim] }] : []
  })

/** SHA-256 of a file that the room keeps. */
const kept = z.string({ error: 'learning_file_needed' }).regex(/^[0-9a-f]{64}$/, 'learning_file_needed')
const perhapsKept = z.union([kept, z.literal('')], { error: 'learning_file_needed' })
const beside = z.string().regex(/^[\w-]+\.(png|jpe?g|webp|mp3|ogg|mp4)$/, 'learning_file_needed')

/** A lesson that may go to review. */
export const wholeLesson = shapes({ whole: true, file: kept })
/** A lesson that somebody is writing. */
export const draftLesson = shapes({ whole: false, file: perhapsKept })
/** A lesson among the files that ship with the house (data/courses): media by the names of files beside it. */
export const shippedLesson = shapes({ whole: true, file: beside })

export const courseFile = z.object({
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  platform: z.enum(PLATFORMS),
  title: z.object({ hi: z.string().min(2).max(120), en: z.string().min(2).max(120) }),
  summary: z.object({ hi: z.string().max(400), en: z.string().max(400) }),
  lessons: z.array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/)).min(1),
})
export type CourseFile = z.output<typeof courseFile>

/**
 * The one way in which a content is written down, so that its hash says whether two are the same: schema order, nothing that the schema does not
 * know. PostgreSQL's jsonb keeps another order, so what was read is parsed before it is hashed.
 */
export const written = (content: LessonContent): string => JSON.stringify(draftLesson.parse(content))
