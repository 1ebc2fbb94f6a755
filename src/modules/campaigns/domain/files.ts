import { LANGUAGES } from './campaign.ts'

/** A rendition as the studio keeps it: what the kit's choice needs of it. */
export interface Rendition {
  readonly id: string
  readonly form: string
  readonly language: string
  readonly position: number
  readonly state: string
  /** SHA-256 of the kept file; null of words. */
  readonly file: string | null
  readonly words: string | null
  readonly bytes: number | null
  readonly mediaType: string | null
}

/** What is drawn for a kit: pictures to share, and the words of the message. Films and sound come along where the piece has them. */
export const KIT_FORMS = ['picture_square', 'picture_portrait', 'picture_story', 'message'] as const
export const MORE_FORMS = ['video_short', 'audio'] as const
/** What its public page is made of, in both languages; asked for as `story`. */
const STORY_FORMS = ['story', 'poster', 'mark'] as const
/** Bytes of a picture that is shared: a phone on prepaid data sends it in a second (figures of the studio). */
export const PICTURE_MOST = 150 * 1024
/** Bytes of all that a phone fetches of a kit before anybody taps. */
export const PREFETCH_MOST = 400 * 1024

/** A file that a volunteer may share. */
export interface KitFile {
  readonly id: string
  readonly form: string
  readonly mediaType: string
  readonly bytes: number
  /** Fetched before the tap; others say their size and wait for one. */
  readonly isPrefetched: boolean
}

const isPicture = (form: string): boolean => form.startsWith('picture_')

/**
 * What of a piece's renditions goes into a kit in one language: pictures of at most 150 kB, in the order of the forms, and what else there is with its
 * size. Pictures are fetched before the tap, as many as PREFETCH_MOST holds.
 */
export function kitFiles(renditions: readonly Rendition[], language: string): readonly KitFile[] {
  const forms: readonly string[] = [...KIT_FORMS, ...MORE_FORMS]
  const usable = renditions
    .filter(({ state, file, form }) => state === 'ready' && file !== null && forms.includes(form) && form !== 'message')
    .filter((one) => one.language === language)
    .filter(({ form, bytes }) => !isPicture(form) || (bytes ?? Infinity) <= PICTURE_MOST)
    .toSorted((one, other) => forms.indexOf(one.form) - forms.indexOf(other.form) || one.position - other.position)
  let left = PREFETCH_MOST
  return usable.map(({ id, form, mediaType, bytes }) => {
    const isPrefetched = isPicture(form) && bytes! <= left
    if (isPrefetched) left -= bytes!
    return { id, form, mediaType: mediaType ?? 'application/octet-stream', bytes: bytes ?? 0, isPrefetched }
  })
} // prettier-ignore

/** The words of the piece's own message in one language; a caption to begin with where she writes none. */
export const messageOf = (renditions: readonly Rendition[], language: string): string | null =>
  renditions.find((one) => one.form === 'message' && one.language === language && one.state === 'ready')
    ?.words ?? null

/** Whether the kit's story can become public. */
export const isStoryDrawn = (renditions: readonly Rendition[]): boolean =>
  LANGUAGES.every((language) =>
    STORY_FORMS.every((form) =>
      renditions.some((one) => one.form === form && one.language === language && one.state === 'ready'),
    ),
  )

/** What of all that was drawn goes out in these languages: the files that somebody may share, and the message's words. */
export function goingOut(
  renditions: readonly Rendition[],
  languages: readonly string[],
): readonly Rendition[] {
  const files = new Set(languages.flatMap((language) => kitFiles(renditions, language).map(({ id }) => id)))
  return renditions.filter(
    ({ id, form, state, language, words }) =>
      files.has(id) ||
      (form === 'message' && state === 'ready' && words !== null && languages.includes(language)),
  )
}
