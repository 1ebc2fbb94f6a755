import {
  blocksOf,
  orderBetween,
  SHARE,
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

/** Percent as one types them, as thousandths; null: empty, as the layout has it; undefined: not a number. */
export function readPercent(typed: string): number | null | undefined {
  const plain = typed
    .trim()
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
    .replace(',', '.')
    .replace(/\s*%$/, '')
  if (plain === '') return null
  return /^\d{1,3}(\.\d)?$/.test(plain) ? Math.round(Number(plain) * 10) : undefined
}
export const inPercent = (thousandths: number | undefined): string =>
  thousandths === undefined ? '' : String(thousandths / 10)

/** Fields of a plain form for the same: percent. */
export const WORDS_AT = 'place.words'
export const SHARE_OF = 'place.share'

/** Reads where things stand from a form. Only what is another than the page showed is an edit. */
export function editsOfPlaces(
  scene: string,
  fields: Readonly<Record<string, string>>,
): { readonly edits: readonly Edit[]; readonly faults: Readonly<Record<string, string>> } {
  const edits: Edit[] = []
  const faults: Record<string, string> = {}
  for (const [name, at, least, most] of [
    [WORDS_AT, ['wordsAt'], 0, 1000],
    [SHARE_OF, ['media', 'share'], SHARE.least, SHARE.most],
  ] as const) {
    if (!(name in fields)) continue
    const now = readPercent(fields[name] ?? '')
    if (now === undefined) faults[name] = 'studio_p_percent'
    else if (now !== null && (now < least || now > most)) faults[name] = 'scenes_place_wrong'
    else {
      const shown = readPercent(fields[`was.${name}`] ?? '') ?? null
      if (now !== shown)
        edits.push({ at: ['scenes', scene, ...at], ...said('was', shown), ...said('now', now) })
    }
  }
  return { edits, faults }
}
const said = (what: 'was' | 'now', value: Value): Partial<Pick<Edit, 'was' | 'now'>> =>
  value === null ? {} : { [what]: value }
