import { mix, readable, type Colour } from '../colour.ts'
import type { BrandKit } from '../brandKit.ts'
import type { LayoutName, Role, Scene } from '../document.ts'
import type { LetterWeight } from '../letters.ts'

/** How a role's letters look, in pixels on a canvas 1080 wide, which a phone shows at a third. */
export interface RoleLook {
  readonly size: number
  /** The smallest size that is still read on a phone. */
  readonly least: number
  readonly weight: LetterWeight
  /**
   * Height of a line in sizes. Devanagari has vowel signs above its headline and below its foot: lines closer than 1.3 touch, and long texts want
   * 1.55 (6-experience: at least 1.6 in the app, where letters are smaller).
   */
  readonly leading: number
  readonly isBalanced: boolean
  /** Pixels before it where another text stands above. */
  readonly gap: number
}

const ROLE_LOOKS: Readonly<Record<Role, RoleLook>> = {
  kicker: { size: 44, least: 38, weight: 'Bold', leading: 1.4, isBalanced: false, gap: 36 },
  headline: { size: 98, least: 60, weight: 'Bold', leading: 1.36, isBalanced: true, gap: 30 },
  body: { size: 56, least: 42, weight: 'Regular', leading: 1.56, isBalanced: false, gap: 34 },
  figure: { size: 230, least: 96, weight: 'Bold', leading: 1.24, isBalanced: true, gap: 12 },
  step: { size: 54, least: 42, weight: 'Regular', leading: 1.5, isBalanced: true, gap: 36 },
  quote: { size: 76, least: 50, weight: 'Regular', leading: 1.5, isBalanced: true, gap: 34 },
  name: { size: 64, least: 44, weight: 'Bold', leading: 1.4, isBalanced: false, gap: 34 },
  call: { size: 58, least: 44, weight: 'Bold', leading: 1.45, isBalanced: true, gap: 44 },
}

/** The verdict over a claim: read before the claim is. */
export const STAMP_LOOK: RoleLook = {
  size: 84,
  least: 54,
  weight: 'Bold',
  leading: 1.36,
  isBalanced: true,
  gap: 0,
}

/** Whom a piece remembers is named as large as another piece's headline. */
export const roleLook = (role: Role, layout: LayoutName): RoleLook =>
  layout === 'portrait' && role === 'name' ? { ...ROLE_LOOKS.headline, gap: 20 } : ROLE_LOOKS[role]

export type Ground = 'paper' | 'tint' | 'accent' | 'night'
export interface LayoutLook {
  readonly ground: Ground
  /** Where the texts stand in their area. */
  readonly anchor: 'top' | 'middle' | 'bottom'
  /** Share of the height that a picture takes on an upright canvas; on a wide one it takes the right half. */
  readonly photo: number
  readonly ornament: 'well' | 'corner' | 'mark' | 'lamp'
}

export const LAYOUT_LOOKS: Readonly<Record<LayoutName, LayoutLook>> = {
  cover: { ground: 'accent', anchor: 'bottom', photo: 0.54, ornament: 'well' },
  statement: { ground: 'paper', anchor: 'middle', photo: 0.42, ornament: 'corner' },
  figure: { ground: 'paper', anchor: 'middle', photo: 0.36, ornament: 'well' },
  steps: { ground: 'paper', anchor: 'middle', photo: 0.3, ornament: 'corner' },
  quote: { ground: 'tint', anchor: 'middle', photo: 0.42, ornament: 'mark' },
  portrait: { ground: 'night', anchor: 'bottom', photo: 0.6, ornament: 'lamp' },
  verdict: { ground: 'accent', anchor: 'middle', photo: 0.36, ornament: 'well' },
  closing: { ground: 'accent', anchor: 'middle', photo: 0.4, ornament: 'well' },
}

/** Thousandths of the room that words leave, above them. */
const ANCHORED = { top: 0, middle: 460, bottom: 1000 } as const
const UNDER_PHOTO = 1000 / 3

/** How a scene is arranged, in thousandths: as it says itself, else as its layout has it. @param isWide on a canvas on which a picture stands beside the words */
export function arrangementOf(
  { layout, media, wordsAt }: Scene,
  isWide: boolean,
): { readonly share: number; readonly wordsAt: number } {
  const look = LAYOUT_LOOKS[layout]
  return {
    share: media?.share ?? look.photo * 1000,
    wordsAt: wordsAt ?? (media && !isWide ? UNDER_PHOTO : ANCHORED[look.anchor]),
  }
}

export interface Palette {
  readonly ground: Colour
  readonly text: Colour
  /** For what leads the eye: kicker, figure, numbers. */
  readonly strong: Colour
  readonly soft: Colour
}

/** Colours of a ground, all from the kit. */
export function paletteOf(kit: BrandKit, name: Ground): Palette {
  if (name === 'paper' || name === 'tint') {
    const ground = name === 'paper' ? kit.paper : mix(kit.paper, kit.accent, 0.12)
    return { ground, text: kit.ink, strong: kit.accent, soft: mix(kit.ink, ground, 0.28) }
  }
  const ground = name === 'accent' ? kit.accent : mix(kit.ink, kit.accent, 0.25)
  const text = readable(ground, [kit.paper, kit.ink])
  return { ground, text, strong: mix(text, ground, 0.12), soft: mix(text, ground, 0.2) }
}
