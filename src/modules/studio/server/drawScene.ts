import { buffer } from 'node:stream/consumers'
import {
  compose,
  scenesOf,
  toSvg,
  type CanvasName,
  type Drawing,
  type Language,
} from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { letters } from '#platform/rendering/letters.ts'
import { openEasel } from '#platform/rendering/picture.ts'
import { kitOf } from './brandStore.ts'
import { documentAt } from './documentAt.ts'
import { knownPiece } from './openPiece.ts'
import { maySee } from './policy.ts'
import { mediaFacts } from './renditions/renditionStore.ts'

export interface DrawScene {
  readonly pieceId: string
  readonly scene: string
  readonly language: Language
  readonly canvas?: CanvasName
  /** As it stood after that edit; undefined: now. */
  readonly version?: number | undefined
}

/** One scene as every rendition draws it, as SVG of outlines over a small copy of its photo. @throws Refusal notSignedIn, forbidden, notFound */
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
  const drawing = compose(wanted, { document, kit, canvas, language, letters: letters(), position: null })
  return toSvg(drawing, await smallPhoto(ctx, drawing))
}

/** A third is what lists and histories show. */
const SMALL = 3

/** The scene's photo, or a frame of its clip, cut for its place; undefined where there is none, or its files are gone. */
async function smallPhoto(ctx: Context, { photo, ground }: Drawing): Promise<string | undefined> {
  if (!photo) return undefined
  const store = await openStore(ctx.platform.environment)
  const media = (file: string) =>
    ctx.transaction(async (tx) => {
      const facts = (await mediaFacts(tx, [file])).get(file)
      return buffer((await getFile(tx, store, facts?.screen ?? file)).stream)
    })
  const [width, height] = [Math.round(photo.box.width / SMALL), Math.round(photo.box.height / SMALL)]
  const alone = { ...photo, box: { x: 0, y: 0, width, height } }
  try {
    const small = { width, height, ground, photo: alone, shapes: [], texts: [], logo: null }
    return (await openEasel(media).picture(small, { encoding: 'jpeg' })).toString('base64')
  } catch (thrown) {
    // Taken back, or never there: the drawing stands without it, and the gate says so.
    if (isRefusal(thrown) && thrown.id === 'notFound') return undefined
    throw thrown
  }
}
