import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { MediaKind } from '../../domain/library/media.ts'

/** A medium that a machine made or changed, with the pieces that show it. */
export interface Registered {
  readonly id: string
  readonly kind: MediaKind
  readonly title: string
  readonly synthetic: 'made' | 'altered'
  readonly tool: string
  readonly what: string
  readonly entityHi: string
  readonly entityEn: string
  readonly file: string
  readonly thumb: string | null
  readonly madeAt: Date
  readonly madeBy: string | null
  readonly withdrawnAt: Date | null
  readonly pieces: readonly {
    readonly id: string
    readonly hi: string
    readonly en: string
    readonly state: 'draft' | 'in_review' | 'approved' | 'retired'
    readonly placeLft: number
    readonly placeRgt: number
    readonly wing: number | null
    /** How many forms of its present bytes are made, each with the label. */
    readonly forms: number
    readonly isPublic: boolean
  }[]
}

/** The newest first, of those whom the asker sees. */
export const registeredMedia = async (tx: Transaction, most: number): Promise<readonly Registered[]> =>
  (await registerQuery(most).execute(tx.db)).rows

export const registerQuery = (most: number) => sql<Registered>`
    select m.id, m.kind, m.title, m.synthetic, m.tool, m.what, m.entity_hi as "entityHi", m.entity_en as "entityEn", encode(m.file, 'hex') as file,
      encode(m.thumb, 'hex') as thumb, m.made_at as "madeAt", m.made_by as "madeBy", m.withdrawn_at as "withdrawnAt",
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'hi', p.title_hi, 'en', p.title_en, 'state', p.state, 'placeLft', p.place_lft,
          'placeRgt', p.place_rgt, 'wing', p.wing,
          'forms', (select count(*) from studio.rendition r where r.piece_id = p.id and r.hash = p.hash and r.state = 'ready'),
          'isPublic', exists (select from studio.publication q where q.piece_id = p.id and q.withdrawn_at is null)) order by p.changed_at desc)
        from studio.piece p where studio.rests_on(p.document) @> array[encode(m.file, 'hex')]), '[]') as pieces
    from studio.media m where m.synthetic <> 'none' order by m.made_at desc, m.id limit ${most}`
