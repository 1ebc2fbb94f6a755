/** Pixels across and down of the small grey picture that a likeness is read from. */
export const LIKENESS_GRID = { width: 9, height: 8 } as const
/** Bits of 64 by which two pictures may differ and still look alike: cropped a little, made brighter, sent through WhatsApp. */
export const ALIKE_BITS = 8

/**
 * A picture's difference hash: of each pixel of a tiny grey copy, whether its right neighbour is brighter (dHash, N. Krawetz, "Kind of Like That", 2013).
 * @param grey 9 × 8 bytes, row by row
 * @returns 64 digits, 0 or 1; null where there is nothing to tell by: one colour is like every other
 */
export function likenessOf(grey: Uint8Array): string | null {
  const { width, height } = LIKENESS_GRID
  let bits = ''
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width - 1; x++) bits += grey[y * width + x + 1]! > grey[y * width + x]! ? '1' : '0'
  return /^0+$/.test(bits) ? null : bits
}
