import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { filesOf } from '#engines/scenes/index.ts'
import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { getFile, putFile } from '#platform/files/files.ts'
import { DISK_FULL, isDiskFull, STORE_AWAY } from '#platform/files/storeFault.ts'
import { openStore } from '#platform/files/openStore.ts'
import { defineJob, type JobRun } from '#platform/jobs/job.ts'
import { announce } from '#platform/outbox/announce.ts'
import type { MediaSource } from '#platform/rendering/picture.ts'
import { provenLetters } from '#platform/rendering/provenLetters.ts'
import { FORMS } from '../../domain/renditions/form.ts'
import { kitOf } from '../brandStore.ts'
import { findPiece, type Piece } from '../pieceStore.ts'
import { makeForm, type FormOrder, type Output } from './makeForm.ts'
import {
  isSettled,
  saveFailed,
  saveMade,
  savePercent,
  saveStarted,
  saveWaiting,
  unmadeRows,
  type Made,
} from './renditionStore.ts'

const schema = z.object({
  pieceId: z.guid(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  form: z.enum([...FORMS, 'poster', 'mark']),
  language: z.enum(['hi', 'en']),
})
type Asked = z.output<typeof schema>

/** Tries after the first. */
const RETRIES = 3
/** Milliseconds between two words about how far it is. */
const WORD_EVERY_MS = 1_500
/** Refusals that another try may not meet. */
const PASSING = new Set(['rendering_stopped', 'rendering_disk_full', DISK_FULL, STORE_AWAY])

/**
 * Makes one form of a piece's bytes in one language. A worker that is killed is relieved by another, which begins anew: what stands in the store is whole or not there.
 * What cannot be made says why, in words, and may be asked for again.
 */
export const renderForm = defineJob({
  name: 'studio.renderForm',
  schema,
  // Five minutes of film take a slow machine a quarter of an hour.
  policy: { retries: RETRIES, timeout: 1800, heartbeat: 15, concurrency: 1 },
  async handle(context, asked, run) {
    const begun = await begin(context, asked)
    if (!begun) return
    const ids = begun.rows.map(({ id }) => id)
    try {
      await provenLetters()
      const outputs = await makeForm(asked.form, await orderOf(context, asked, begun.piece, ids, run))
      await keep(context, asked, begun.rows, outputs)
    } catch (thrown) {
      await fail(context, asked, ids, thrown, run)
    }
  },
})

async function begin(context: Context, asked: Asked) {
  return context.transaction(async (tx) => {
    const piece = await findPiece(tx, asked.pieceId)
    const rows = await unmadeRows(tx, asked.pieceId, asked.hash, asked)
    if (!piece || rows.length === 0) return undefined
    // Edited meanwhile: nobody approved these bytes, and nothing is made of them.
    if (piece.hash !== asked.hash)
      return void (await saveFailed(
        tx,
        rows.map(({ id }) => id),
        'studio_l_r_outdated',
      ))
    await saveStarted(
      tx,
      rows.map(({ id }) => id),
    )
    return { piece, rows }
  })
}

async function orderOf(
  context: Context,
  { pieceId, language }: Asked,
  piece: Piece,
  ids: readonly string[],
  run: JobRun,
): Promise<FormOrder> {
  const { document } = piece
  const kit = await context.transaction((tx) => kitOf(tx, document.brand))
  const store = await openStore(context.platform.environment)
  const known = new Set([...filesOf(document), ...(kit.logo ? [kit.logo] : [])])
  const media: MediaSource = async (file) => {
    if (!known.has(file)) throw new Error('a file that the document does not name')
    return buffer((await context.transaction((tx) => getFile(tx, store, file))).stream)
  }
  let told = 0
  const onProgress = (share: number) => {
    if (Date.now() - told < WORD_EVERY_MS) return
    told = Date.now()
    const percent = Math.min(99, Math.floor(share * 100))
    // How far it is may be lost; the work goes on.
    void context.transaction((tx) => savePercent(tx, ids, percent)).catch(() => {})
  }
  const origin = (context.platform.environment.PUBLIC_ORIGIN ?? 'https://organisation.localhost').replace(
    /\/$/,
    '',
  )
  return {
    ...{ pieceId, document, kit, language, media, origin, onProgress, signal: run.signal },
    approvedAt: piece.approvedAt ?? piece.changedAt,
  }
}

async function keep(
  context: Context,
  { pieceId, hash }: Asked,
  rows: readonly { readonly id: string; readonly position: number }[],
  outputs: readonly Output[],
): Promise<void> {
  const store = await openStore(context.platform.environment)
  await context.transaction(async (tx) => {
    const made: Made[] = []
    for (const { id, position } of rows) {
      const output = outputs.find((one) => one.position === position)
      if (!output) continue
      made.push({ ...(await kept(tx, store, output)), id })
    }
    await saveMade(tx, made)
    await tellWhenSettled(tx, pieceId, hash)
  })
}

async function kept(
  tx: Transaction,
  store: Awaited<ReturnType<typeof openStore>>,
  output: Output,
): Promise<Omit<Made, 'id'>> {
  const { bytes, fileKind, words, mediaType, width, height, ms } = output
  const size = bytes?.length ?? Buffer.byteLength(words ?? '')
  if (!bytes) return { file: null, words, bytes: size, mediaType, width, height, ms }
  async function* once() {
    yield bytes!
  }
  const { sha256 } = await putFile(tx, store, once(), { limit: size, kinds: [fileKind!] })
  return { file: sha256, words: null, bytes: size, mediaType, width, height, ms }
}

async function tellWhenSettled(tx: Transaction, pieceId: string, hash: string): Promise<void> {
  if (await isSettled(tx, pieceId, hash)) await announce(tx, 'studio.renditionsReady', { pieceId, hash })
}

/** Of what went wrong: told on the page, or tried again. @throws what another try may not meet */
async function fail(
  context: Context,
  { pieceId, hash }: Asked,
  ids: readonly string[],
  thrown: unknown,
  run: JobRun,
): Promise<void> {
  const isFull = isDiskFull(thrown)
  const reason = isFull
    ? 'rendering_disk_full'
    : isRefusal(thrown)
      ? (thrown.reason ?? 'studio_l_r_broken')
      : 'studio_l_r_broken'
  const isPassing = isFull || !isRefusal(thrown) || PASSING.has(reason)
  const hasTries = run.attempt < RETRIES
  await context.transaction(async (tx) => {
    if (run.signal.aborted || (isPassing && hasTries)) return saveWaiting(tx, ids)
    await saveFailed(tx, ids, reason)
    record(tx, 'studio.renderForm', `piece:${pieceId}`, { hash, fault: reason })
    await tellWhenSettled(tx, pieceId, hash)
  })
  if (run.signal.aborted || isPassing) throw thrown
}
