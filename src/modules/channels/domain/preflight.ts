import { DAY_MS } from '#engines/indiantime/index.ts'
import { captionOf, hasLink, lengthOn, type Disclosure } from './caption.ts'
import {
  GRAPH_VERSION_UNTIL,
  lettersOf,
  LIMITS,
  POSTS_A_DAY,
  SYNTHETIC_FIELD,
  X_PRICE,
  X_PRICE_WITH_LINK,
} from './platformFacts.ts'
import { FORMS_OF, matterOf, type Form, type Platform, type PostFile } from './platform.ts'

/** What is known of a channel before a post goes out. */
export interface ChannelState {
  readonly platform: Platform
  readonly isConnected: boolean
  /** When its sign-in ends; null where it does not, or is renewed by itself. */
  readonly endsAt: Date | null
  /** The platform refused its sign-in last. */
  readonly isBroken: boolean
  /** Of a YouTube project: whether it has passed the platform's audit. */
  readonly isAudited: boolean | null
  /** Posts of the last 24 hours. */
  readonly posts: number
}
export interface Draft extends Disclosure {
  readonly form: Form
  readonly title: string
  readonly words: string
  readonly files: readonly PostFile[]
  /** The disclosure stands beneath the words already. */
  readonly isWhole?: boolean
}

/** A point of the list that is shown before anything goes out. `stop`: it would fail. `warn`: it goes, and somebody should know. */
export interface Point {
  readonly grade: 'ok' | 'warn' | 'stop'
  /** The message `channels_pre_<key>` says it, and what to do. */
  readonly key: string
  readonly inputs: Readonly<Record<string, string | number>>
}
const SOON_MS = 7 * DAY_MS
const point = (grade: Point['grade'], key: string, inputs: Point['inputs'] = {}): Point => ({
  grade,
  key,
  inputs,
})

/** Everything that can be known beforehand, in the order in which one would look. @param now of sending, or of asking */
export function preflight(channel: ChannelState, draft: Draft, now: Date): readonly Point[] {
  return [
    ...ofAccount(channel, now),
    ...ofMedia(channel.platform, draft),
    ...ofWords(channel.platform, draft),
  ]
}

/** Nothing stands against it; warnings let it go. */
export const mayGo = (points: readonly Point[]): boolean => points.every(({ grade }) => grade !== 'stop')

/** The field of a post at which a point that stops it is mended. */
export const fieldOf = ({ key }: Pick<Point, 'key'>): 'use' | 'choice' | 'title' | 'words' =>
  ['disconnected', 'broken', 'expired'].includes(key)
    ? 'use'
    : key === 'title' || key === 'title_needed'
      ? 'title'
      : key === 'words' || key === 'angles'
        ? 'words'
        : 'choice'
/** The message that says a point beside its field, where no figures go along: one that has figures has a shorter one for it. */
export const inShort = ({ key, inputs }: Pick<Point, 'key' | 'inputs'>): string =>
  `channels_pre_${key}${Object.keys(inputs).length > 0 ? '_short' : ''}`

function ofAccount(
  { platform, isConnected, isBroken, endsAt, isAudited, posts }: ChannelState,
  now: Date,
): readonly Point[] {
  if (!isConnected) return [point('stop', 'disconnected')]
  if (isBroken) return [point('stop', 'broken')]
  const points: Point[] = []
  const left = endsAt === null ? Infinity : endsAt.getTime() - now.getTime()
  if (left <= 0) points.push(point('stop', 'expired'))
  else if (left < SOON_MS)
    points.push(point('warn', 'expires', { days: Math.max(1, Math.floor(left / DAY_MS)) }))
  else points.push(point('ok', 'account'))
  const most = POSTS_A_DAY[platform]
  if (most !== null)
    points.push(
      point(posts >= most ? 'stop' : 'ok', posts >= most ? 'quota_used' : 'quota', {
        left: Math.max(0, most - posts),
        most,
      }),
    )
  if (platform === 'youtube' && isAudited !== true) points.push(point('warn', 'unaudited'))
  if (
    (platform === 'facebook' || platform === 'instagram') &&
    now.getTime() > new Date(GRAPH_VERSION_UNTIL).getTime() - 60 * DAY_MS
  )
    points.push(point('warn', 'version', { day: GRAPH_VERSION_UNTIL }))
  return points
}

function ofMedia(platform: Platform, { form, files }: Draft): readonly Point[] {
  if (!FORMS_OF[platform].includes(form)) return [point('stop', 'form')]
  const matter = matterOf(form)
  if (matter === 'words') return []
  if (files.length === 0) return [point('stop', 'no_file')]
  const limits = LIMITS[platform]
  const faults: Point[] = []
  if (matter === 'pictures' && files.length > limits.pictures)
    faults.push(point('stop', 'pictures', { most: limits.pictures, count: files.length }))
  for (const { bytes, ms, width, height, mediaType } of files) {
    const most = mediaType.startsWith('video')
      ? limits.film
      : mediaType.startsWith('image')
        ? limits.picture
        : limits.film
    if (bytes > most)
      faults.push(
        point('stop', 'bytes', { most: Math.floor(most / 1048576), size: Math.ceil(bytes / 1048576) }),
      )
    const seconds = (ms ?? 0) / 1000
    if (matter === 'film' && ms !== null && (seconds < limits.shortest || seconds > limits.longest))
      faults.push(
        point('stop', 'seconds', {
          least: limits.shortest,
          most: limits.longest,
          seconds: Math.round(seconds),
        }),
      )
    const ratio = width && height ? width / height : undefined
    // Figures of files are rounded to whole pixels: a hundredth is no other shape.
    if (
      matter === 'pictures' &&
      ratio !== undefined &&
      (ratio < limits.narrowest - 0.01 || ratio > limits.widest + 0.01)
    )
      faults.push(point('stop', 'ratio'))
    if (limits.jpegOnly && matter === 'pictures' && mediaType !== 'image/jpeg')
      faults.push(point('stop', 'jpeg'))
  }
  return faults.length > 0 ? faults : [point('ok', 'media')]
}

function ofWords(platform: Platform, draft: Draft): readonly Point[] {
  const { title, form, words, synthetic } = draft
  const said = draft.isWhole ? words : captionOf(words, draft)
  const left = lettersOf(platform, form) - lengthOn(platform, said)
  const points = [left < 0 ? point('stop', 'words', { over: -left }) : point('ok', 'words_fit', { left })]
  const most = LIMITS[platform].title
  if (platform === 'youtube' && title.trim() === '') points.push(point('stop', 'title_needed'))
  if (most > 0 && title.length > most) points.push(point('stop', 'title', { most }))
  if (platform === 'youtube' && /[<>]/.test(title + words)) points.push(point('stop', 'angles'))
  if (synthetic)
    points.push(point('ok', SYNTHETIC_FIELD[platform] === null ? 'synthetic_words' : 'synthetic_field'))
  if (platform === 'x') {
    const isDear = hasLink(said)
    points.push(
      point(isDear ? 'warn' : 'ok', isDear ? 'price_link' : 'price', {
        price: isDear ? X_PRICE_WITH_LINK : X_PRICE,
        plain: X_PRICE,
      }),
    )
  }
  return points
}
