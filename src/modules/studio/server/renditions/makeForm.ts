import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  ampStory,
  CANVASES,
  compose,
  declarationOf,
  filmPlan,
  markOf,
  messageText,
  plainPage,
  faceOf,
  toVtt,
  xmpOf,
  youtubeText,
  type BrandKit,
  type CanvasName,
  type Language,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import type { FileKind } from '#platform/files/fileKind.ts'
import { workFolder } from '#platform/files/workFolder.ts'
import { drawCarousel } from '#platform/rendering/carousel.ts'
import { checkAmp } from '#platform/rendering/checkAmp.ts'
import { renderFilm } from '#platform/rendering/film/renderFilm.ts'
import { renderVoiceNote } from '#platform/rendering/film/renderVoiceNote.ts'
import { withFrames } from '#platform/rendering/film/withFrames.ts'
import { letters } from '#platform/rendering/letters.ts'
import { openEasel, SHARED_BYTES, type MediaSource } from '#platform/rendering/picture.ts'
import type { Form, StoryPart } from '../../domain/renditions/form.ts'
import { addressesOf } from './addresses.ts'

export interface FormOrder {
  readonly pieceId: string
  readonly document: SceneDocument
  readonly kit: BrandKit
  readonly language: Language
  readonly media: MediaSource
  readonly approvedAt: Date
  readonly origin: string
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly onProgress: (share: number) => void
}

/** What came out at a position: bytes or words. */
export interface Output {
  readonly position: number
  readonly bytes: Buffer | null
  readonly fileKind: FileKind | null
  readonly words: string | null
  readonly mediaType: string
  readonly width: number | null
  readonly height: number | null
  readonly ms: number | null
}

const text = (words: string, mediaType: string, position = 0, ms: number | null = null): Output => ({
  ...{ position, words, mediaType, ms, bytes: null, fileKind: null, width: null, height: null },
})
const picture = (
  bytes: Buffer,
  size: { width: number; height: number },
  position = 0,
  png = false,
): Output => ({
  ...{ position, bytes, words: null, ms: null, width: size.width, height: size.height },
  ...(png ? { fileKind: 'png', mediaType: 'image/png' } : { fileKind: 'jpeg', mediaType: 'image/jpeg' }),
})

const PICTURES = {
  picture_square: 'square',
  picture_portrait: 'portrait',
  picture_story: 'story',
  poster: 'poster',
} as const
const FILMS = { video_short: 'story', video_wide: 'wide' } as const

/** Makes one form of a piece in one language, all its positions. The same order gives the same bytes. @throws Refusal, AbortError */
export async function makeForm(form: Form | StoryPart, order: FormOrder): Promise<readonly Output[]> {
  const { document, kit, language } = order
  switch (form) {
    case 'message':
      return [text(messageText(document, kit, language), 'text/plain')]
    case 'youtube': {
      const { title, description } = youtubeText(
        document,
        kit,
        filmPlan(document, language, 'wide'),
        language,
      )
      return [text(title, 'text/plain', 0), text(description, 'text/plain', 1)]
    }
    case 'subtitles': {
      const plan = filmPlan(document, language, 'wide')
      return [text(toVtt(plan), 'text/vtt', 0, plan.totalMs)]
    }
    case 'story':
    case 'page':
      return [await makePage(form, order)]
    case 'mark': {
      const drawing = markOf(kit, language, letters())
      const png = await openEasel(order.media).picture(drawing, { encoding: 'png' })
      return [picture(png, drawing, 0, true)]
    }
    case 'carousel': {
      const easel = openEasel(withFrames(document, order.media))
      const onProgress = (done: number, of: number) => order.onProgress(done / of)
      const around = {
        document,
        kit,
        language,
        canvas: 'portrait',
        letters: letters(),
        easel,
        encoding: 'jpeg',
      } as const
      const drawn = await drawCarousel({ ...around, most: SHARED_BYTES, onProgress })
      return drawn.map(({ bytes }, position) => picture(bytes, CANVASES.portrait, position))
    }
    case 'picture_square':
    case 'picture_portrait':
    case 'picture_story':
    case 'poster':
      return [await makePicture(PICTURES[form], order)]
    case 'audio':
      return [await makePlayed(order, (around, file) => renderVoiceNote(around, file), 'audio/mp4', null)]
    case 'video_short':
    case 'video_wide': {
      const canvas = FILMS[form]
      return [
        await makePlayed(
          order,
          (around, file) => renderFilm({ ...around, canvas }, file),
          'video/mp4',
          CANVASES[canvas],
        ),
      ]
    }
  }
}

/** The scene that speaks for the whole piece. */
async function makePicture(
  canvas: CanvasName,
  { document, kit, language, media }: FormOrder,
): Promise<Output> {
  const drawing = compose(faceOf(document)!, {
    document,
    kit,
    canvas,
    language,
    letters: letters(),
    position: null,
  })
  const declaration = declarationOf(document, kit, language)
  const order = {
    encoding: 'jpeg',
    most: SHARED_BYTES,
    ...(declaration ? { xmp: xmpOf(declaration) } : {}),
  } as const
  return picture(await openEasel(withFrames(document, media)).picture(drawing, order), CANVASES[canvas])
}

async function makePage(
  form: 'story' | 'page',
  { document, kit, language, pieceId, approvedAt, origin }: FormOrder,
): Promise<Output> {
  const addresses = addressesOf(origin, pieceId, language)
  const html = (form === 'story' ? ampStory : plainPage)({
    document,
    kit,
    language,
    addresses,
    publishedAt: approvedAt.toISOString(),
  })
  const faults = form === 'story' ? await checkAmp(html) : []
  // Whatever somebody wrote must give a valid story (engines/scenes): what does not is ours to mend.
  if (faults.length > 0) throw new Error(`a story is not valid AMP: ${faults.slice(0, 3).join('; ')}`)
  return text(html, 'text/html')
}

type Around = Pick<FormOrder, 'document' | 'kit' | 'language' | 'media' | 'signal' | 'onProgress'> & {
  readonly letters: ReturnType<typeof letters>
}

async function makePlayed(
  { document, kit, language, media, signal, onProgress }: FormOrder,
  render: (around: Around, file: string) => Promise<{ readonly totalMs: number }>,
  mediaType: string,
  size: { readonly width: number; readonly height: number } | null,
): Promise<Output> {
  const folder = await workFolder('rendition')
  try {
    const file = join(folder, 'made')
    const { totalMs } = await render(
      { document, kit, language, media, signal, onProgress, letters: letters() },
      file,
    )
    return {
      ...{ position: 0, bytes: await readFile(file), fileKind: 'mp4', words: null, mediaType, ms: totalMs },
      ...{ width: size?.width ?? null, height: size?.height ?? null },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
