/**
 * Where the organisation may have an account of its own that the house publishes to. WhatsApp is not among them: its business interface is closed
 * to organisations that contest elections (integrity, rule 4). A person's own account is never connected (rule 1).
 */
export const SOCIAL = ['youtube', 'facebook', 'instagram', 'x', 'telegram'] as const
export type Social = (typeof SOCIAL)[number]
export const PLATFORMS = [...SOCIAL, 'website'] as const
export type Platform = (typeof PLATFORMS)[number]

/** Connected by a sign-in at the platform (OAuth); a Telegram bot's token is typed, and the website needs none. */
export const BY_SIGN_IN = ['youtube', 'facebook', 'instagram', 'x'] as const satisfies readonly Social[]
export type BySignIn = (typeof BY_SIGN_IN)[number]
/** Connected by a sign-in at the platform (OAuth), not by a token that somebody pastes. */
export const isBySignIn = (platform: string): platform is BySignIn =>
  (BY_SIGN_IN as readonly string[]).includes(platform)

/** The same place in the elections room's register of official accounts. */
export const NETWORK_OF = {
  youtube: 'youtube',
  facebook: 'facebook_page',
  instagram: 'instagram',
  x: 'x',
  telegram: 'telegram_channel',
  website: 'website',
} as const satisfies Record<Platform, string>

/** How the platforms name a post, and an account: digits, or letters, digits, `_` and `-`. */
export const isNameOfPost = (said: string): boolean => /^[\w-]{1,200}$/.test(said)

/** Forms of a piece that a post can be made of, as the studio names them. */
export const FORMS = [
  'story',
  'page',
  'video_short',
  'video_wide',
  'picture_square',
  'picture_portrait',
  'picture_story',
  'carousel',
  'audio',
  'message',
] as const
export type Form = (typeof FORMS)[number]

/** Which forms a platform's interface takes, the most fitting first. */
export const FORMS_OF: Readonly<Record<Platform, readonly Form[]>> = {
  youtube: ['video_wide', 'video_short'],
  facebook: ['picture_square', 'carousel', 'picture_portrait', 'video_short', 'video_wide', 'message'],
  instagram: ['picture_portrait', 'picture_square', 'carousel', 'video_short'],
  x: ['picture_square', 'carousel', 'picture_portrait', 'video_short', 'video_wide', 'message'],
  telegram: [
    'picture_square',
    'carousel',
    'picture_portrait',
    'video_short',
    'video_wide',
    'audio',
    'message',
  ],
  website: ['page', 'picture_square', 'picture_portrait', 'video_wide', 'video_short', 'message'],
}

/** Whether a form carries a film, pictures, sound or words alone. */
export type Matter = 'film' | 'pictures' | 'sound' | 'words'
/** What a form is made of: decides which files and limits are asked for. */
export const matterOf = (form: Form): Matter =>
  form.startsWith('video')
    ? 'film'
    : form === 'audio'
      ? 'sound'
      : ['message', 'page', 'story'].includes(form)
        ? 'words'
        : 'pictures'

/** One file of a post, as the studio rendered it. */
export interface PostFile {
  /** 64 hex digits. */
  readonly sha256: string
  readonly mediaType: string
  readonly bytes: number
  readonly width: number | null
  readonly height: number | null
  /** Length in milliseconds, of what is played. */
  readonly ms: number | null
}
