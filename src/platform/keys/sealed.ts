import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { KeyRing } from './keyRing.ts'

const VERSION = 1
const HEADER = 5
const IV = 12
const TAG = 16

/** Random bytes for many ivs at once, each used for one: asking the system anew costs more than the sealing itself. */
let pool = Buffer.alloc(0)
const POOL = 512 * IV
function freshIv(): Buffer {
  if (pool.length < IV) pool = randomBytes(POOL)
  const iv = pool.subarray(0, IV)
  pool = pool.subarray(IV)
  return iv
}

/**
 * Encrypts an identity field (AES-256-GCM). `bound` ties the text to its row and column (`people.phone:<id>`): moved to another row it
 * does not open. Layout: version (1 byte), key id (4), iv (12), tag (16), text.
 */
export const seal = (keys: KeyRing, text: string, bound: string): Buffer =>
  sealBytes(keys, Buffer.from(text, 'utf8'), bound)

/** The same for bytes that are no text, such as a piece of a file. */
export function sealBytes(keys: KeyRing, bytes: Uint8Array, bound: string): Buffer {
  const key = keys.newest('sealing')
  // Each buffer that is made and joined costs a long list as much as the cipher itself: one for what is bound, one for what comes of it.
  const said = Buffer.allocUnsafe(HEADER + Buffer.byteLength(bound))
  said.writeUInt8(VERSION, 0)
  said.writeUInt32BE(key.id, 1)
  said.write(bound, HEADER)
  const iv = freshIv()
  const cipher = createCipheriv('aes-256-gcm', key.secret, iv).setAAD(said)
  const text = cipher.update(bytes)
  // Only the tag is still missing: this mode pads nothing.
  cipher.final()
  const sealed = Buffer.allocUnsafe(HEADER + IV + TAG + text.length)
  sealed.set(said.subarray(0, HEADER), 0)
  sealed.set(iv, HEADER)
  sealed.set(cipher.getAuthTag(), HEADER + IV)
  sealed.set(text, HEADER + IV + TAG)
  return sealed
}

/** @throws Error when the text was altered, moved to another row, or its key is gone */
export const unseal = (keys: KeyRing, sealed: Buffer, bound: string): string =>
  unsealBytes(keys, sealed, bound).toString('utf8')

/** @throws Error as unseal does */
export function unsealBytes(keys: KeyRing, sealed: Buffer, bound: string): Buffer {
  const header = sealed.subarray(0, HEADER)
  if (header.readUInt8(0) !== VERSION) throw new Error('sealed text of an unknown version')
  const key = keys.byId('sealing', header.readUInt32BE(1))
  if (!key) throw new Error('the key of a sealed text is gone')
  const iv = sealed.subarray(HEADER, HEADER + IV)
  const tag = sealed.subarray(HEADER + IV, HEADER + IV + TAG)
  const decipher = createDecipheriv('aes-256-gcm', key.secret, iv)
    .setAAD(Buffer.concat([header, Buffer.from(bound)]))
    .setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(HEADER + IV + TAG)), decipher.final()])
}

/** The blind index of an identity field: equal texts have equal indexes, and without the key it says nothing. */
export function blindIndex(keys: KeyRing, text: string): Buffer {
  return createHmac('sha256', keys.newest('index').secret).update(text, 'utf8').digest()
}
