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

/** The milliseconds of the last id, and the number that made it sort behind those before it in the same millisecond. */
let lastMs = -1
let counter = 0

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 26 bits that begin anywhere and count on while the millisecond stays the same (§6.2, method 1), then
 * 48 random bits: ids made later by one process sort later, those of one transaction too, whose time stands.
 * Made here because PostgreSQL has uuidv7() only from 18 and we serve 15.
 */
export function uuidv7(now: Date = new Date()): string {
  const bytes = freshBytes()
  const ms = now.getTime()
  // Begun in the lower half: no process makes the 33 million ids of one millisecond that would carry over.
  counter = ms === lastMs ? counter + 1 : bytes.readUInt32BE(6) & 0x1ffffff
  lastMs = ms
  bytes.writeUIntBE(ms, 0, 6)
  bytes[6] = 0x70 | (counter >>> 22)
  bytes[7] = (counter >>> 14) & 0xff
  bytes[8] = 0x80 | ((counter >>> 8) & 0x3f)
  bytes[9] = counter & 0xff
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text is an id as we write it, of whichever version: what is none need not be looked for, and PostgreSQL would not take it. */
export const isUuid = (text: string): boolean => UUID.test(text)
