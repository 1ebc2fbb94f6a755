import { randomBytes } from 'node:crypto'

/** Random bytes for many ids at once, each used for one: asking the system anew costs more than the id. */
let pool = Buffer.alloc(0)
const BYTES = 16
const POOL = 256 * BYTES
function freshBytes(): Buffer {
  if (pool.length < BYTES) pool = randomBytes(POOL)
  const bytes = pool.subarray(0, BYTES)
  pool = pool.subarray(BYTES)
  return bytes
}

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then random bits, so that ids made later sort later.
 * Made here because PostgreSQL has uuidv7() only from 18 and we serve 15.
 */
export function uuidv7(now: Date = new Date()): string {
  const bytes = freshBytes()
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text is an id as we write it, of whichever version: what is none need not be looked for, and PostgreSQL would not take it. */
export const isUuid = (text: string): boolean => UUID.test(text)
