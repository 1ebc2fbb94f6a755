import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/**
 * A place's names as a person said them, with everything that search keeps of them: the place's own words, those of what it lies in
 * (without its own), and how often each word stands anywhere. The caller holds the tree's lock, else two would miscount.
 */
export async function saveNames(
  tx: Transaction,
  placeId: string,
  { nameHi, nameEn, searchWords }: { nameHi: string; nameEn: string; searchWords: readonly string[] },
): Promise<void> {
  await sql`
    with before as (
      select unnest(search_words) as word from places.place where id = ${placeId}
    ), named as (
      update places.place as place set name_hi = ${nameHi}, name_en = ${nameEn}, name_hi_derived = false, named_at = ${tx.now},
        search_words = ${searchWords}::text[],
        context_words = coalesce((
          select array_agg(distinct word) from places.place as above, unnest(above.search_words || above.context_words) as word
          where above.id = place.parent_id and above.depth > 0 and word <> all (${searchWords}::text[]) and word !~ '^[0-9]+$'), '{}')
      where id = ${placeId}
    ), gone as (
      select word from before where word <> all (${searchWords}::text[])
    ), forgotten as (
      delete from places.search_word where uses = 1 and word in (select word from gone)
    ), rarer as (
      update places.search_word set uses = uses - 1 where uses > 1 and word in (select word from gone)
    )
    insert into places.search_word as known (word, uses)
    select word, 1 from unnest(${searchWords}::text[]) as word where word not in (select word from before)
    on conflict (word) do update set uses = known.uses + 1`.execute(tx.db)
}
