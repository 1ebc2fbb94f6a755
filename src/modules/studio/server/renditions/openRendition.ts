import { Readable } from 'node:stream'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { knownPiece } from '../openPiece.ts'
import { maySee } from '../policy.ts'
import { findRendition } from './renditionStore.ts'

/** A rendition's bytes, for a door. */
export interface OpenedRendition {
  readonly bytes: number
  readonly mediaType: string
  readonly stream: Readable
  readonly pieceId: string
  /** A name under which it may be kept, without the media type's ending. */
  readonly name: string
}

async function open(
  ctx: Context,
  tx: Transaction,
  id: string,
  mayOpen: (pieceId: string) => Promise<void>,
): Promise<OpenedRendition> {
  const rendition = await lookUp(id, (known) => findRendition(tx, known), 'studio_l_r_unknown')
  if (rendition.state !== 'ready') throw new Refusal('notFound', { reason: 'studio_l_r_unknown' })
  const { pieceId } = rendition
  await mayOpen(pieceId)
  const { form, language, position, mediaType, words, file, hash } = rendition
  const name = `${form}-${language}-${position + 1}-${hash.slice(0, 8)}`
  if (words !== null) {
    const bytes = Buffer.from(words)
    return {
      name,
      pieceId,
      bytes: bytes.length,
      mediaType: `${mediaType!}; charset=utf-8`,
      stream: Readable.from([bytes]),
    }
  }
  const kept = await getFile(tx, await openStore(ctx.platform.environment), file!)
  return { name, pieceId, bytes: kept.bytes, mediaType: mediaType!, stream: kept.stream }
}

/** For rooms above, which ask their own policy first: a volunteer opens what her kit holds, not what the studio makes. @throws Refusal notFound */
export const openRendition = (ctx: Context, id: string): Promise<OpenedRendition> =>
  ctx.transaction((tx) => open(ctx, tx, id, () => Promise.resolve()))

/** For whoever sees the piece. @throws Refusal notSignedIn, notFound, forbidden */
export async function openPieceRendition(ctx: Context, id: string): Promise<OpenedRendition> {
  requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    open(ctx, tx, id, async (pieceId) => authorise(maySee(ctx.actor, await knownPiece(tx, pieceId)))),
  )
}
