import { compose, scenesOf, toSvg, type CanvasName, type Language } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { letters } from '#platform/rendering/letters.ts'
import { kitOf } from './brandStore.ts'
import { documentAt } from './documentAt.ts'
import { knownPiece } from './openPiece.ts'
import { maySee } from './policy.ts'

export interface DrawScene {
  readonly pieceId: string
  readonly scene: string
  readonly language: Language
  readonly canvas?: CanvasName
  /** As it stood after that edit; undefined: now. */
  readonly version?: number | undefined
}

/** One scene as every rendition draws it, its photo left out, as SVG of outlines. @throws Refusal notSignedIn, forbidden, notFound */
export async function drawScene(
  ctx: Context,
  { pieceId, scene, language, canvas = 'story', version }: DrawScene,
): Promise<string> {
  requirePerson(ctx.actor)
  const { document, kit } = await ctx.transaction(async (tx) => {
    const piece = await knownPiece(tx, pieceId)
    authorise(maySee(ctx.actor, piece))
    const stood = version === undefined ? piece.document : await documentAt(tx, piece, version)
    return { document: stood, kit: await kitOf(tx, stood.brand) }
  })
  const wanted = scenesOf(document).find(({ id }) => id === scene)
  if (!wanted) throw new Refusal('notFound', { reason: 'studio_scene_unknown' })
  return toSvg(compose(wanted, { document, kit, canvas, language, letters: letters(), position: null }))
}
