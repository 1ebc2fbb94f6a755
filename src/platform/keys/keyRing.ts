import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { indianDay } from '../clock/indianDay.ts'
import { addSigningKey } from './changeSigningKeys.ts'
import { readSigningLines, signingKeys, type SigningKey, type SigningKeyFile } from './signingKey.ts'

/**
 * What a key is for: `sealing` encrypts identity fields; `index` makes them findable without reading them, and signs backups; `session`
 * makes the digests by which codes, recovery codes and budgets are known (accounts/token.ts); `signing` signs what others check without asking us
 * (signingKey.ts). One purpose never uses another's key.
 */
export const KEY_PURPOSES = ['sealing', 'index', 'session', 'signing'] as const
export type KeyPurpose = (typeof KEY_PURPOSES)[number]
/** Made by earlier versions and used by none: older rings and backups name it, and nothing asks for it. */
export const FORMER_PURPOSES = ['card'] as const

export interface Key {
  /** Increasing number; stands before what was sealed, so that a key can be replaced while old text stays readable. */
  readonly id: number
  /** Of Node's own kind: it cannot be logged or serialised, and each use is spared the look at what it is. */
  readonly secret: KeyObject
}

/** The edition's keys, read from files outside the database. */
export interface KeyRing {
  newest(purpose: KeyPurpose): Key
  byId(purpose: KeyPurpose, id: number): Key | undefined
  /** Oldest first. */
  all(purpose: KeyPurpose): readonly Key[]
  /** The key pairs of the purpose `signing`, oldest first, withdrawn ones too. */
  readonly signing: readonly SigningKey[]
}

const FILE = /^([a-z]+)\.(\d+)\.key$/

/** @throws Error when the folder lacks a purpose's key: a restored database without its keys must not start */
export function openKeyRing(folder: string): KeyRing {
  const keys = new Map<KeyPurpose, Key[]>(KEY_PURPOSES.map((purpose) => [purpose, []]))
  const pairs: SigningKeyFile[] = []
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const [, purpose, id] = FILE.exec(name) ?? []
    const ring = keys.get(purpose as KeyPurpose)
    if (!ring) continue
    const text = readFileSync(join(folder, name), 'utf8').trim()
    const lines = purpose === 'signing' ? readSigningLines(text) : { seed: text }
    const key = { id: Number(id), secret: createSecretKey(lines?.seed ?? '00', 'hex') }
    ring.push(key)
    if (lines && 'from' in lines) pairs.push({ ...key, ...lines })
  }
  for (const [purpose, ring] of keys) {
    if (ring.length === 0)
      throw new Error(
        `no ${purpose} key in ${folder}${purpose === 'signing' && keys.get('index')!.length > 0 ? ': made by an earlier version? karyakarta migrate makes it' : ''}`,
      )
    if (ring.some((key) => key.secret.symmetricKeySize !== 32))
      throw new Error(`a ${purpose} key in ${folder} is damaged`)
    ring.sort((a, b) => a.id - b.id)
  }
  return {
    newest: (purpose) => keys.get(purpose)!.at(-1)!,
    all: (purpose) => keys.get(purpose)!,
    byId: (purpose, id) => keys.get(purpose)!.find((key) => key.id === id),
    signing: signingKeys(pairs.sort((a, b) => a.id - b.id)),
  }
}

/** Makes the first key of every purpose that has none; never replaces one. 0600 files in a 0700 folder. */
export function createKeys(folder: string, now = new Date()): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const present = new Set(readdirSync(folder).map((name) => FILE.exec(name)?.[1]))
  for (const purpose of KEY_PURPOSES)
    if (present.has(purpose)) continue
    else if (purpose === 'signing') addSigningKey(folder, 1, indianDay(now))
    else
      writeFileSync(join(folder, `${purpose}.1.key`), `${randomBytes(32).toString('hex')}\n`, {
        mode: 0o600,
        flag: 'wx',
      })
}
