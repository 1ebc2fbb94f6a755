import type { Readable } from 'node:stream'

/** Where an edition's bytes lie, by the SHA-256 of their contents (64 hex digits). */
export interface ByteStore {
  /** Takes over a finished file from the disk. Repeated with the same contents it changes nothing. */
  adopt(sha256: string, path: string): Promise<void>
  /** @returns undefined when the store has no such bytes */
  open(sha256: string): Promise<Readable | undefined>
  has(sha256: string): Promise<boolean>
  remove(sha256: string): Promise<void>
  /** Writes, reads and removes a probe. @throws when the store does not work */
  probe(): Promise<void>
}

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** Two levels of folders keep each below a few hundred entries at a million files. */
export const pathOf = (sha256: string): string => {
  if (!isSha256(sha256)) throw new Error('not the address of a file')
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
}
