import { LANGUAGES, type Language } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { areLettersProven } from '#platform/rendering/provenLetters.ts'
import { FORMS, impossible, type Form, type Rendition } from '../../domain/renditions/form.ts'
import type { PieceState } from '../../domain/piece.ts'
import { knownPiece } from '../openPiece.ts'
import { mayAskForForms, maySee } from '../policy.ts'
import { findPublication, renditionRows } from './renditionStore.ts'

export interface RenditionsView {
  readonly pieceId: string
  readonly titleHi: string
  readonly titleEn: string
  readonly state: PieceState
  readonly hash: string
  /** Whether she may ask for more of them. */
  readonly mayAsk: boolean
  readonly renditions: readonly Rendition[]
  /** This server does not draw letters rightly: nothing is made here. */
  readonly areLettersWrong: boolean
  /** Forms that this document cannot become in a language, with the id of the words why. */
  readonly impossible: readonly {
    readonly form: Form
    readonly language: Language
    readonly reason: string
  }[]
  /** Where it is public; undefined while it is not. */
  readonly publishedAt: Date | undefined
}

/** All forms of a piece's present bytes, made or on their way, for whoever sees the piece. @throws Refusal notSignedIn, notFound, forbidden */
export async function viewRenditions(ctx: Context, pieceId: string): Promise<RenditionsView> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const piece = await knownPiece(tx, pieceId)
    authorise(maySee(ctx.actor, piece))
    const { document, hash, state } = piece
    const publication = await findPublication(tx, pieceId)
    return {
      ...{ pieceId, state, hash, titleHi: document.title.hi, titleEn: document.title.en },
      mayAsk: (state === 'in_review' || state === 'approved') && mayAskForForms(ctx.actor, piece).allowed,
      renditions: await renditionRows(tx, pieceId, hash),
      areLettersWrong: !(await areLettersProven()),
      impossible: FORMS.flatMap((form) =>
        LANGUAGES.flatMap((language) => {
          const reason = impossible(form, language, document)
          return reason ? [{ form, language, reason }] : []
        }),
      ),
      publishedAt: publication?.withdrawnAt === null ? publication.publishedAt : undefined,
    }
  })
}
