import { sql } from 'kysely'
import type { BrandKit, Language, SceneDocument } from '#engines/scenes/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { Form, Rendition, StoryPart } from '../../domain/renditions/form.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')

const COLUMNS = sql`r.id, r.form, r.language, r.position, r.state, r.percent, r.fault, encode(r.file, 'hex') as file, r.words, r.bytes,
  r.media_type as "mediaType", r.width, r.height, r.ms`

/** What was asked for of these bytes, in the order in which pages show it. */
export async function renditionRows(
  tx: Transaction,
  pieceId: string,
  hash: string,
): Promise<readonly Rendition[]> {
  const found = await sql<Rendition>`
    select ${COLUMNS} from studio.rendition r where r.piece_id = ${pieceId} and r.hash = ${bytes(hash)}
    order by r.form, r.language desc, r.position`.execute(tx.db)
  return found.rows
}

export interface Group {
  readonly form: Form | StoryPart
  readonly language: Language
}

/**
 * Writes down what is asked for; what failed is asked for again, what is there or on its way stays as it is.
 * @returns forms and languages in which something is to be made
 */
export async function askRows(
  tx: Transaction,
  pieceId: string,
  hash: string,
  rows: readonly (Group & { readonly position: number })[],
): Promise<readonly Group[]> {
  const asked = await sql<Group>`
    with made as (
      insert into studio.rendition (id, piece_id, hash, form, language, position, asked_at, changed_at)
      select given.id, ${pieceId}, ${bytes(hash)}, given.form, given.language, given.position, ${tx.now}, ${tx.now}
      from unnest(${rows.map(() => uuidv7(tx.now))}::uuid[], ${rows.map(({ form }) => form)}::text[], ${rows.map(({ language }) => language)}::text[],
        ${rows.map(({ position }) => position)}::int[]) as given(id, form, language, position)
      on conflict (piece_id, hash, form, language, position) do update
        set state = 'queued', fault = null, percent = 0, changed_at = excluded.changed_at where rendition.state = 'failed'
      returning form, language)
    select distinct form, language from made order by form, language`.execute(tx.db)
  return asked.rows
}

/** Of one form and language of these bytes: what is not there yet, held. */
export async function unmadeRows(
  tx: Transaction,
  pieceId: string,
  hash: string,
  { form, language }: Group,
): Promise<readonly { readonly id: string; readonly position: number }[]> {
  const found = await sql<{ id: string; position: number }>`
    select id, position from studio.rendition
    where piece_id = ${pieceId} and hash = ${bytes(hash)} and form = ${form} and language = ${language} and state in ('queued', 'rendering')
    order by position for update`.execute(tx.db)
  return found.rows
}

export async function saveStarted(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    update studio.rendition set state = 'rendering', percent = 0, changed_at = ${tx.now} where id = any (${ids}::uuid[])`.execute(
    tx.db,
  )
}
export async function savePercent(tx: Transaction, ids: readonly string[], percent: number): Promise<void> {
  await sql`
    update studio.rendition set percent = ${percent}, changed_at = ${tx.now} where id = any (${ids}::uuid[]) and state = 'rendering'`.execute(
    tx.db,
  )
}
export async function saveFailed(tx: Transaction, ids: readonly string[], fault: string): Promise<void> {
  await sql`
    update studio.rendition set state = 'failed', fault = ${fault}, changed_at = ${tx.now}
    where id = any (${ids}::uuid[]) and state <> 'ready'`.execute(tx.db)
}
export async function saveWaiting(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    update studio.rendition set state = 'queued', percent = 0, changed_at = ${tx.now} where id = any (${ids}::uuid[]) and state = 'rendering'`.execute(
    tx.db,
  )
}

/** What was made, ready to be written down. */
export interface Made {
  readonly id: string
  readonly file: string | null
  readonly words: string | null
  readonly bytes: number
  readonly mediaType: string
  readonly width: number | null
  readonly height: number | null
  readonly ms: number | null
}
export async function saveMade(tx: Transaction, made: readonly Made[]): Promise<void> {
  await sql`
    update studio.rendition r set state = 'ready', percent = 100, fault = null, file = decode(made.file, 'hex'), words = made.words, bytes = made.bytes,
      media_type = made."mediaType", width = made.width, height = made.height, ms = made.ms, changed_at = ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
      as made(id uuid, file text, words text, bytes int, "mediaType" text, width int, height int, ms int)
    where r.id = made.id`.execute(tx.db)
}
/** Whether all that was asked for of these bytes is made or cannot be. */
export async function isSettled(tx: Transaction, pieceId: string, hash: string): Promise<boolean> {
  const found = await sql`
    select from studio.rendition where piece_id = ${pieceId} and hash = ${bytes(hash)} and state in ('queued', 'rendering') limit 1`.execute(
    tx.db,
  )
  return found.rows.length === 0
}

