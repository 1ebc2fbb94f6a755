import { mergeEdits, valueAt, type Conflict, type Edit, type SceneDocument } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { isFixed, MOST_EDITS, saveEditsSchema, type PieceState, type SaveEdits } from '../domain/piece.ts'
import { isKeptKit } from './brandStore.ts'
import { hashOf } from './contentHash.ts'
import { editsBetween, insertEdits, saveDocument } from './editStore.ts'
import { lockKnownPiece, stateAfter } from './openPiece.ts'
import { findPiece } from './pieceStore.ts'
import { mayEdit } from './policy.ts'
import { voidSignatures } from './voidSignatures.ts'

export interface Saved {
  readonly version: number
  readonly hash: string
  readonly state: PieceState
  /** Edits that were not carried out, each with what stands there now: their maker decides. None is dropped. */
  readonly conflicts: readonly Conflict[]
  /** All that was carried out since the version that she worked on, hers too, in the order in which it stands; undefined: too much, take the document. */
  readonly since: readonly Edit[] | undefined
  readonly document: SceneDocument | undefined
}
/** What is kept of an answer: numbers only. */
interface Answer {
  readonly refused: readonly {
    readonly at: number
    readonly why: Conflict['why']
    readonly faults?: readonly string[]
  }[]
}

/**
 * Carries out what one editor did, on whatever stands there by now: what touches nothing of the others' is merged, the rest comes back to be decided.
 * What was approved or under review becomes a draft, and its signatures void.
 * @throws Refusal forbidden, notFound, badInput; changedMeanwhile for a retired piece
 */
export async function saveEdits(ctx: Context, input: SaveEdits): Promise<Saved> {
  const { command, ...asked } = parse(saveEditsSchema, input) as SaveEdits
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const { refused } = await once(tx, { id: command, verb: 'studio.saveEdits', input: asked }, () =>
      carryOut(tx, asked, { command, by: personId }),
    )
    return answer(tx, asked, refused)
  })
}

async function carryOut(
  tx: Transaction,
  { pieceId, basedOn, edits }: Omit<SaveEdits, 'command'>,
  from: { readonly command: string; readonly by: string },
): Promise<Answer> {
  const piece = await lockKnownPiece(tx, pieceId)
  authorise(mayEdit(tx.actor, piece))
  stateAfter(piece, 'edited')
  if (basedOn > piece.version) throw new Refusal('badInput', { reason: 'studio_version_unknown' })
  if (edits.some(isFixed)) throw new Refusal('badInput', { reason: 'scenes_edit_wrong' })
  await requireKnownKits(tx, edits)

  const refused: Answer['refused'][number][] = []
  const done: Edit[] = []
  let { document } = piece
  for (const [at, edit] of edits.entries()) {
    const { document: next, conflicts } = mergeEdits(document, [edit])
    const [conflict] = conflicts
    if (conflict)
      refused.push({ at, why: conflict.why, ...(conflict.faults ? { faults: conflict.faults } : {}) })
    // What stood there already is nothing new.
    else if (next !== document) done.push(edit)
    document = next
  }
  if (done.length === 0) return { refused }
  const saved = { id: pieceId, document, hash: hashOf(document), version: piece.version + done.length }
  await voidSignatures(tx, piece, from.by)
  await saveDocument(tx, saved)
  await insertEdits(tx, pieceId, piece.version, done, from)
  record(tx, 'studio.saveEdits', `piece:${pieceId}`, {
    from: piece.version,
    version: saved.version,
    hash: saved.hash,
  })
  return { refused }
}

/** A look that nobody kept could never be drawn. @throws Refusal badInput */
async function requireKnownKits(tx: Transaction, edits: readonly Edit[]): Promise<void> {
  const named = edits.filter(({ at, now }) => at[0] === 'brand' && typeof now === 'string').at(-1)
  if (named && !(await isKeptKit(tx, String(named.now))))
    throw new Refusal('badInput', { reason: 'studio_brand_unknown' })
}

async function answer(
  tx: Transaction,
  { pieceId, basedOn, edits }: Omit<SaveEdits, 'command'>,
  refused: Answer['refused'],
): Promise<Saved> {
  const piece = await findPiece(tx, pieceId)
  if (!piece) throw new Refusal('notFound', { reason: 'studio_piece_unknown' })
  // A replay carries nothing out, but it answers with what others did since.
  authorise(mayEdit(tx.actor, piece))
  const { version, hash, state, document } = piece
  const isFar = version - basedOn > 2 * MOST_EDITS
  const conflicts = refused.map(({ at, why, faults }): Conflict => {
    const edit = edits[at]!
    const stands = valueAt(document, edit.at)
    return { edit, why, ...(stands === undefined ? {} : { stands }), ...(faults ? { faults } : {}) }
  })
  return {
    version,
    hash,
    state,
    conflicts,
    since: isFar ? undefined : await editsBetween(tx, pieceId, basedOn, version),
    document: isFar ? document : undefined,
  }
} // prettier-ignore
