import {
  compose,
  declarationOf,
  scenesOf,
  xmpOf,
  type BrandKit,
  type CanvasName,
  type Language,
  type Letters,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import type { Easel, Encoding } from './picture.ts'

export interface CarouselOrder {
  readonly document: SceneDocument
  readonly kit: BrandKit
  readonly language: Language
  readonly canvas: CanvasName
  readonly letters: Letters
  readonly easel: Easel
  readonly encoding: Encoding
  /** Bytes of each picture at most (picture.ts, SHARED_BYTES). */
  readonly most?: number
  /** Pictures that are done, of how many. */
  readonly onProgress?: (done: number, of: number) => void
}

export interface CarouselPicture {
  /** The scene that it shows. */
  readonly scene: string
  readonly bytes: Buffer
}

/** Pictures drawn at once: one a core of a small machine. */
const AT_ONCE = 2

/** A picture of every scene on one canvas in one language, in their order; a piece of one scene gives one picture without a number. */
export async function drawCarousel({
  onProgress,
  easel,
  encoding,
  most,
  ...around
}: CarouselOrder): Promise<readonly CarouselPicture[]> {
  const scenes = scenesOf(around.document)
  const declaration = declarationOf(around.document, around.kit, around.language)
  const order = {
    encoding,
    ...(most === undefined ? {} : { most }),
    ...(declaration ? { xmp: xmpOf(declaration) } : {}),
  }
  const pictures: CarouselPicture[] = []
  let next = 0
  let done = 0
  const hand = async () => {
    for (let at = next++; at < scenes.length; at = next++) {
      const scene = scenes[at]!
      const position = scenes.length > 1 ? { at: at + 1, of: scenes.length } : null
      pictures[at] = {
        scene: scene.id,
        bytes: await easel.picture(compose(scene, { ...around, position }), order),
      }
      onProgress?.(++done, scenes.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, hand))
  return pictures
}
