import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'
import type { KeyRing } from '../keys/keyRing.ts'

/** 256 random bits for a cookie or a link. Only their hash is kept: who reads the database can use none of them. */
export const newToken = (): string => randomBytes(32).toString('base64url')

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest()

/** Six digits, each of the million equally likely. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/**
 * What is kept of a short secret: an HMAC under a key outside the database, bound to its use, so that neither trying a million codes
 * against a stolen table nor moving a row elsewhere gives anything.
 */
export const hmacOf = (keys: KeyRing, secret: string, bound: string): Buffer =>
  createHmac('sha256', keys.newest('session').secret).update(`${bound}|${secret}`, 'utf8').digest()
