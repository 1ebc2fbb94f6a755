import { blocksOf, isSynthetic, scenesOf, type Scene, type SceneDocument, type WithId } from '../document.ts'
import type { Language } from '../words.ts'
import { syntheticKind } from '../picture/label.ts'
import { say } from '../picture/said.ts'
import { cuesOf, type Cue } from './cues.ts'

/** Longest films, in milliseconds: the short one for statuses and reels, the explainer. */
export const FILM_LIMIT_MS = { story: 60_000, wide: 300_000 } as const
export type FilmCanvas = keyof typeof FILM_LIMIT_MS

/** Quiet behind a voice, so that the next scene does not cut its last word. */
const AFTER_VOICE_MS = 400
/** Silent words are read at about fourteen letters a second, subtitles' usual bound (BBC and others: 160 to 180 words a minute). */
const MS_A_LETTER = 70

/** How long the spoken label of machine-made media is, each time it is said (data/labels). */
export const SPOKEN_LABEL_MS = 4000
/** The share of the sound, from its beginning, that the spoken label takes at least (ECI advisory of 24 October 2025: the first 10 %). */
export const SPOKEN_SHARE = 0.1

export interface FilmScene {
  readonly id: string
  readonly fromMs: number
  readonly ms: number
  /** When the voice begins, from the film's beginning. */
  readonly voiceMs: number
  /** File of the voice; null: silent. */
  readonly voice: string | null
  readonly cues: readonly Cue[]
}

export interface FilmPlan {
  readonly scenes: readonly FilmScene[]
  readonly totalMs: number
  /** How long the spoken label is said at the beginning, whole times; 0 where nothing is machine-made or nothing is heard. */
  readonly labelMs: number
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

/** As many whole sayings of the label as take a tenth of everything. @param restMs all that follows */
const labelLength = (restMs: number): number =>
  Math.ceil((restMs * SPOKEN_SHARE) / (1 - SPOKEN_SHARE) / SPOKEN_LABEL_MS) * SPOKEN_LABEL_MS

/** The film's clock: which scene when, with its subtitles. The first scene stands longer where the label is said before it speaks. */
export function filmPlan(document: SceneDocument, language: Language, canvas: FilmCanvas): FilmPlan {
  const all = scenesOf(document)
  const lengths = all.map((scene) => lengthOf(scene, language))
  const isHeard = all.some(({ narration }) => narration[language].voice !== null)
  const labelMs = isSynthetic(document) && isHeard ? labelLength(lengths.reduce((sum, ms) => sum + ms, 0)) : 0
  let fromMs = 0
  const scenes = all.map((scene, at): FilmScene => {
    const lead = at === 0 ? labelMs : 0
    const ms = lengths[at]! + lead
    const voiceMs = fromMs + lead
    const narration = scene.narration[language]
    const spokenMs = narration.voice ? narration.voice.ms : lengths[at]! - 200
    const said = cuesOf(narration, spokenMs, canvas).map((cue) => ({
      ...cue,
      fromMs: cue.fromMs + voiceMs,
      untilMs: Math.min(cue.untilMs, lengths[at]!) + voiceMs,
    }))
    const label = lead > 0 ? [{ fromMs: 0, untilMs: lead, words: labelWords(document, language) }] : []
    const planned = {
      id: scene.id,
      fromMs,
      ms,
      voiceMs,
      voice: narration.voice?.file ?? null,
      cues: [...label, ...said],
    }
    fromMs += ms
    return planned
  })
  return { scenes, totalMs: fromMs, labelMs, isTooLong: fromMs > FILM_LIMIT_MS[canvas] }
}

const labelWords = (document: SceneDocument, language: Language): string =>
  say(syntheticKind(document) === 'made' ? 'syntheticMade' : 'syntheticAltered', language)
