import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SceneDocument } from '#engines/scenes/index.ts'
import { workFolder } from '../../files/workFolder.ts'
import type { MediaSource } from '../picture.ts'
import { ffmpeg } from './ffmpeg.ts'
import { layDown, seconds } from './materials.ts'

/** A clip's first shown frame as PNG. @throws Refusal badInput for what is no clip, unavailable without ffmpeg */
async function firstFrame(file: string, fromMs: number, media: MediaSource): Promise<Uint8Array> {
  const folder = await workFolder('frame')
  try {
    const read = await layDown(file, media, folder)
    await ffmpeg({
      folder,
      arguments: [
        '-ss',
        seconds(fromMs),
        ...read,
        '-frames:v',
        '1',
        '-c:v',
        'png',
        '-f',
        'image2',
        '-update',
        '1',
        'frame.png',
      ],
    })
    return await readFile(join(folder, 'frame.png'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The same media, but pictures get the first shown frame of each clip of the piece: a still cannot play. */
export function withFrames({ scenes }: SceneDocument, media: MediaSource): MediaSource {
  const clips = new Map(
    Object.values(scenes).flatMap(({ media: shown }) =>
      shown?.kind === 'clip' ? [[shown.file, shown.part?.fromMs ?? 0] as const] : [],
    ),
  )
  return (file) => {
    const fromMs = clips.get(file)
    return fromMs === undefined ? media(file) : firstFrame(file, fromMs, media)
  }
}
