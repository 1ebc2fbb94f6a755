import { filesOf } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import { enqueueAll } from '#platform/jobs/enqueue.ts'
import { libraryFaults } from '../../domain/library/declared.ts'
import {
  askFormsSchema,
  isUndeclared,
  rowsFor,
  type AskForms,
  type Form,
  type Rendition,
} from '../../domain/renditions/form.ts'
import { lockKnownPiece } from '../openPiece.ts'
import { mayAskForForms } from '../policy.ts'
import { renderForm } from './renderJob.ts'
import { askRows, forgetOthers, mediaFacts, renditionRows } from './renditionStore.ts'

/**
 * Asks that these forms of a piece's present bytes be made, in both languages, from review on. What is there or on its way is not made again; what failed is. What a
 * document cannot become (a sound without a voice) is left out. For rooms above, after their own policy.
 * @throws Refusal notFound; changedMeanwhile for a draft; badInput where media are undeclared, unknown to the library or taken out of use
 */
export async function askForRenditions(
  tx: Transaction,
  pieceId: string,
  forms: readonly Form[],
): Promise<void> {
  const piece = await lockKnownPiece(tx, pieceId)
  if (piece.state === 'draft' || piece.state === 'retired')
    throw new Refusal('changedMeanwhile', { reason: 'studio_l_r_review_first' })
  if (isUndeclared(piece.document)) throw new Refusal('badInput', { reason: 'studio_l_r_undeclared' })
  const [fault] = libraryFaults(piece.document, await mediaFacts(tx, filesOf(piece.document)))
  if (fault) throw new Refusal('badInput', { reason: fault })
  const { hash } = piece
  await forgetFiles(tx, await forgetOthers(tx, pieceId, hash))
  const groups = await askRows(tx, pieceId, hash, rowsFor(forms, piece.document))
  await enqueueAll(
    tx,
    renderForm,
    groups.map((group) => ({ pieceId, hash, ...group })),
  )
  if (groups.length > 0) record(tx, 'studio.askForRenditions', `piece:${pieceId}`, { hash, forms })
}

/** The same from a page, for whoever works with the piece. @throws Refusal as askForRenditions, notSignedIn, forbidden, badInput */
export async function askForForms(ctx: Context, input: AskForms): Promise<void> {
  const { command, ...asked } = parse(askFormsSchema, input)
  requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.askForForms', input: asked }, async () => {
      authorise(mayAskForForms(ctx.actor, await lockKnownPiece(tx, asked.pieceId)))
      await askForRenditions(tx, asked.pieceId, asked.forms)
    }),
  )
}

/** What was asked for of a piece's bytes. For rooms above, after their own policy. */
export const renditionsOf = (tx: Transaction, pieceId: string, hash: string): Promise<readonly Rendition[]> =>
  renditionRows(tx, pieceId, hash)
