import { z } from 'zod'
import {
  FILM_LIMIT_MS,
  filmPlan,
  hasSubtitles,
  scenesOf,
  type Language,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { commandId } from '../library/commandId.ts'

/** What a piece can become. */
export const FORMS = [
  'story',
  'page',
  'picture_square',
  'picture_portrait',
  'picture_story',
  'carousel',
  'video_short',
  'video_wide',
  'subtitles',
  'audio',
  'message',
  'youtube',
] as const
export type Form = (typeof FORMS)[number]
/** What a public story needs beside itself: its poster and the publisher's mark. Asked for with it, never alone. */
export type StoryPart = 'poster' | 'mark'
export const LANGUAGES = ['hi', 'en'] as const

export type RenditionState = 'queued' | 'rendering' | 'ready' | 'failed'

/** One output of a piece's bytes. */
export interface Rendition {
  readonly id: string
  readonly form: Form | StoryPart
  readonly language: Language
  readonly position: number
  readonly state: RenditionState
  /** 0 to 100 while it is being made. */
  readonly percent: number
  /** Id of the words that say what went wrong; null unless it failed. */
  readonly fault: string | null
  /** SHA-256 of a file, or the words themselves. */
  readonly file: string | null
  readonly words: string | null
  readonly bytes: number | null
  readonly mediaType: string | null
  readonly width: number | null
  readonly height: number | null
  readonly ms: number | null
}

/** Why a form cannot be made of this document in this language; undefined where it can. */
export function impossible(form: Form, language: Language, document: SceneDocument): string | undefined {
  const isSilent = scenesOf(document).every(({ narration }) => narration[language].voice === null)
  if (form === 'audio' && isSilent) return 'rendering_voice_missing'
  if (form === 'video_short' && filmPlan(document, language, 'story').isTooLong)
    return 'studio_l_r_short_too_long'
  if (form === 'video_wide' || form === 'subtitles') {
    const plan = filmPlan(document, language, 'wide')
    if (plan.totalMs > FILM_LIMIT_MS.wide) return 'rendering_too_long'
    if (form === 'subtitles' && !hasSubtitles(plan)) return 'studio_l_r_nothing_said'
  }
  return undefined
}

/** How many outputs a form has. @returns positions from 0 */
export function positionsOf(form: Form | StoryPart, document: SceneDocument): readonly number[] {
  const count = form === 'carousel' ? Object.keys(document.scenes).length : form === 'youtube' ? 2 : 1
  return Array.from({ length: count }, (_, at) => at)
}

/** Rows that asking for these forms makes: what cannot be made is left out. */
export function rowsFor(
  forms: readonly Form[],
  document: SceneDocument,
): readonly { form: Form | StoryPart; language: Language; position: number }[] {
  const isPublic = forms.includes('story') || forms.includes('page')
  const wanted = [...new Set(forms)]
  return LANGUAGES.flatMap((language) =>
    [
      ...wanted.filter((form) => impossible(form, language, document) === undefined),
      ...(isPublic ? (['poster', 'mark'] as const) : []),
    ].flatMap((form) => positionsOf(form, document).map((position) => ({ form, language, position }))),
  )
}

export const askFormsSchema = z.object({
  command: commandId,
  pieceId: z.guid({ error: 'studio_piece_unknown' }),
  forms: z.array(z.enum(FORMS, { error: 'studio_l_r_form_needed' })).min(1, 'studio_l_r_form_needed'),
})
export type AskForms = {
  readonly command: string
  readonly pieceId: string
  readonly forms: readonly string[]
}

/** Unasked media are in no release: nobody knows whether they need the label. */
export const isUndeclared = (document: SceneDocument): boolean =>
  Object.values(document.scenes).some(
    ({ media, narration }) =>
      media?.synthetic.kind === 'unasked' ||
      LANGUAGES.some((language) => narration[language].voice?.synthetic.kind === 'unasked'),
  )
