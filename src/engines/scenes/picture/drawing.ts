import type { Colour } from '../colour.ts'
import type { Role } from '../document.ts'
import type { LetterFault } from '../letters.ts'
import type { TextLine } from '../lines.ts'

/** Pixels of each picture format. `wide` is a film's; the others are what phones share. */
export const CANVASES = {
  square: { width: 1080, height: 1080 },
  portrait: { width: 1080, height: 1350 },
  story: { width: 1080, height: 1920 },
  wide: { width: 1920, height: 1080 },
  /** A web story's poster: three to four. */
  poster: { width: 960, height: 1280 },
} as const
export type CanvasName = keyof typeof CANVASES

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A filled outline in pixels; `d` as in SVG. */
export interface Shape {
  readonly d: string
  readonly fill: Colour
  /** 0 to 1; 1 where it is left out. */
  readonly opacity?: number
}

export interface PlacedLine {
  readonly line: TextLine
  readonly x: number
  readonly baseline: number
}

/** A text as it stands on the picture: what is drawn and what the gate looks at. */
export interface PlacedText {
  /** The scene's block; null: what the house adds (signature, source, label). */
  readonly block: string | null
  readonly role: Role | 'signature' | 'source' | 'label' | 'credit' | 'stamp'
  readonly size: number
  readonly colour: Colour
  /** What it is read on. */
  readonly ground: Colour
  readonly box: Box
  readonly lines: readonly PlacedLine[]
  /** It does not fit its place at the least legible size. */
  readonly overflows: boolean
  readonly faults: readonly { readonly word: string; readonly fault: LetterFault }[]
}

/** A kept picture under or on the drawing. */
export interface PlacedPicture {
  readonly file: string
  readonly box: Box
  readonly fit: 'cover' | 'contain'
  /** In thousandths, as in the document. */
  readonly focus: { readonly x: number; readonly y: number }
}

/** One picture, ready to be drawn: the same values for every renderer. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly ground: Colour
  /** The scene's own picture, under everything else. */
  readonly photo: PlacedPicture | null
  readonly shapes: readonly Shape[]
  readonly texts: readonly PlacedText[]
  /** The brand's sign, over everything else. */
  readonly logo: PlacedPicture | null
}

export const rectangle = ({ x, y, width, height }: Box): string => `M${x} ${y}h${width}v${height}h${-width}z`
