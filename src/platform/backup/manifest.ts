import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { EDITIONS } from '../environment/environment.ts'
import { FORMER_PURPOSES, KEY_PURPOSES, type KeyRing } from '../keys/keyRing.ts'
import { backupRefused } from './backupRefused.ts'

export const FORMAT = 1
export const MANIFEST = 'manifest.json'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const manifestSchema = z.object({
  format: z.literal(FORMAT),
  edition: z.enum(EDITIONS),
  madeAt: z.iso.datetime(),
  /** Names of the migrations that the database had; the restore runs exactly these first. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      /** `schema.table` */
      name: z.string(),
      columns: z.array(z.string()).min(1),
      rows: z.number().int().min(0),
      part: z.string().regex(/^tables\/[a-z0-9_.]+\.copy\.gz$/),
      sha256,
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.number().int(), isCalled: z.boolean() })),
  files: z.object({ count: z.number().int().min(0), bytes: z.number().int().min(0) }),
  audit: z.object({ entries: z.number().int(), head: z.string() }),
  /** Which keys the sealed fields need: fingerprints, which say nothing about the keys. */
  keys: z.array(
    z.object({
      purpose: z.enum([...KEY_PURPOSES, ...FORMER_PURPOSES]),
      id: z.number().int(),
      fingerprint: sha256,
    }),
  ),
})

export type Manifest = z.output<typeof manifestSchema>

/** Fingerprints of all keys of a ring. */
export const fingerprints = (keys: KeyRing): Manifest['keys'] =>
  KEY_PURPOSES.flatMap((purpose) =>
    keys.all(purpose).map(({ id, secret }) => ({
      purpose,
      id,
      fingerprint: createHash('sha256').update('karyakarta key').update(secret.export()).digest('hex'),
    })),
  )

/** The edition's own signature: a manifest that was changed, or made with other keys, does not bear it. */
const signature = (keys: KeyRing, text: string, keyId?: number): string => {
  const key = keyId === undefined ? keys.newest('index') : keys.byId('index', keyId)
  if (!key) return ''
  return `${key.id}:${createHmac('sha256', key.secret).update('karyakarta backup').update(text).digest('hex')}`
}

/** Written last: a folder without a manifest is no backup. */
export async function writeManifest(folder: string, manifest: Manifest, keys: KeyRing): Promise<void> {
  const text = JSON.stringify(manifest, null, 2)
  await writeFile(join(folder, MANIFEST), text, { mode: 0o600, flush: true })
  await writeFile(join(folder, `${MANIFEST}.signature`), signature(keys, text), { mode: 0o600, flush: true })
}

/** @throws StartRefused when it is no backup, of a newer format, changed since, or its keys are not here */
export async function readManifest(folder: string, keys: KeyRing): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined)
  const signed = await readFile(join(folder, `${MANIFEST}.signature`), 'utf8').catch(() => '')
  if (text === undefined)
    throw backupRefused(
      'none',
      `${folder} is no complete backup: it has no ${MANIFEST}.`,
      `${folder} पूरा बैकअप नहीं है: उसमें ${MANIFEST} नहीं है।`,
    )
  const manifest = parsed(text)
  assertKeys(manifest, keys)
  const own = Buffer.from(signature(keys, text, Number(signed.split(':')[0])))
  const given = Buffer.from(signed)
  if (own.length === 0 || own.length !== given.length || !timingSafeEqual(own, given)) throw damaged(MANIFEST)
  return manifest
}

export const damaged = (part: string) =>
  backupRefused(
    'damaged',
    `The backup is damaged or was changed: ${part}. Nothing was restored; use another backup.`,
    `बैकअप ख़राब है या बदला गया है: ${part}। कुछ भी वापस नहीं लाया गया; दूसरा बैकअप लें।`,
  )

function parsed(text: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw damaged(MANIFEST)
  }
  if (Number((value as { format?: unknown }).format) > FORMAT) throw newer()
  const result = manifestSchema.safeParse(value)
  if (!result.success) throw damaged(MANIFEST)
  return result.data
}

export const newer = () =>
  backupRefused(
    'newer',
    'The backup was made by a newer version of Karyakarta: install that version, then restore.',
    'यह बैकअप Karyakarta के नए संस्करण का है: पहले वह संस्करण लगाएँ, फिर वापस लाएँ।',
  )

function assertKeys(manifest: Manifest, keys: KeyRing): void {
  const here = new Set(fingerprints(keys).map(({ fingerprint }) => fingerprint))
  const isNeeded = (purpose: string) => KEY_PURPOSES.some((known) => known === purpose)
  const missing = manifest.keys.filter(
    ({ purpose, fingerprint }) => isNeeded(purpose) && !here.has(fingerprint),
  )
  if (missing.length === 0) return
  const names = missing.map(({ purpose, id }) => `${purpose}.${id}.key`).join(', ')
  throw backupRefused(
    'keys',
    `The keys that this backup was made with are not in KARYAKARTA_KEYS (${names}): without them phones stay unreadable.`,
    `जिन कुंजियों से यह बैकअप बना, वे KARYAKARTA_KEYS में नहीं हैं (${names}): उनके बिना फ़ोन नंबर नहीं खुलेंगे।`,
  )
}
