import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** What one person made, released, was offered, fetched and shared, under records that gave way to hers too: of her own rows row-level security shows these. */
export async function ownCampaigns(tx: Transaction, personId: string): Promise<Record<string, unknown>> {
  const hers = sql`= any (array(select id from hers))`
  const found = await sql<Record<string, unknown>>`
    with hers as materialized (select ${personId}::uuid as id union select gone.person_id from people.merged_with(array[${personId}::uuid]) gone)
    select
      (select coalesce(jsonb_agg(jsonb_build_object('name', name_hi, 'kind', kind, 'madeAt', made_at) order by made_at), '[]')
        from campaigns.campaign where made_by ${hers}) as "campaignsMade",
      (select coalesce(jsonb_agg(jsonb_build_object('title', title_hi, 'made', made_by ${hers}, 'released', let_go_by ${hers},
          'recalled', recalled_by ${hers}, 'at', coalesce(recalled_at, let_go_at, made_at)) order by made_at), '[]')
        from campaigns.kit where made_by ${hers} or let_go_by ${hers} or recalled_by ${hers}) as "kitsHandled",
      (select coalesce(jsonb_agg(jsonb_build_object('words', c.words, 'at', o.at) order by o.at), '[]')
        from campaigns.offer o join campaigns.caption c on c.id = o.caption_id) as "captionIdeas",
      (select coalesce(jsonb_agg(jsonb_build_object('kit', k.title_hi, 'fetchedAt', c.at, 'toldOfItsEnd', c.told_at) order by c.at), '[]')
        from campaigns.copy c join campaigns.kit k on k.id = c.kit_id) as "kitsOnPhones",
      (select coalesce(jsonb_agg(jsonb_build_object('kit', k.title_hi, 'step', s.step, 'way', s.way, 'language', s.language, 'address', s.address,
          'at', s.made_at) order by s.made_at), '[]')
        from campaigns.share s join campaigns.kit k on k.id = s.kit_id) as "shares"`.execute(tx.db)
  return found.rows[0]!
}

/** Takes along what a person fetched, was offered and shared. @returns how many rows went */
export async function forgetSharing(tx: Transaction, personId: string): Promise<number> {
  const gone = await sql<{ n: number }>`select campaigns.forget(${personId})::int as n`.execute(tx.db)
  return gone.rows[0]!.n
}
