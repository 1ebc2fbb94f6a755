import {
  arrangementOf,
  blocksOf,
  orderBetween,
  ROLES,
  sameValue,
  SHARE,
  type Box,
  type Drawing,
  type Edit,
  type Media,
  type PlacedPicture,
  type Scene,
  type Value,
  type WithId,
} from '#engines/scenes/index.ts'

/** What is done with one's hands on a drawing: pixels of the canvas that a finger went, as places of the document. */

const within = (value: number, least: number, most: number): number =>
  Math.round(Math.min(most, Math.max(least, value)))

interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels that a photo cut to its place has outside it, and how many of them lie before what is seen; as platform/rendering/picture.ts cuts it. */
function crop({ box, focus }: PlacedPicture, natural: Size) {
  const scale = Math.max(box.width / natural.width, box.height / natural.height)
  const along = (point: number, long: number, seen: number) => {
    const spare = Math.max(0, long * scale - seen)
    return {
      long: long * scale,
      seen,
      spare,
      before: within((point / 1000) * long * scale - seen / 2, 0, spare),
    }
  }
  return {
    x: along(focus.x, natural.width, box.width),
    y: along(focus.y, natural.height, box.height),
  }
}

/** How CSS places the same cut (`object-position`). */
export function cutOf(photo: PlacedPicture | null, natural: Size): string {
  if (!photo || natural.width === 0) return '50% 50%'
  const { x, y } = crop(photo, natural)
  const part = ({ spare, before }: { spare: number; before: number }) =>
    spare < 1 ? 50 : (100 * before) / spare
  return `${part(x)}% ${part(y)}%`
}

/** The focus once a photo was drawn along by so many pixels: what lay under the finger stays under it. Where nothing is cut off, it stays. */
export function panned(
  photo: PlacedPicture,
  natural: Size,
  by: { readonly x: number; readonly y: number },
): Media['focus'] {
  if (natural.width === 0) return photo.focus
  const cut = crop(photo, natural)
  const moved = (axis: 'x' | 'y') => {
    const { long, seen, spare, before } = cut[axis]
    if (spare < 1) return photo.focus[axis]
    return within((1000 * (within(before - by[axis], 0, spare) + seen / 2)) / long, 0, 1000)
  }
  return { x: moved('x'), y: moved('y') }
}

/** Where words stand that were drawn down by so many pixels. @param room pixels from their highest place to their lowest */
export const wordsMoved = (wordsAt: number, by: number, room: number): number =>
  room < 1 ? wordsAt : within(wordsAt + (1000 * by) / room, 0, 1000)

/** A picture's share of the height once its edge was drawn down by so many pixels. @param height of which it is a share */
export const shareMoved = (share: number, by: number, height: number): number =>
  within(share + (1000 * by) / height, SHARE.least, SHARE.most)

interface Placed {
  readonly block: string
  /** Its middle, in pixels from the top. */
  readonly middle: number
}
/**
 * The place among a scene's texts of one that was drawn down by so many pixels: past another only when its middle has passed that one's.
 * @returns its place counted from 0, of the texts that are seen
 */
export function placeAmong(texts: readonly Placed[], block: string, by: number): number {
  const at = texts.find((text) => text.block === block)?.middle ?? 0
  return texts.filter((text) => text.block !== block && text.middle < at + by).length
}

/** Puts a text at a place among those that are seen; undefined where it stands there. @param seen ids in their order */
export function placeBlock(
  scene: WithId<Scene>,
  seen: readonly string[],
  block: string,
  place: number,
): Edit | undefined {
  if (seen.indexOf(block) === place) return undefined
  const next = seen.filter((id) => id !== block)[place]
  const all = blocksOf(scene).filter(({ id }) => id !== block)
  const at = next === undefined ? all.length : all.findIndex(({ id }) => id === next)
  const now = orderBetween(all[at - 1]?.order ?? null, all[at]?.order ?? null, block)
  return { at: ['scenes', scene.id, 'blocks', block, 'order'], was: scene.blocks[block]!.order, now }
}

/** What of a drawing somebody holds: one text, the photo, the photo's edge, all words together. */
export type Grip = 'text' | 'photo' | 'edge' | 'words'
export interface Holding {
  readonly grip: Grip
  /** The text that is held; of other grips ''. */
  readonly block: string
  /** Pixels of the canvas by which it was drawn along. */
  readonly by: { readonly x: number; readonly y: number }
  /** Pixels from the words' highest place to their lowest. */
  readonly room: number
}
/** What it comes to: the scene as it looks meanwhile, and the edit that it is once let go; undefined: nothing changed. */
export interface Drawn {
  readonly scene: WithId<Scene>
  readonly edit: Edit | undefined
}

/** @param drawing of the scene as it stands @param natural pixels of the photo itself */
export function drawnAlong(
  scene: WithId<Scene>,
  drawing: Drawing,
  { grip, block, by, room }: Holding,
  natural: Size,
): Drawn {
  const { media } = scene
  const { photo, width, height } = drawing
  const { share, wordsAt } = arrangementOf(scene, width > height)
  if (grip === 'text') {
    const seen = textsOf(drawing)
    const place = placeAmong(seen, block, by.y)
    return {
      scene,
      edit: placeBlock(
        scene,
        seen.map((text) => text.block),
        block,
        place,
      ),
    }
  }
  if (grip === 'words') {
    const now = wordsMoved(wordsAt, by.y, room)
    return { scene: { ...scene, wordsAt: now }, edit: changed(scene, ['wordsAt'], scene.wordsAt, now) }
  }
  if (!media || !photo) return { scene, edit: undefined }
  if (grip === 'edge') {
    const now = shareMoved(share, by.y, height - photo.box.y)
    const held = { ...scene, media: { ...media, share: now } }
    return { scene: held, edit: changed(scene, ['media', 'share'], media.share, now) }
  }
  const focus = panned(photo, natural, by)
  const held = { ...scene, media: { ...media, focus } }
  return { scene: held, edit: changed(scene, ['media', 'focus'], { ...media.focus }, { ...focus }) }
}

function changed(
  { id }: WithId<Scene>,
  at: readonly string[],
  was: Value | undefined,
  now: Value,
): Edit | undefined {
  if (sameValue(was, now)) return undefined
  return { at: ['scenes', id, ...at], ...(was === undefined ? {} : { was }), now }
}

/** The scene's own texts as they stand, from the top. */
export const textsOf = ({ texts }: Drawing): readonly (Placed & { readonly box: Box })[] =>
  texts.flatMap(({ block, role, box }) =>
    block !== null && (ROLES as readonly string[]).includes(role)
      ? [{ block, box, middle: box.y + box.height / 2 }]
      : [],
  )
