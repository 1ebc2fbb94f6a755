import { namesOf } from '#modules/people/server/index.ts'
import {
  starter,
  type BrandKit,
  type Finding,
  type PieceKind,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { letters } from '#platform/rendering/letters.ts'
import { areLettersProven } from '#platform/rendering/provenLetters.ts'
import { findingsOf } from '#engines/scenes/index.ts'
import { notedLetters, packLetters, type PackedLetters } from '../domain/packedLetters.ts'
import type { NamedScheme } from '../domain/schemeChoice.ts'
import type { SchemeFlag } from '../domain/schemeFacts.ts'
import { SIGNATURES, type PieceState } from '../domain/piece.ts'
import { lengthsOf, placedFaults, type PlacedFault } from '../domain/libraryFaults.ts'
import { standingSignatures } from './approvalStore.ts'
import { kitOf, presentKit } from './brandStore.ts'
import { commentsOf, type Comment } from './commentStore.ts'
import { libraryStanding, namedConsents, type NamedConsent } from './libraryStandingStore.ts'
import { knownPiece } from './openPiece.ts'
import { editorsOf } from './pieceStore.ts'
import { namedSchemes } from './schemeFacts/schemeFactStore.ts'
import { schemeFlags } from './schemeFacts/schemeFlags.ts'
import { mayApprove, mayComment, mayEdit, mayRetire, mayReviewSome, maySee } from './policy.ts'

export interface SaidComment extends Omit<Comment, 'by' | 'resolvedBy'> {
  readonly by: string | undefined
  readonly resolvedBy: string | undefined
}
/** A piece as its makers and its readers see it. */
export interface ViewedPiece {
  readonly id: string
  readonly kind: PieceKind
  readonly state: PieceState
  readonly document: SceneDocument
  readonly hash: string
  readonly version: number
  readonly kit: BrandKit
  /** The organisation's present look is another one; null is the house's plain one. */
  readonly newerBrand: string | null | undefined
  /** What each empty place of its template asks for, by `scene/block`. */
  readonly hints: Readonly<Record<string, { readonly hi: string; readonly en: string }>>
  readonly findings: readonly Finding[]
  /** This server does not draw letters rightly: nothing is made or approved here. */
  readonly areLettersWrong: boolean
  /** The scheme it speaks of has changed, or is gone, since its makers read it. */
  readonly schemeFlag: SchemeFlag | undefined
  /** Of a scheme piece: schemes to choose from. */
  readonly schemes: readonly NamedScheme[]
  /** What the library says against its media and consents. */
  readonly libraryFaults: readonly PlacedFault[]
  /** Whose consents it names, for whoever may sign it: that each is of the person shown is for her to see. */
  readonly consents: readonly NamedConsent[]
  /** Milliseconds of the clips and voices in it, by their files. */
  readonly lengths: Readonly<Record<string, number>>
  /** The outlines of every word in it. */
  readonly letters: PackedLetters
  readonly comments: readonly SaidComment[]
  readonly signed: readonly { readonly by: string | undefined; readonly at: Date; readonly isMine: boolean }[]
  /** Signatures that are still asked for. */
  readonly awaits: number
  readonly may: {
    readonly edit: boolean
    readonly comment: boolean
    readonly sign: boolean
    readonly sendBack: boolean
    readonly retire: boolean
  }
  /** She reviews others' pieces, but has edited this one. */
  readonly isOwn: boolean
}

/** @throws Refusal notSignedIn, forbidden, notFound */
export async function viewPiece(ctx: Context, pieceId: string): Promise<ViewedPiece> {
  const { actor } = ctx
  const { personId } = requirePerson(actor)
  return ctx.transaction(async (tx) => {
    const piece = await knownPiece(tx, pieceId)
    authorise(maySee(actor, piece))
    const { id, kind, state, document, hash, version } = piece
    const kit = await kitOf(tx, document.brand)
    const present = (await presentKit(tx))?.hash ?? null
    const standing = await libraryStanding(tx, [document])
    const noted = notedLetters(letters())
    const findings = findingsOf(document, kit, noted.letters)
    const editors = await editorsOf(tx, id)
    const signatures = await standingSignatures(tx, id)
    const comments = await commentsOf(tx, id)
    const names = await namesOf(tx, [
      ...signatures.map(({ by }) => by),
      ...comments.flatMap(({ by, resolvedBy }) => [by, resolvedBy]),
    ])
    const nameOf = (who: string | null) => (who === null ? undefined : names.get(who)?.[ctx.locale])
    const isSigned = signatures.some(({ by }) => by === personId)
    const reviews = mayReviewSome(actor, piece).allowed
    const approves = mayApprove(actor, piece, editors).allowed
    const signs = state === 'in_review' && approves && !isSigned
    return {
      id,
      kind,
      state,
      document,
      hash,
      version,
      kit,
      newerBrand: present === document.brand ? undefined : present,
      hints: starter(kind).hints,
      findings,
      areLettersWrong: !(await areLettersProven()),
      schemeFlag: (await schemeFlags(tx, [id])).get(id),
      schemes: kind === 'scheme' ? await namedSchemes(tx) : [],
      libraryFaults: placedFaults(document, standing),
      consents: signs ? await namedConsents(tx, document) : [],
      lengths: lengthsOf(standing),
      letters: packLetters(noted.asked(), letters()),
      comments: comments.map((one) => ({ ...one, by: nameOf(one.by), resolvedBy: nameOf(one.resolvedBy) })),
      signed: signatures.map(({ by, at }) => ({ by: nameOf(by), at, isMine: by === personId })),
      awaits: state === 'in_review' ? Math.max(0, SIGNATURES - signatures.length) : 0,
      may: {
        edit: state !== 'retired' && mayEdit(actor, piece).allowed,
        comment: mayComment(actor, piece).allowed,
        sign: signs,
        sendBack: (state === 'in_review' || state === 'approved') && reviews,
        retire: state !== 'retired' && mayRetire(actor, piece).allowed,
      },
      isOwn: state === 'in_review' && reviews && !approves,
    }
  })
} // prettier-ignore
