import type { BrandKit } from '../brandKit.ts'
import { readable } from '../colour.ts'
import {
  blocksOf,
  isSynthetic,
  type LayoutName,
  type Role,
  type Scene,
  verdictOver,
  type TextBlock,
  type WithId,
} from '../document.ts'
import type { Language } from '../words.ts'
import {
  CANVASES,
  rectangle,
  type Box,
  type Drawing,
  type PlacedPicture,
  type PlacedText,
  type Shape,
} from './drawing.ts'
import { NUMBER_DISC, numbersOf, ornamentsOf } from './attached.ts'
import type { Surroundings } from './surroundings.ts'
import { inFace } from '../letters.ts'
import { footer } from './footer.ts'
import { labelBand } from './label.ts'
import {
  arrangementOf,
  LAYOUT_LOOKS,
  paletteOf,
  roleLook,
  STAMP_LOOK,
  type LayoutLook,
  type Palette,
} from './looks.ts'
import { frame, lamp, quoteMark, steppedPanel, steppedSide, well } from './ornaments.ts'
import { lowered, stack, type Stretch } from './place.ts'

/** Free pixels at a side on a canvas 1080 wide. On a story, apps lay their own buttons over the top and the foot. */
const MARGIN = 84
const STORY_TOP = 150
const STORY_FOOT = 90
/** Pixels above the signature that a film keeps for its subtitles: two lines upright, one on a wide screen (film/subtitles.ts). */
const SUBTITLES = { story: 230, wide: 110 } as const

/** Share of a wide canvas that its words take beside a picture. */
const WORDS_SHARE = 0.54
/** Parts of its share that a photo keeps, tried in turn until the words beneath it fit. */
const PHOTO_YIELDS = [1, 0.85, 0.7, 0.55] as const
const even = (value: number): number => 2 * Math.round(value / 2)

const hasCard = (role: Role): boolean => role === 'call'

function stretchOf(
  block: WithId<TextBlock>,
  language: Language,
  palette: Palette,
  kit: BrandKit,
  isPlain: boolean,
  layout: LayoutName,
): Stretch {
  const isStrong = block.role === 'kicker' || block.role === 'figure'
  const cardGround = isPlain ? kit.accent : kit.paper
  return {
    block: block.id,
    role: block.role,
    text: block[language],
    look: roleLook(block.role, layout),
    colour: hasCard(block.role)
      ? readable(cardGround, [kit.paper, kit.ink])
      : isStrong
        ? palette.strong
        : palette.text,
    ground: hasCard(block.role) ? cardGround : palette.ground,
    indent: block.role === 'step' ? NUMBER_DISC + 32 : 0,
    padding: hasCard(block.role) ? { x: 44, y: 26 } : { x: 0, y: 0 },
  }
}

/** The verdict on a claim, as a stamp over it; nobody's block, so it can be neither moved nor left out. */
const stampOf = (text: string, { strong, ground }: Palette, kit: BrandKit): Stretch => ({
  block: null,
  role: 'stamp',
  text,
  look: STAMP_LOOK,
  colour: readable(strong, [ground, kit.paper, kit.ink]),
  ground: strong,
  indent: 0,
  padding: { x: 36, y: 10 },
})

