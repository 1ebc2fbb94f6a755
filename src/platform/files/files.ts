import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Transaction } from '../database/transaction.ts'
import { Refusal } from '../errors/catalogue.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { isSha256, type ByteStore } from './byteStore.ts'
import { FILE_KINDS, sniff, type FileKind } from './fileKind.ts'
import { holdAddress } from './holdAddress.ts'
import { receive, type Received } from './receive.ts'
import { removeBytes } from './removeBytes.ts'

export interface StoredFile {
  /** 64 hex digits: the file's address. */
  readonly sha256: string
  readonly bytes: number
  readonly kind: FileKind
}

export interface PutOptions {
  /** Bytes. */
  readonly limit: number
  /** What this door takes; all other kinds are refused. */
  readonly kinds: readonly FileKind[]
  /** The media type that the sender claims; one that the bytes do not bear out is refused. */
  readonly claimed?: string
}

/**
 * Takes a file in: its bytes go to the store, its row into this transaction. Rolled back, the bytes stay unseen and a later attempt with the
 * same contents finds them there.
 * @throws Refusal tooLarge, badInput with the reason
 */
export async function putFile(
  tx: Transaction,
  store: ByteStore,
  source: AsyncIterable<Uint8Array>,
  { limit, ...options }: PutOptions,
): Promise<StoredFile> {
  const received = await receive(source, limit)
  try {
    return await putReceived(tx, store, received, options)
  } finally {
    await received.discard()
  }
}

/** The same of what has arrived before the transaction began, so that its hash may be asked for first; the caller discards what it received. */
export async function putReceived(
  tx: Transaction,
  store: ByteStore,
  received: Received,
  { kinds, claimed }: Omit<PutOptions, 'limit'>,
): Promise<StoredFile> {
  const kind = sniff(received.head, received.tail)
  if (!kind || !kinds.includes(kind)) throw new Refusal('badInput', { reason: 'files_kind_refused' })
  if (claimed !== undefined && claimed !== FILE_KINDS[kind])
    throw new Refusal('badInput', { reason: 'files_kind_mismatch' })
  const { sha256, bytes } = received
  await holdAddress(tx, sha256)
  await store.adopt(sha256, received.path)
  await sql`
    insert into platform.file (sha256, bytes, kind, stored_at)
    values (decode(${sha256}, 'hex'), ${bytes}, ${kind}, ${tx.now}) on conflict do nothing`.execute(tx.db)
  return { sha256, bytes, kind }
}

/** What the edition knows of a file, or undefined: it has none at this address. */
export async function findFile(tx: Transaction, sha256: string): Promise<StoredFile | undefined> {
  if (!isSha256(sha256)) return undefined
  const found = await sql<StoredFile>`
    select encode(sha256, 'hex') as sha256, bytes, kind from platform.file where sha256 = decode(${sha256}, 'hex')`.execute(
    tx.db,
  )
  return found.rows[0]
}

/**
 * Opens a file for reading. The stream fails at its end when the bytes are not those that were put in.
 * @throws Refusal notFound
 */
export async function getFile(
  tx: Transaction,
  store: ByteStore,
  sha256: string,
): Promise<StoredFile & { readonly stream: Readable }> {
  const file = await findFile(tx, sha256)
  const bytes = file && (await store.open(sha256))
  if (!file || !bytes) throw new Refusal('notFound', { reason: 'files_not_found' })
  return { ...file, stream: Readable.from(proven(bytes, sha256), { objectMode: false }) }
}

/**
 * Forgets a file: its row in this transaction, its bytes by a job once that has committed. Where a row of another room still refers to the same
 * bytes (one photo, sent to two rooms) it stays, and goes when that one asks.
 */
export async function removeFile(tx: Transaction, sha256: string): Promise<void> {
  if (!(await findFile(tx, sha256))) return
  await sql`savepoint removing`.execute(tx.db)
  try {
    await sql`delete from platform.file where sha256 = decode(${sha256}, 'hex')`.execute(tx.db)
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== FOREIGN_KEY_VIOLATION) throw thrown
    await sql`rollback to savepoint removing`.execute(tx.db)
    return
  }
  await enqueue(tx, removeBytes, { sha256 })
}
/** PostgreSQL's SQLSTATE (manual, appendix A). */
const FOREIGN_KEY_VIOLATION = '23503'

/** Passes bytes on and fails when they turn out to be damaged or cut short. */
export async function* proven(bytes: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const part of bytes) {
    hash.update(part)
    yield part
  }
  if (hash.digest('hex') !== sha256) throw new Error('a stored file is damaged')
}
