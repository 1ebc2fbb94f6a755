import type { Form, Platform, Social } from './platform.ts'

/**
 * What the platforms' documentation said on the day on which it was read. They change it without asking us, so it is data: with its source, and
 * unconfirmed until an organisation has tried it with an account of its own. The house warns by it; what the platform itself answers is final.
 */
export interface PlatformFact {
  /** Its sentence is the message `channels_fact_<platform>_<key>`, which is given `value`. */
  readonly platform: Platform | 'whatsapp'
  readonly key: string
  readonly value: number | string
  readonly source: string
  /** `YYYY-MM-DD` */
  readonly readOn: string
  readonly confirmedWith: 'nobody yet' | 'a live account'
}

const READ_ON = '2026-11-26'
const fact = (
  platform: PlatformFact['platform'],
  key: string,
  value: number | string,
  source: string,
): PlatformFact =>
  Object.freeze({ platform, key, value, source, readOn: READ_ON, confirmedWith: 'nobody yet' })

const YOUTUBE_QUOTA = 'https://developers.google.com/youtube/data/determine_quota_cost'
const META_LIMITS = 'https://developers.facebook.com/docs/instagram-platform/content-publishing'
const X_PRICES = 'https://docs.x.com/x-api/getting-started/pricing'
const TELEGRAM = 'https://core.telegram.org/bots/api'

export const PLATFORM_FACTS: readonly PlatformFact[] = [
  fact('youtube', 'uploads_a_day', 100, YOUTUBE_QUOTA),
  fact('youtube', 'units_a_day', 10_000, YOUTUBE_QUOTA),
  fact('youtube', 'audit', 'private', 'https://developers.google.com/youtube/v3/docs/videos/insert'),
  fact(
    'youtube',
    'synthetic',
    'status.containsSyntheticMedia',
    'https://developers.google.com/youtube/v3/revision_history (30 October 2024)',
  ),
  fact(
    'youtube',
    'resumable',
    308,
    'https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol',
  ),
  fact('youtube', 'title', 100, 'https://developers.google.com/youtube/v3/docs/videos'),
  fact('facebook', 'version', 'v25.0', 'https://developers.facebook.com/docs/graph-api/changelog'),
  fact('facebook', 'version_until', '2028-07-29', 'https://developers.facebook.com/docs/graph-api/changelog'),
  fact(
    'facebook',
    'token_days',
    60,
    'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived',
  ),
  fact('instagram', 'posts_a_day', 100, META_LIMITS),
  fact('instagram', 'jpeg_only', 'JPEG', META_LIMITS),
  fact('instagram', 'public_media', 'https', META_LIMITS),
  fact('instagram', 'container_hours', 24, META_LIMITS),
  fact('instagram', 'no_delete', 'app', META_LIMITS),
  fact('x', 'price', 0.015, X_PRICES),
  fact('x', 'price_link', 0.2, X_PRICES),
  fact('x', 'synthetic', 'made_with_ai', 'https://docs.x.com/x-api/posts/create-posts'),
  fact('x', 'length', 280, 'https://docs.x.com/resources/fundamentals/counting-characters'),
  fact('telegram', 'caption', 1024, `${TELEGRAM}#sendphoto`),
  fact('telegram', 'video_mb', 50, `${TELEGRAM}#sendvideo`),
  fact('telegram', 'delete_hours', 48, `${TELEGRAM}#deletemessage`),
  fact('telegram', 'no_reading', 'web', TELEGRAM),
  fact('whatsapp', 'closed', 'policy', 'https://business.whatsapp.com/policy'),
]

/** What a platform asks, charges and bounds, each with source and day of reading. */
export const factsOf = (platform: Platform | 'whatsapp'): readonly PlatformFact[] =>
  PLATFORM_FACTS.filter((one) => one.platform === platform)

const numberOf = (platform: Platform, key: string): number =>
  Number(PLATFORM_FACTS.find((one) => one.platform === platform && one.key === key)!.value)

/** Price of one request in United States dollars (docs.x.com, as dated above). */
export const X_PRICE = numberOf('x', 'price')
export const X_PRICE_WITH_LINK = numberOf('x', 'price_link')
/** The version of the Graph interface that the house speaks, and its last day. */
export const GRAPH_VERSION = String(PLATFORM_FACTS.find(({ key }) => key === 'version')!.value)
export const GRAPH_VERSION_UNTIL = String(PLATFORM_FACTS.find(({ key }) => key === 'version_until')!.value)

/** Posts that a channel may make in a sliding day; null where the platform names no number. */
export const POSTS_A_DAY: Readonly<Record<Platform, number | null>> = {
  youtube: numberOf('youtube', 'uploads_a_day'),
  instagram: numberOf('instagram', 'posts_a_day'),
  facebook: null,
  x: null,
  telegram: null,
  website: null,
}

/** How a platform lets us say that media is synthetic; null where only the words and the label in the picture say it. */
export const SYNTHETIC_FIELD: Readonly<Record<Platform, string | null>> = {
  youtube: 'status.containsSyntheticMedia',
  x: 'made_with_ai',
  facebook: null,
  instagram: null,
  telegram: null,
  website: null,
}

const MB = 1024 * 1024
export interface Limits {
  /** Letters of the words, counted as the platform counts. */
  readonly letters: number
  /** Letters of the title; 0 where there is none. */
  readonly title: number
  /** Bytes of one picture and one film. */
  readonly picture: number
  readonly film: number
  /** Seconds of a film. */
  readonly shortest: number
  readonly longest: number
  /** Width over height of a picture. */
  readonly narrowest: number
  readonly widest: number
  /** Pictures of one post. */
  readonly pictures: number
  readonly jpegOnly: boolean
}
const ANY = { shortest: 0, longest: Infinity, narrowest: 0, widest: Infinity, jpegOnly: false, title: 0 }

/** Limits of one post. Sources as above and each platform's own pages of media, read on the same day. */
export const LIMITS: Readonly<Record<Platform, Limits>> = {
  youtube: {
    ...ANY,
    letters: 5000,
    title: 100,
    picture: 0,
    film: 256 * 1024 * MB,
    longest: 12 * 3600,
    pictures: 0,
  },
  facebook: {
    ...ANY,
    letters: 63_206,
    title: 255,
    picture: 10 * MB,
    film: 10 * 1024 * MB,
    longest: 4 * 3600,
    pictures: 10,
  },
  instagram: {
    ...ANY,
    letters: 2200,
    picture: 8 * MB,
    film: 300 * MB,
    shortest: 3,
    longest: 15 * 60,
    narrowest: 0.8,
    widest: 1.91,
    pictures: 10,
    jpegOnly: true,
  },
  x: { ...ANY, letters: 280, picture: 5 * MB, film: 512 * MB, longest: 140, pictures: 4 },
  telegram: {
    ...ANY,
    letters: 1024,
    picture: 10 * MB,
    film: 50 * MB,
    narrowest: 1 / 20,
    widest: 20,
    pictures: 10,
  },
  website: { ...ANY, letters: 20_000, title: 200, picture: 50 * MB, film: 512 * MB, pictures: 20 },
}

/** Telegram lets words without media be longer. */
export const lettersOf = (platform: Platform, form: Form): number =>
  platform === 'telegram' && form === 'message' ? 4096 : LIMITS[platform].letters

/** Whether a platform's interface takes a post away; where not, a person does and says so. */
export const TAKES_AWAY: Readonly<Record<Social, boolean>> = {
  youtube: true,
  facebook: true,
  instagram: false,
  x: true,
  telegram: true,
}
