import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compose, faceOf, filmPlan, scenesOf, type FilmPlan } from '#engines/scenes/index.ts'
import { Refusal } from '../../errors/catalogue.ts'
import { openEasel } from '../picture.ts'
import { ffmpeg, findFfmpeg, SAME_BYTES } from './ffmpeg.ts'
import { marks, type FilmOrder } from './renderFilm.ts'
import { SAMPLES, soundTrack } from './sound.ts'
import { wholeOrNothing } from './wholeOrNothing.ts'

/**
 * The piece to listen to: its voices one after the other, its first scene as cover (M4A, which phones and WhatsApp play). Scenes without a voice are left out.
 * @param output where the file stands when it is whole
 * @throws Refusal badInput where nothing is said in this language
 */
export async function renderVoiceNote(order: Omit<FilmOrder, 'canvas'>, output: string): Promise<FilmPlan> {
  findFfmpeg()
  const { document, language } = order
  // Only what is heard: a scene stands as long as its voice.
  const heard = scenesOf(document).filter(({ narration }) => narration[language].voice !== null)
  if (heard.length === 0) throw new Refusal('badInput', { reason: 'rendering_voice_missing' })
  const scenes = Object.fromEntries(
    heard.map((scene) => [scene.id, { ...document.scenes[scene.id]!, showMs: 1000, blocks: {} }]),
  )
  const plan = filmPlan({ ...document, scenes }, language, 'wide')
  if (plan.isTooLong) throw new Refusal('badInput', { reason: 'rendering_too_long' })
  await wholeOrNothing(output, async (folder, file) => {
    const drawing = compose(faceOf(document)!, { ...order, canvas: 'square', position: null })
    await writeFile(
      join(folder, 'cover.jpg'),
      await openEasel(order.media).picture(drawing, { encoding: 'jpeg', most: 90_000 }),
    )
    const sound = await soundTrack(document, language, plan, order.media, folder, 1)
    await writeFile(join(folder, 'sound.filter'), sound.filter)
    await ffmpeg({
      folder,
      signal: order.signal,
      onProgress: (ms) => order.onProgress?.(Math.min(1, ms / plan.totalMs)),
      arguments: [
        ...['-f', 'image2', '-i', 'cover.jpg'],
        ...sound.inputs,
        ...[
          '-filter_complex_script',
          'sound.filter',
          '-map',
          '[sound]',
          '-map',
          '0:v',
          '-c:v',
          'copy',
          '-disposition:v:0',
          'attached_pic',
        ],
        ...['-c:a', 'aac', '-b:a', '64k', '-ar', String(SAMPLES), '-ac', '1'],
        ...SAME_BYTES,
        ...marks(order),
        ...['-movflags', '+faststart', '-f', 'ipod', file],
      ],
    })
  })
  return plan
}
