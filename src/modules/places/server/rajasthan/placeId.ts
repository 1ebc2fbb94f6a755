import { hash } from 'node:crypto'

/**
 * A place's id from its official path (`rajasthan/ac/1/booth/3`), so that loading again changes nothing and links last.
 * Shaped as a UUID of version 8 (RFC 9562: vendor's own), from the first 128 bits of SHA-256.
 */
export function placeId(path: string): string {
  const hex = hash('sha256', `karyakarta/place/${path}`, 'hex')
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
