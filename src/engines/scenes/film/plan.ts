import { blocksOf, scenesOf, type Scene, type SceneDocument, type WithId } from '../document.ts'
import type { Language } from '../words.ts'
import { cuesOf, type Cue } from './cues.ts'

/** Longest films, in milliseconds: the short one for statuses and reels, the explainer. */
export const FILM_LIMIT_MS = { story: 60_000, wide: 300_000 } as const
export type FilmCanvas = keyof typeof FILM_LIMIT_MS

/** Quiet behind a voice, so that the next scene does not cut its last word. */
const AFTER_VOICE_MS = 400
/** Silent words are read at about fourteen letters a second, subtitles' usual bound (BBC and others: 160 to 180 words a minute). */
const MS_A_LETTER = 70

export interface FilmScene {
  readonly id: string
  readonly fromMs: number
  readonly ms: number
  /** File of the voice; null: silent. */
  readonly voice: string | null
  readonly cues: readonly Cue[]
}

export interface FilmPlan {
  readonly scenes: readonly FilmScene[]
  readonly totalMs: number
  /** Whether it is longer than its canvas allows. */
  readonly isTooLong: boolean
}

/** How long a scene stands: as asked, as long as its voice, or as long as its words take to read, whichever is longest. */
function lengthOf(scene: WithId<Scene>, language: Language): number {
  const { words, voice, cues } = scene.narration[language]
  const spoken = voice ? voice.ms + AFTER_VOICE_MS : words.length * MS_A_LETTER
  const cued = Math.max(
    0,
    ...cues.map(({ untilMs }) => untilMs),
    ...blocksOf(scene).map(({ cueMs }) => (cueMs === null ? 0 : cueMs + 1500)),
  )
  // Whole frames at 25 a second: picture and sound never drift.
  return Math.ceil(Math.max(scene.showMs, spoken, cued) / 40) * 40
}

/** The film's clock: which scene when, with its subtitles. */
export function filmPlan(document: SceneDocument, language: Language, canvas: FilmCanvas): FilmPlan {
  let fromMs = 0
  const scenes = scenesOf(document).map((scene): FilmScene => {
    const ms = lengthOf(scene, language)
    const narration = scene.narration[language]
    const spokenMs = narration.voice ? narration.voice.ms : ms - 200
    const cues = cuesOf(narration, spokenMs, canvas).map((cue) => ({
      ...cue,
      fromMs: cue.fromMs + fromMs,
      untilMs: Math.min(cue.untilMs, ms) + fromMs,
    }))
    const planned = { id: scene.id, fromMs, ms, voice: narration.voice?.file ?? null, cues }
    fromMs += ms
    return planned
  })
  return { scenes, totalMs: fromMs, isTooLong: fromMs > FILM_LIMIT_MS[canvas] }
}