/** Composes one scene for one canvas: what is drawn where, in which colour. Pure: the same document, kit and letters give the same drawing. */
export function compose(scene: WithId<Scene>, plain: Surroundings): Drawing {
  const { kit, language, document } = plain
  const letters = inFace(plain.letters, kit.letters)
  const around = { ...plain, letters }
  const { width, height } = CANVASES[around.canvas]
  const scale = Math.min(width, height) / 1080
  const look = LAYOUT_LOOKS[scene.layout]
  const palette = paletteOf(kit, look.ground)
  const isWide = width > height
  const isPlain = look.ground === 'paper' || look.ground === 'tint'

  const label = isSynthetic(document) ? labelBand(plain, width, height) : null
  const top = label ? label.height : 0
  const foot = footer(scene, around, palette, {
    x: MARGIN,
    y: 0,
    width: (isWide && scene.media ? width * WORDS_SHARE : width) - 2 * MARGIN,
    height: height - (around.canvas === 'story' ? STORY_FOOT : MARGIN * 0.6),
  })

  const said = blocksOf(scene).filter((block) => block[language].trim() !== '')
  const verdict = verdictOver(document, scene, language)
  const stretches = [
    ...(verdict === '' ? [] : [stampOf(verdict, palette, kit)]),
    ...said.map((block) => stretchOf(block, language, palette, kit, isPlain, scene.layout)),
  ]
  const mark = look.ornament === 'mark' ? (verdict === '' ? 92 : 108) : 0
  // Even numbers: a film's colours are stored for two pixels at a time.
  const side = even(width * WORDS_SHARE)
  const hasPhoto = scene.media !== null
  const arranged = (share: number) => {
    const photoHeight = even(share * (height - top))
    const upper =
      hasPhoto && !isWide
        ? top + photoHeight + 44
        : top + (around.canvas === 'story' && !label ? STORY_TOP : MARGIN)
    const area: Box = {
      x: MARGIN,
      y: upper + mark,
      width: (isWide && hasPhoto ? side - 20 : width) - 2 * MARGIN,
      height: foot.top - 36 - upper - mark - (around.isFilm ? SUBTITLES[isWide ? 'wide' : 'story'] : 0),
    }
    return { photoHeight, area, stacked: stack(stretches, area, scale, letters) }
  }
  // A photo gives way to words before words become too small to fit.
  const shares = hasPhoto && !isWide ? PHOTO_YIELDS : [1]
  const { share, wordsAt } = arrangementOf(scene, isWide)
  let arrangement = arranged(share / 1000)
  for (const part of shares.slice(1))
    if (arrangement.stacked.texts.some(({ overflows }) => overflows))
      arrangement = arranged((share / 1000) * part)
  const { photoHeight, area, stacked } = arrangement
  const photoBox: Box = isWide
    ? { x: side, y: top, width: width - side, height: height - top }
    : { x: 0, y: top, width, height: photoHeight }
  const photo: PlacedPicture | null = scene.media && {
    file: scene.media.file,
    box: photoBox,
    fit: 'cover',
    focus: scene.media.focus,
  }
  const spare = Math.max(0, area.height - stacked.height)
  const down = (spare * wordsAt) / 1000
  const cues = new Map(said.map(({ id, cueMs }) => [id, cueMs ?? 0]))
  const isShown = ({ block }: PlacedText) =>
    around.atMs === undefined || (cues.get(block ?? '') ?? 0) <= around.atMs
  const texts = stacked.texts.map((text) => lowered(text, down)).filter(isShown)

  const shapes: Shape[] = []
  const whole: Box = { x: 0, y: 0, width, height }
  if (!photo) shapes.push({ d: rectangle(whole), fill: palette.ground })
  else if (isWide) shapes.push(steppedSide({ x: 0, y: 0, width: photoBox.x, height }, 30, palette.ground))
  else
    shapes.push(
      steppedPanel(
        { x: 0, y: top + photoHeight, width, height: height - top - photoHeight },
        22,
        palette.ground,
      ),
    )
  if (!photo) shapes.push(...ornament(look.ornament, { x: 0, y: top, width, height: height - top }, palette))
  if (mark > 0) shapes.push(...quoteMark(MARGIN, area.y + down - mark + 8, 20, palette))
  shapes.push(...ornamentsOf(texts, palette, mark > 0))

  const numbers = numbersOf(texts, palette, letters)
  return {
    width,
    height,
    ground: palette.ground,
    photo,
    shapes: [...shapes, ...foot.shapes, ...(label ? [label.shape] : [])],
    texts: [...texts, ...numbers, ...foot.texts, ...(label ? label.texts : [])],
    logo: foot.logo,
  }
}

/** What fills a ground that no photo covers. */
function ornament(name: LayoutLook['ornament'], area: Box, palette: Palette): readonly Shape[] {
  const isTall = area.height > area.width * 1.5
  if (name === 'well') return well(area, palette, isTall ? 62 : 44)
  if (name === 'corner') return well(area, palette, isTall ? 26 : 20)
  if (name === 'lamp')
    return [
      ...frame(area, palette),
      ...lamp(area.x + area.width / 2, area.y + area.height * 0.17, isTall ? 72 : 40, palette),
    ]
  return []
}
