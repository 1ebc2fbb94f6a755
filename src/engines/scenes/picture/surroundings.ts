import type { BrandKit } from '../brandKit.ts'
import type { SceneDocument } from '../document.ts'
import type { Letters } from '../letters.ts'
import type { Language } from '../words.ts'
import type { CanvasName } from './drawing.ts'

/** All that a scene's picture depends on besides the scene. */
export interface Surroundings {
  readonly document: SceneDocument
  readonly kit: BrandKit
  readonly canvas: CanvasName
  readonly language: Language
  readonly letters: Letters
  /** Which picture of a carousel it is, from 1; null: it stands alone. */
  readonly position: { readonly at: number; readonly of: number } | null
  /** Milliseconds into the scene: what comes later by its cue is left out, its place kept. Left out: everything is there. */
  readonly atMs?: number
  /** Subtitles will be burned in: their place is kept free. */
  readonly isFilm?: boolean
}