/** Forgets what was made of other bytes, unless those are public. @returns addresses of files that it showed */
export async function forgetOthers(
  tx: Transaction,
  pieceId: string,
  hash: string,
): Promise<readonly string[]> {
  const gone = await sql<{ file: string }>`
    delete from studio.rendition r where r.piece_id = ${pieceId} and r.hash <> ${bytes(hash)} and not exists (
      select from studio.publication p where p.piece_id = r.piece_id and p.hash = r.hash and p.withdrawn_at is null)
    returning encode(r.file, 'hex') as file`.execute(tx.db)
  return [...new Set(gone.rows.map(({ file }) => file).filter((file) => file !== null))]
}

/** One rendition with whose it is. */
export async function findRendition(
  tx: Transaction,
  id: string,
): Promise<(Rendition & { readonly pieceId: string; readonly hash: string }) | undefined> {
  const found = await sql<Rendition & { pieceId: string; hash: string }>`
    select ${COLUMNS}, r.piece_id as "pieceId", encode(r.hash, 'hex') as hash from studio.rendition r where r.id = ${id}`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** What the library knows of files (studio.media_facts). */
export interface FactsRow {
  readonly file: string
  readonly kind: 'picture' | 'clip' | 'voice'
  readonly synthetic: 'none' | 'made' | 'altered'
  readonly isWithdrawn: boolean
  readonly isAsked: boolean
  readonly screen: string | null
  readonly mediaType: string
  /** Milliseconds of a clip or voice. */
  readonly ms: number | null
}
export async function mediaFacts(
  tx: Transaction,
  files: readonly string[],
): Promise<ReadonlyMap<string, FactsRow>> {
  const found = await sql<FactsRow>`
    select file, kind, synthetic, is_withdrawn as "isWithdrawn", is_asked as "isAsked", screen, media_type as "mediaType", ms
    from studio.media_facts(${files}::text[])`.execute(tx.db)
  return new Map(found.rows.map((row) => [row.file, row]))
}

export interface Publication {
  readonly pieceId: string
  readonly hash: string
  readonly document: SceneDocument
  readonly kit: BrandKit
  readonly files: Readonly<Record<string, { readonly file: string; readonly mediaType: string }>>
  readonly publishedAt: Date
  readonly withdrawnAt: Date | null
  readonly withdrawnWhy: string | null
}
/** The latest of a piece. */
export async function findPublication(tx: Transaction, pieceId: string): Promise<Publication | undefined> {
  const found = await sql<Publication>`
    select piece_id as "pieceId", encode(hash, 'hex') as hash, document, kit, files, published_at as "publishedAt", withdrawn_at as "withdrawnAt",
      withdrawn_why as "withdrawnWhy"
    from studio.publication where piece_id = ${pieceId} order by withdrawn_at is null desc, withdrawn_at desc, hash limit 1`.execute(
    tx.db,
  )
  return found.rows[0]
}
/** Published anew under the same bytes, a withdrawal is over. */
export async function insertPublication(
  tx: Transaction,
  one: Omit<Publication, 'publishedAt' | 'withdrawnAt' | 'withdrawnWhy'>,
): Promise<void> {
  // The latest counts; what it takes the place of stays with its day.
  await sql`
    update studio.publication set withdrawn_at = ${tx.now}, withdrawn_why = 'बदला गया · replaced'
    where piece_id = ${one.pieceId} and hash <> ${bytes(one.hash)} and withdrawn_at is null`.execute(tx.db)
  await sql`
    insert into studio.publication (piece_id, hash, document, kit, files, published_at)
    values (${one.pieceId}, ${bytes(one.hash)}, ${JSON.stringify(one.document)}::jsonb, ${JSON.stringify(one.kit)}::jsonb, ${JSON.stringify(one.files)}::jsonb, ${tx.now})
    on conflict (piece_id, hash) do update set withdrawn_at = null, withdrawn_why = null,
      published_at = case when publication.withdrawn_at is null then publication.published_at else excluded.published_at end`.execute(
    tx.db,
  )
}
export async function savePublicationWithdrawn(
  tx: Transaction,
  { pieceId, hash, why }: { readonly pieceId: string; readonly hash: string; readonly why: string },
): Promise<boolean> {
  const done = await sql`
    update studio.publication set withdrawn_at = ${tx.now}, withdrawn_why = ${why}
    where piece_id = ${pieceId} and hash = ${bytes(hash)} and withdrawn_at is null
    returning piece_id`.execute(tx.db)
  return done.rows.length > 0
}
