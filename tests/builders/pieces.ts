import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { contentHash, type SceneDocument } from '#engines/scenes/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { Network } from './network.ts'
import { samplePiece } from './samplePiece.ts'
import type { Place } from './tree.ts'

export const hashOfPiece = (document: SceneDocument): string =>
  contentHash(document, (bytes) => createHash('sha256').update(bytes).digest('hex'))

interface PieceWishes {
  readonly place: Place
  /** Null: every wing. Default: every wing. */
  readonly wing?: number | null
  readonly madeBy?: string
  readonly document?: SceneDocument
  /** Default: a draft. */
  readonly state?: 'draft' | 'in_review'
}
/** A whole piece, with the owner's hand. */
export async function arrangePiece(
  house: TestPlatform,
  { place, wing = null, madeBy, document = samplePiece(), state = 'draft' }: PieceWishes,
): Promise<{ readonly pieceId: string; readonly hash: string }> {
  const pieceId = uuidv7()
  const hash = hashOfPiece(document)
  const now = house.clock.now()
  await sql`
    insert into studio.piece (id, kind, title_hi, title_en, document, hash, place_id, place_lft, place_rgt, wing, made_by, made_at, changed_at, sent_at)
    values (${pieceId}, ${document.kind}, ${document.title.hi}, ${document.title.en}, ${JSON.stringify(document)}::jsonb, decode(${hash}, 'hex'),
      ${place.id}, ${place.lft}, ${place.rgt}, ${wing}, ${madeBy ?? null}, ${now}, ${now}, ${state === 'draft' ? null : now})`.execute(
    house.owner.db,
  )
  if (state !== 'draft')
    await sql`update studio.piece set state = ${state} where id = ${pieceId}`.execute(house.owner.db)
  return { pieceId, hash }
}

/** A row in every table of the studio: one who makes, and another who reads and signs. */
export async function plantPieces(
  house: TestPlatform,
  { maker, reader, place }: { readonly maker: string; readonly reader: string; readonly place: Place },
): Promise<void> {
  const now = house.clock.now()
  const { pieceId, hash } = await arrangePiece(house, { place, madeBy: maker })
  const bytes = sql`decode(${hash}, 'hex')`
  await sql`update studio.piece set version = 1 where id = ${pieceId}`.execute(house.owner.db)
  for (const row of [
    sql`edit (piece_id, seq, edit, by_person, at, command_id) values (${pieceId}, 1, '{"at":["brand"]}', ${maker}, ${now}, ${uuidv7()})`,
    sql`happening (id, piece_id, what, version, hash, by_person, at) values (${uuidv7()}, ${pieceId}, 'begun', 0, ${bytes}, ${maker}, ${now})`,
    sql`comment (id, piece_id, scene, words, version, by_person, at, resolved_by, resolved_at)
      values (${uuidv7()}, ${pieceId}, 'scene-1', 'स्रोत?', 0, ${maker}, ${now}, null, null),
      (${uuidv7()}, ${pieceId}, null, 'ठीक', 0, ${reader}, ${now}, ${maker}, ${now})`,
    sql`brand_kit (hash, kit, chosen_by, chosen_at) values (sha256(${maker}::bytea), '{}', ${maker}, ${now})`,
  ])
    await sql`insert into studio.${row}`.execute(house.owner.db)
  await sql`update studio.piece set state = 'in_review', sent_at = ${now} where id = ${pieceId}`.execute(
    house.owner.db,
  )
  await sql`insert into studio.approval (id, piece_id, hash, by_person, checked, at)
    values (${uuidv7()}, ${pieceId}, ${bytes}, ${reader}, '{sources,rights,depicted,synthetic,tone}', ${now})`.execute(
    house.owner.db,
  )
}

/** Two people sign these bytes, past every policy. */
export async function approveWithOwnersHand(
  house: TestPlatform,
  network: Network,
  pieceId: string,
  hash: string,
): Promise<void> {
  const now = house.clock.now()
  for (const reader of [
    await network.person({ place: network.tree.state }),
    await network.person({ place: network.tree.state }),
  ])
    await sql`insert into studio.approval (id, piece_id, hash, by_person, checked, at)
      values (${uuidv7()}, ${pieceId}, decode(${hash}, 'hex'), ${reader.id}, '{sources,rights,depicted,synthetic,tone}', ${now})`.execute(
      house.owner.db,
    )
  await sql`update studio.piece set state = 'approved', approved_at = ${now} where id = ${pieceId}`.execute(
    house.owner.db,
  )
}
