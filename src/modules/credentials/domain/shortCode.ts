/**
 * A card's or certificate's code for whoever has no camera: twelve letters in three groups. Sixty bits: two for the kind, thirty-two for the serial,
 * twenty-six for a keyed mark, without which nobody could go through serials and read names (docs/integrity.md, rule 21). Letters as Crockford's base32:
 * no I, L, O, U; what is typed for them is read as what it looks like.
 */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12
const MARK_BITS = 26n
const SERIAL_BITS = 32n
const KINDS = ['card', 'badge'] as const
export type CodedKind = (typeof KINDS)[number]

export interface ShortCode {
  readonly kind: CodedKind
  readonly serial: number
  /** The keyed mark, below 2²⁶. */
  readonly mark: number
}

/** @param digest at least four bytes of a keyed digest */
export const markOf = (digest: Uint8Array): number =>
  new DataView(digest.buffer, digest.byteOffset).getUint32(0) >>> 6

export function writeShortCode({ kind, serial, mark }: ShortCode): string {
  const bits = (((BigInt(KINDS.indexOf(kind)) << SERIAL_BITS) | BigInt(serial)) << MARK_BITS) | BigInt(mark)
  const letters = Array.from(
    { length: LENGTH },
    (_, nth) => LETTERS[Number((bits >> BigInt(5 * (LENGTH - 1 - nth))) & 31n)]!,
  ).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** What was typed, in whatever letters and groups. @returns undefined for what no code of ours looks like */
export function readShortCode(typed: string): ShortCode | undefined {
  const letters = typed.toUpperCase().replace(/[\s·.–-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1') // prettier-ignore
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(letters)) return undefined
  const bits = [...letters].reduce((sum, letter) => (sum << 5n) | BigInt(LETTERS.indexOf(letter)), 0n)
  const kind = KINDS[Number(bits >> (SERIAL_BITS + MARK_BITS))]
  const part = (shift: bigint, size: bigint) => Number((bits >> shift) & ((1n << size) - 1n))
  return kind && { kind, serial: part(MARK_BITS, SERIAL_BITS), mark: part(0n, MARK_BITS) }
}
