-- Campaigns that a place had, and kits that were fetched or shared there.
create or replace function campaigns.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.place_id, 'campaigns', count(*) from campaigns.campaign c where c.place_id = any (places) and c.ends_on < current_date group by 1
  union all
  select k.place_id, 'kits', count(*) from (
    select c.place_id, c.kit_id from campaigns.copy c where c.place_id = any (places)
    union select s.place_id, s.kit_id from campaigns.share s where s.place_id = any (places)) k group by 1
$$;
revoke all on function campaigns.written_at(uuid[]) from public;
grant execute on function campaigns.written_at(uuid[]) to {serving};
update places.follower set written = 'campaigns.written_at' where room = 'campaigns';
