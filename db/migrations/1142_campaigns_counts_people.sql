-- Two records of one person are one person in a kit's numbers too: a sum of records would call one volunteer two.
create or replace function campaigns.shared_in_cells(kits uuid[]) returns table (kit_id uuid, place_lft integer, wing smallint, step text, people bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with merged as materialized (
    select gone.person_id, gone.to_id
    from people.gave_way((select array_agg(distinct s.person_id) from campaigns.share s where s.kit_id = any (kits))) gone)
  select s.kit_id, coalesce(seat.lft, s.place_lft), s.wing, s.step, count(distinct coalesce(merged.to_id, s.person_id))
  from campaigns.share s left join merged using (person_id)
  left join places.area seat on seat.level = 'constituency' and seat.lft <= s.place_lft and seat.rgt >= s.place_lft
  where s.kit_id = any (kits) group by 1, 2, 3, 4
$$;
-- And whoever fetched a kit under both is told of its recall once.
create or replace function campaigns.had_kit(kit uuid) returns table (person_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with had as materialized (
    select distinct c.person_id from campaigns.copy c where c.kit_id = kit and (select access.actor()) is null and (select access.scope_whole())),
  merged as materialized (select gone.person_id, gone.to_id from people.gave_way((select array_agg(had.person_id) from had)) gone)
  select distinct coalesce(merged.to_id, had.person_id) from had left join merged using (person_id)
$$;
