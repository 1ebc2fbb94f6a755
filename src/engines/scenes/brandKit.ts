import { z } from 'zod'
import { canonicalText, type Value } from './canonical.ts'
import { fileHash } from './document.ts'
import { FACES } from './letters.ts'
import { both, type Deep } from './words.ts'

const colour = z.string({ error: 'scenes_colour_wrong' }).regex(/^#[0-9a-f]{6}$/, 'scenes_colour_wrong')

/** How an organisation looks. Colours are checked for contrast where they meet (contrast.ts); letters are always the house's own fonts, in one of two faces. */
export const brandKit = z.strictObject({
  /** The organisation's name as it signs a piece. */
  name: both(80),
  /** Who answers for the piece, as caption and metadata of synthetic media name it. */
  entity: both(160),
  accent: colour,
  ink: colour,
  paper: colour,
  /** A picture with a transparent ground; null: the name alone signs. */
  logo: fileHash.nullable(),
  /** Left out: sans, as every kit was before there were two. */
  letters: z.enum(FACES).optional(),
})
export type BrandKit = Deep<z.output<typeof brandKit>>

/** Deep teal on paper white: the house's own, for an organisation that chose nothing yet. */
export const PLAIN_KIT: BrandKit = {
  name: { hi: '', en: '' },
  entity: { hi: '', en: '' },
  accent: '#0f5a5e',
  ink: '#1b2327',
  paper: '#fbf8f1',
  logo: null,
}

/** The name by which a document refers to a kit. @param sha256 bytes → 64 hexadecimal digits */
export const kitHash = (kit: BrandKit, sha256: (bytes: Uint8Array) => string): string =>
  sha256(new TextEncoder().encode(`karyakarta-brand-1\0${canonicalText(kit as Value)}`))
