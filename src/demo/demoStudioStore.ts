import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { contentHash, type SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'
import { demoId } from './demoId.ts'
import type { Ground } from './ground.ts'
import { inventPieces } from './inventPieces.ts'
import { ORGANISATION_PERSONAS } from './personas.ts'

const hashOf = (document: SceneDocument): string =>
  contentHash(document, (bytes) => createHash('sha256').update(bytes).digest('hex'))

/** Made-up pieces with their past. The rule of two holds for them too: the database asks for both signatures before one stands approved. */
export async function savePieces(tx: Transaction, { id: placeId }: Pick<Ground, 'id'>): Promise<void> {
  const { creator, reviewer, stateCoordinator } = ORGANISATION_PERSONAS
  const rows = inventPieces().map(({ key, document, state, daysAgo }) => ({
    id: demoId(`piece/${key}`),
    begun: demoId(`piece/${key}/begun`),
    sent: demoId(`piece/${key}/sent`),
    first: demoId(`piece/${key}/first`),
    second: demoId(`piece/${key}/second`),
    state,
    daysAgo,
    document,
    hash: hashOf(document),
  }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, begun uuid, sent uuid, first uuid, second uuid, state text,
    "daysAgo" int, document jsonb, hash text)`
  const at = sql`${tx.now}::timestamptz - make_interval(days => "daysAgo")`
  await sql`
    insert into studio.piece (id, kind, title_hi, title_en, document, hash, place_id, place_lft, place_rgt, made_by, made_at, changed_at)
    select given.id, document ->> 'kind', document #>> '{title,hi}', document #>> '{title,en}', document, decode(hash, 'hex'), place.id, place.lft,
      place.rgt, ${creator.personId}, ${at}, ${at}
    from ${given} join places.tree as place on place.id = ${placeId}`.execute(tx.db)
  await sql`
    insert into studio.happening (id, piece_id, what, version, hash, document, by_person, at)
    select begun, id, 'begun', 0, decode(hash, 'hex'), document, ${creator.personId}::uuid, ${at} from ${given}`.execute(
    tx.db,
  )
  await sql`
    update studio.piece set state = 'in_review', sent_at = changed_at from ${given} where piece.id = given.id and given.state <> 'draft'`.execute(
    tx.db,
  )
  await sql`
    insert into studio.happening (id, piece_id, what, version, hash, document, by_person, at)
    select sent, id, 'sent', 0, decode(hash, 'hex'), document, ${creator.personId}::uuid, ${at} from ${given} where state <> 'draft'`.execute(
    tx.db,
  )
  await sql`
    insert into studio.approval (id, piece_id, hash, by_person, checked, at)
    select case who when 1 then first else second end, id, decode(hash, 'hex'),
      case who when 1 then ${reviewer.personId}::uuid else ${stateCoordinator.personId}::uuid end,
      '{sources,rights,depicted,synthetic,tone}', ${at}
    from ${given} cross join generate_series(1, 2) as who where state = 'approved'`.execute(tx.db)
  await sql`
    update studio.piece set state = 'approved', approved_at = piece.changed_at from ${given} where piece.id = given.id and given.state = 'approved'`.execute(
    tx.db,
  )
}
