import { isSynthetic, type SceneDocument } from '../document.ts'
import type { Surroundings } from './surroundings.ts'
import { CANVASES, rectangle, type Drawing, type PlacedText, type Shape } from './drawing.ts'
import type { RoleLook } from './looks.ts'
import { lowered, stack } from './place.ts'
import { say } from './said.ts'

/**
 * The least share of a picture's area that the label of machine-made media takes, at its top (ECI advisory of 24 October 2025: at least 10 %). A little
 * more is taken, so that no rounding falls below it.
 */
export const LABEL_SHARE = 0.1
const TAKEN = 0.105
/** Black on signal yellow, whatever the brand: nobody takes it for decoration. */
const GROUND = '#ffd21f'
const INK = '#141414'

/**
 * Pixels below which the name of who answers never goes: the longest that a kit may hold (160 letters) then fits every canvas. What is too long here nobody
 * who makes a piece could mend, since the kit is the organisation's; caption and metadata carry the same name.
 */
const LEAST_ENTITY = 20

/** `made` outweighs `altered`. */
export function syntheticKind(document: SceneDocument): 'made' | 'altered' {
  const all = Object.values(document.scenes).flatMap(({ media, narration }) => [
    media?.synthetic.kind,
    narration.hi.voice?.synthetic.kind,
    narration.en.voice?.synthetic.kind,
  ])
  return all.includes('made') ? 'made' : 'altered'
}

/** The band across the top and its words: what it is, and who answers for it. */
export function labelBand(
  { document, kit, language, letters }: Pick<Surroundings, 'document' | 'kit' | 'language' | 'letters'>,
  width: number,
  height: number,
): { height: number; shape: Shape; texts: readonly PlacedText[] } {
  const band = 2 * Math.ceil((height * TAKEN) / 2)
  const look = (size: number, least: number, weight: RoleLook['weight']): RoleLook => ({
    size,
    least,
    weight,
    leading: 1.35,
    isBalanced: false,
    gap: 2,
  })
  const text = say(syntheticKind(document) === 'made' ? 'syntheticMade' : 'syntheticAltered', language)
  const entity = kit.entity[language]
  const plain = {
    block: null,
    role: 'label',
    colour: INK,
    ground: GROUND,
    indent: 0,
    padding: { x: 0, y: 0 },
  } as const
  const area = { x: 48, y: 6, width: width - 96, height: band - 12 }
  // The words fill the band on every canvas: 114 pixels are its height on a square one.
  const scale = band / 114
  const { texts, height: used } = stack(
    [
      { ...plain, text, look: look(62, 34, 'Bold') },
      ...(entity
        ? [
            {
              ...plain,
              text: `${say('responsible', language)}: ${entity}`,
              look: look(36, LEAST_ENTITY / scale, 'Regular'),
            },
          ]
        : []),
    ],
    area,
    scale,
    letters,
  )
  const down = Math.max(0, (area.height - used) / 2)
  return {
    height: band,
    shape: { d: rectangle({ x: 0, y: 0, width, height: band }), fill: GROUND },
    texts: texts.map((one) => lowered(one, down)),
  }
}

/** The band alone, to lie over a whole film: it never fades with a scene. @returns null where no machine took part */
export function labelDrawing(
  around: Pick<Surroundings, 'document' | 'kit' | 'language' | 'letters' | 'canvas'>,
): Drawing | null {
  if (!isSynthetic(around.document)) return null
  const { width, height } = CANVASES[around.canvas]
  const band = labelBand(around, width, height)
  return {
    width,
    height: band.height,
    ground: GROUND,
    photo: null,
    shapes: [band.shape],
    texts: band.texts,
    logo: null,
  }
}
