import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CANVASES,
  compose,
  labelDrawing,
  type BrandKit,
  type FilmCanvas,
  type FilmPlan,
  type Language,
  type Letters,
  type Scene,
  type SceneDocument,
  type WithId,
} from '#engines/scenes/index.ts'
import type { Easel, MediaSource } from '../picture.ts'
import { layDown, seconds } from './materials.ts'

export const FRAMES_A_SECOND = 25
/** How much larger than its place a photo is, so that it can drift: six pixels of a hundred over a whole scene. */
const DRIFT = 1.06
/** A scene comes in out of its own ground, calmly; the first stands whole from its first frame, which chats show as the film's face. */
const FADE_S = 0.28

export interface FilmStage {
  readonly document: SceneDocument
  readonly kit: BrandKit
  readonly language: Language
  readonly canvas: FilmCanvas
  readonly letters: Letters
  readonly easel: Easel
  readonly media: MediaSource
  readonly folder: string
}

export interface PictureTrack {
  readonly inputs: readonly string[]
  /** Filters that end in `[picture]`, and how many inputs they take. */
  readonly filter: string
  readonly count: number
}

/** From full-range pixels to what players expect, once for each still: later frames repeat it. */
const YUV = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p'
const even = (value: number): number => Math.round(value / 2) * 2

/** When something of a scene appears: its beginning and each cue. */
const momentsOf = ({ blocks }: Scene): readonly number[] =>
  [...new Set([0, ...Object.values(blocks).map(({ cueMs }) => cueMs ?? 0)])].toSorted(
    (one, other) => one - other,
  )

/** The film's picture: stills that stand, photos that drift behind their words, clips that play, one after the other. */
export async function pictureTrack(stage: FilmStage, plan: FilmPlan): Promise<PictureTrack> {
  const inputs: string[] = []
  const filters: string[] = []
  const segments: string[] = []
  let input = 0
  async function still(name: string, png: Buffer): Promise<number> {
    const path = join(stage.folder, name)
    await writeFile(path, png)
    inputs.push('-f', 'image2', '-i', path)
    return input++
  }
  const { width, height } = CANVASES[stage.canvas]
  for (const [at, planned] of plan.scenes.entries()) {
    const scene: WithId<Scene> = { ...stage.document.scenes[planned.id]!, id: planned.id }
    // The spoken label comes before the first scene's own clock.
    const lead = planned.voiceMs - planned.fromMs
    const moments = momentsOf(scene).map((ms) => (ms === 0 ? 0 : ms + lead))
    for (const [index, fromMs] of moments.entries()) {
      const untilMs = Math.min(moments[index + 1] ?? planned.ms, planned.ms)
      const frames = Math.round(((untilMs - fromMs) / 1000) * FRAMES_A_SECOND)
      if (frames <= 0) continue
      const drawing = compose(scene, {
        ...stage,
        position: null,
        isFilm: true,
        atMs: fromMs === 0 ? 0 : fromMs - lead,
      })
      const fade =
        at > 0 && index === 0 ? `,fade=t=in:st=0:d=${FADE_S}:color=${drawing.ground.replace('#', '0x')}` : ''
      const segment = `v${at}x${index}`
      const hold = `loop=loop=${frames - 1}:size=1:start=0,setpts=N/${FRAMES_A_SECOND}/TB,fps=${FRAMES_A_SECOND}`
      if (!drawing.photo || !scene.media) {
        const number = await still(`${segment}.png`, await stage.easel.still(drawing))
        filters.push(`[${number}:v]${YUV},${hold}${fade},setsar=1[${segment}]`)
      } else {
        const { box } = drawing.photo
        const place = { width: even(box.width), height: even(box.height) }
        if (scene.media.kind === 'picture') {
          const larger = { ...box, width: even(box.width * DRIFT), height: even(box.height * DRIFT) }
          const number = await still(
            `${segment}p.png`,
            await stage.easel.photo({ ...drawing.photo, box: larger }),
          )
          const total = Math.round((planned.ms / 1000) * FRAMES_A_SECOND)
          const done = `(n+${Math.round((fromMs / 1000) * FRAMES_A_SECOND)})/${total}`
          const along = at % 2 === 0 ? done : `(1-${done})`
          filters.push(
            `[${number}:v]${YUV},${hold},crop=${place.width}:${place.height}:x='(iw-ow)*${along}':y='(ih-oh)/2'[${segment}m]`,
          )
        } else {
          const part = scene.media.part ?? { fromMs: 0, untilMs: planned.ms }
          inputs.push(
            '-ss',
            seconds(part.fromMs + Math.min(fromMs, part.untilMs - part.fromMs - 40)),
            '-t',
            seconds(part.untilMs - part.fromMs),
            ...(await layDown(scene.media.file, stage.media, stage.folder)),
          )
          const { x, y } = scene.media.focus
          filters.push(
            `[${input++}:v:0]fps=${FRAMES_A_SECOND},scale=${place.width}:${place.height}:force_original_aspect_ratio=increase,crop=${place.width}:${place.height}:x='(iw-ow)*${x / 1000}':y='(ih-oh)*${y / 1000}',tpad=stop_mode=clone:stop=${frames},trim=end_frame=${frames},setpts=N/${FRAMES_A_SECOND}/TB,${YUV}[${segment}m]`,
          )
        }
        const over = await still(`${segment}o.png`, await stage.easel.over(drawing))
        filters.push(
          `[${segment}m]pad=${width}:${height}:${even(box.x)}:${even(box.y)}:color=${drawing.ground.replace('#', '0x')}[${segment}b]`,
          `[${over}:v]scale=out_color_matrix=bt709:out_range=tv,format=yuva420p,${hold}[${segment}o]`,
          `[${segment}b][${segment}o]overlay=shortest=1:format=yuv420${fade},setsar=1[${segment}]`,
        )
      }
      segments.push(`[${segment}]`)
    }
  }
  const label = labelDrawing(stage)
  const joined = `${segments.join('')}concat=n=${segments.length}:v=1:a=0`
  if (!label) filters.push(`${joined}[joined]`)
  else {
    // Laid over everything, so that it never fades with a scene.
    const number = await still('label.png', await stage.easel.still(label))
    filters.push(
      `${joined}[scenes]`,
      `[${number}:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[label]`,
      '[scenes][label]overlay=0:0:format=yuv420[joined]',
    )
  }
  return { inputs, filter: filters.join(';'), count: input }
}
