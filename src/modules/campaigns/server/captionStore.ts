import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { Language } from '../domain/campaign.ts'
import { IDEAS_EACH, type Caption, type OfferedCaption } from '../domain/kit.ts'

const CAPTION = sql`c.id, c.language, c.words, c.offered, c.most,
  case when c.source_address is not null then jsonb_build_object('address', c.source_address, 'readOn', c.source_on) end as source`

/** The captions of a draft, written anew as a whole. */
export async function replaceCaptions(
  tx: Transaction,
  kitId: string,
  captions: readonly Caption[],
  most: number,
): Promise<void> {
  await sql`delete from campaigns.caption where kit_id = ${kitId}`.execute(tx.db)
  const given = captions.map(({ language, words, source }, position) => ({
    id: uuidv7(tx.now),
    position,
    language,
    words,
    address: source?.address ?? null,
    readOn: source?.readOn ?? null,
  }))
  await sql`
    insert into campaigns.caption (id, kit_id, position, language, words, source_address, source_on, most)
    select id, ${kitId}, position, language, words, address, "readOn", ${most}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as said(id uuid, position smallint, language text, words text, address text, "readOn" date)`.execute(
    tx.db,
  )
}

export async function captionsOf(tx: Transaction, kitId: string): Promise<readonly OfferedCaption[]> {
  const found = await sql<OfferedCaption>`
    select ${CAPTION} from campaigns.caption c where c.kit_id = ${kitId} order by c.position`.execute(tx.db)
  return found.rows
}

/** What stands under her record and under those that gave way to it: of an idea that the older one was offered she is offered no second. */
const hers = (personId: string) =>
  sql`(select ${personId}::uuid union all select gone.person_id from people.merged_with(array[${personId}::uuid]) gone)`

/**
 * Offers one volunteer some ideas in each of these languages and counts them, in one statement: those offered least come first, what was offered to as
 * many as it may is passed over, and what another takes in this moment is left to her. Asked again it offers nothing new.
 */
export async function offerIdeas(
  tx: Transaction,
  { kitId, personId, languages }: { readonly kitId: string; readonly personId: string; readonly languages: readonly Language[] },
): Promise<void> {
  await sql`
    with mine as materialized (
      select caption_id from campaigns.offer where kit_id = ${kitId} and person_id in ${hers(personId)}),
    had as (select c.language, count(distinct c.id) as n from mine join campaigns.caption c on c.id = mine.caption_id group by 1),
    free as (
      select idea.id from unnest(${languages}::text[]) as asked(language) left join had using (language) cross join lateral (
        select c.id from campaigns.caption c
        where c.kit_id = ${kitId} and c.language = asked.language and c.offered < c.most
          and c.id not in (select caption_id from mine)
        order by c.offered, c.position limit greatest(0, ${IDEAS_EACH} - coalesce(had.n, 0)) for update of c skip locked) as idea),
    counted as (
      update campaigns.caption c set offered = c.offered + 1 from free where c.id = free.id returning c.id)
    insert into campaigns.offer (caption_id, kit_id, person_id, at)
    select id, ${kitId}, ${personId}, ${tx.now} from counted`.execute(tx.db)
} // prettier-ignore

/** The ideas that one volunteer was offered of a kit. */
export async function ideasOf(tx: Transaction, kitId: string, personId: string): Promise<readonly Caption[]> {
  const found = await sql<Caption>`
    select ${CAPTION} from campaigns.caption c where c.kit_id = ${kitId}
      and c.id in (select caption_id from campaigns.offer where kit_id = ${kitId} and person_id in ${hers(personId)})
    order by c.position`.execute(tx.db)
  return found.rows
} // prettier-ignore
