-- As 0370, and the same pairs as the engine's keys (engines/matching, blockingKeys; candidates.test.ts holds them together). At a booth one's first
-- word may be the other's last: an unknown surname was written first. A name of one word is looked for at its own place alone, and by the surname only
-- within a booth: at a constituency, where thousands wait for their booth, either made pairs by the million, of which none was offered.
create or replace function people.candidate_pairs(low integer, high integer, after_lft integer, after_one uuid, after_other uuid, most integer)
  returns table (one uuid, other uuid, place_lft integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
  with seats as materialized (select lft, rgt from places.area where level = 'constituency')
  select a.id, pair.id, a.place_lft
  from people.person a
  cross join lateral (select level = 'booth' as is_booth from places.tree where id = a.place_id offset 0) home
  left join seats on a.place_lft between seats.lft and seats.rgt
  cross join lateral (
    select distinct found.id from (
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b where b.phone_index = a.phone_index
      union all
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b
      where b.match_name = a.match_name and a.match_family is not null and b.match_name <> ''
        and b.place_lft between coalesce(seats.lft, a.place_lft) and coalesce(seats.rgt, a.place_lft)
      union all
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b
      where b.place_lft = a.place_lft and b.match_given = a.match_given and a.match_given <> ''
      union all
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b
      where home.is_booth and b.place_lft = a.place_lft and b.match_given = a.match_family
      union all
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b
      where home.is_booth and b.place_lft = a.place_lft and b.match_family = any (array[a.match_family, a.match_given]) and b.match_family is not null
    ) found
    where (found.place_lft, found.id) > (a.place_lft, a.id) and found.merged_into is null
      and found.state not in ('declined', 'suspended', 'left') and found.place_lft between low and high
      and found.place_lft between (select access.scope_low()) and (select access.scope_high())
      and ((select access.scope_whole()) or found.scope_key <@ (select access.scope()))
      and not exists (
        select from people.kept_apart k where k.one_id = least(a.id, found.id) and k.other_id = greatest(a.id, found.id))
    offset 0
  ) pair
  where a.place_lft between greatest(low, after_lft, (select access.scope_low())) and least(high, (select access.scope_high()))
    and a.merged_into is null and a.state not in ('declined', 'suspended', 'left')
    and ((select access.scope_whole()) or a.scope_key <@ (select access.scope()))
    and (after_one is null or ((a.place_lft, a.id) >= (after_lft, after_one) and (a.place_lft, a.id, pair.id) > (after_lft, after_one, after_other)))
  order by a.place_lft, a.id, pair.id limit most
$$;
