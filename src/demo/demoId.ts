import { createHash } from 'node:crypto'

/**
 * A made-up record's id from its name (`person/17`), so that the persona links stay the same after `--fresh`. A UUID of version 8
 * (RFC 9562: vendor's own) from SHA-256.
 */
export function demoId(name: string): string {
  const hex = createHash('sha256').update(`karyakarta/demo/${name}`).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
