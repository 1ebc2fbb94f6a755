import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CANVASES,
  declarationOf,
  filmPlan,
  toAss,
  type BrandKit,
  type FilmCanvas,
  type FilmPlan,
  type Language,
  type Letters,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { Refusal } from '../../errors/catalogue.ts'
import { fontFolder } from '../fonts.ts'
import { openEasel, type MediaSource } from '../picture.ts'
import { ffmpeg, findFfmpeg, SAME_BYTES } from './ffmpeg.ts'
import { refuseOtherFonts } from './fontCheck.ts'
import { FRAMES_A_SECOND, pictureTrack } from './pictureTrack.ts'
import { SAMPLES, soundTrack } from './sound.ts'
import { wholeOrNothing } from './wholeOrNothing.ts'

export interface FilmOrder {
  readonly document: SceneDocument
  readonly kit: BrandKit
  readonly language: Language
  /** `story`: 9:16, at most a minute; `wide`: 16:9, at most five. */
  readonly canvas: FilmCanvas
  readonly letters: Letters
  readonly media: MediaSource
  /** Ends it; nothing is left behind. */
  readonly signal?: AbortSignal
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** H.264 and AAC, which every phone plays; quality 23 at `veryfast` is what 7-stack measured. */
export const ENCODED = [
  ...[
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '23',
    '-profile:v',
    'high',
    '-pix_fmt',
    'yuv420p',
    '-g',
    String(2 * FRAMES_A_SECOND),
  ],
  ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
  ...['-c:a', 'aac', '-b:a', '96k', '-ar', String(SAMPLES), '-ac', '1'],
] as const

/** What stays with the file: its title and, where a machine took part, that and who answers for it. */
export function marks({
  document,
  kit,
  language,
}: Pick<FilmOrder, 'document' | 'kit' | 'language'>): readonly string[] {
  const declaration = declarationOf(document, kit, language)
  const said = {
    title: document.title[language],
    artist: kit.name[language],
    ...(declaration
      ? { comment: `${declaration.label} | ${declaration.entity} | ${declaration.sourceType}` }
      : {}),
  }
  return Object.entries(said).flatMap(([name, value]) => ['-metadata', `${name}=${value}`])
}

/**
 * Renders the piece as a film, subtitles burned in. The same input gives the same bytes; killed at any moment, nothing half stands at `output`.
 * @param output where the MP4 stands when it is whole
 * @throws Refusal unavailable without ffmpeg; badInput for a piece that is too long, broken media, or letters that no font of the house has
 */
export async function renderFilm(order: FilmOrder, output: string): Promise<FilmPlan> {
  findFfmpeg()
  const { document, language, canvas } = order
  const plan = filmPlan(document, language, canvas)
  if (plan.isTooLong || plan.totalMs === 0) throw new Refusal('badInput', { reason: 'rendering_too_long' })
  await wholeOrNothing(output, async (folder, file) => {
    const picture = await pictureTrack({ ...order, folder, easel: openEasel(order.media) }, plan)
    const sound = await soundTrack(document, language, plan, order.media, folder, picture.count)
    await writeFile(join(folder, 'subtitles.ass'), toAss(plan, language, CANVASES[canvas]))
    const burned = `[joined]ass=subtitles.ass:fontsdir=${fontFolder()}:shaping=complex[picture]`
    await writeFile(join(folder, 'film.filter'), [picture.filter, burned, sound.filter].join(';'))
    const said = await ffmpeg({
      folder,
      signal: order.signal,
      onProgress: (ms) => order.onProgress?.(Math.min(1, ms / plan.totalMs)),
      arguments: [
        ...picture.inputs,
        ...sound.inputs,
        ...['-filter_complex_script', 'film.filter', '-map', '[picture]', '-map', '[sound]'],
        ...ENCODED,
        ...SAME_BYTES,
        ...marks(order),
        ...['-movflags', '+faststart', '-f', 'mp4', file],
      ],
    })
    refuseOtherFonts(said)
  })
  return plan
}
