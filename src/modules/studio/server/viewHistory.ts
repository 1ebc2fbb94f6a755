import { namesOf } from '#modules/people/server/index.ts'
import { scenesOf } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { differenceBetween, type Difference } from '../domain/difference.ts'
import type { PieceState } from '../domain/piece.ts'
import { documentAt } from './documentAt.ts'
import { historyOf, type HistoryLine } from './historyStore.ts'
import { knownPiece } from './openPiece.ts'
import { maySee } from './policy.ts'

export interface ViewedHistory {
  readonly id: string
  readonly titleHi: string
  readonly titleEn: string
  readonly state: PieceState
  readonly version: number
  readonly scenes: number
  readonly lines: readonly (Omit<HistoryLine, 'by'> & { readonly by: string | undefined })[]
  /** The two states that are compared. */
  readonly from: number
  readonly until: number
  readonly difference: Difference
}

/**
 * What happened to a piece, and how two of its states differ. `until` left out: as it stands; `from` left out: as it was when the last reader but one
 * could have seen it (sent or begun).
 * @throws Refusal notSignedIn, forbidden, notFound
 */
export async function viewHistory(
  ctx: Context,
  pieceId: string,
  compared: { readonly from?: number | undefined; readonly until?: number | undefined } = {},
): Promise<ViewedHistory> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const piece = await knownPiece(tx, pieceId)
    authorise(maySee(ctx.actor, piece))
    const lines = await historyOf(tx, piece.id)
    const until = compared.until ?? piece.version
    const from =
      compared.from ??
      lines.find(({ what, version }) => version < until && (what === 'sent' || what === 'begun'))?.version ??
      0
    const after = await documentAt(tx, piece, until)
    const names = await namesOf(
      tx,
      lines.map(({ by }) => by),
    )
    return {
      id: piece.id,
      titleHi: piece.document.title.hi,
      titleEn: piece.document.title.en,
      state: piece.state,
      version: piece.version,
      scenes: scenesOf(after).length,
      lines: lines.map(({ by, ...line }) => ({
        ...line,
        by: by === null ? undefined : names.get(by)?.[ctx.locale],
      })),
      from,
      until,
      difference: differenceBetween(await documentAt(tx, piece, from), after),
    }
  })
}
