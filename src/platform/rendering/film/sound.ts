import { join, dirname } from 'node:path'
import {
  SPOKEN_LABEL_MS,
  syntheticKind,
  type FilmPlan,
  type Language,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { fontFolder } from '../fonts.ts'
import type { MediaSource } from '../picture.ts'
import { layDown, seconds } from './materials.ts'

export const SAMPLES = 48_000
/** The spoken label, recorded once and shipped (data/LICENSES.md). */
const labelFile = (document: SceneDocument, language: Language): string =>
  join(dirname(fontFolder()), `labels/${syntheticKind(document)}-${language}.ogg`)

export interface SoundTrack {
  readonly inputs: readonly string[]
  /** Filters that end in `[sound]`. */
  readonly filter: string
}

/**
 * The film's sound: voices at their places, the spoken label before them, silence between, exactly as long as the picture.
 * @param first number of the first input
 */
export async function soundTrack(
  document: SceneDocument,
  language: Language,
  plan: FilmPlan,
  media: MediaSource,
  folder: string,
  first: number,
): Promise<SoundTrack> {
  const inputs: string[] = []
  const parts: string[] = []
  const names: string[] = []
  let input = first
  const add = (words: readonly string[], startMs: number, mostMs: number) => {
    inputs.push(...words)
    const name = `a${input}`
    parts.push(
      `[${input}:a:0]aresample=${SAMPLES},aformat=sample_fmts=fltp:channel_layouts=mono,atrim=0:${seconds(mostMs)},asetpts=PTS-STARTPTS,adelay=${startMs}:all=1[${name}]`,
    )
    names.push(`[${name}]`)
    input++
  }
  for (let at = 0; at < plan.labelMs; at += SPOKEN_LABEL_MS)
    add(
      ['-protocol_whitelist', 'file', '-f', 'ogg', '-i', labelFile(document, language)],
      at,
      SPOKEN_LABEL_MS,
    )
  for (const { voice, voiceMs, fromMs, ms } of plan.scenes)
    if (voice) add(await layDown(voice, media, folder), voiceMs, fromMs + ms - voiceMs)
  const total = seconds(plan.totalMs)
  const silence = `anullsrc=r=${SAMPLES}:cl=mono,atrim=0:${total}[quiet]`
  const mixed =
    names.length > 0
      ? `[quiet]${names.join('')}amix=inputs=${names.length + 1}:duration=first:normalize=0[sound]`
      : '[quiet]anull[sound]'
  return { inputs, filter: [silence, ...parts, mixed].join(';') }
}
