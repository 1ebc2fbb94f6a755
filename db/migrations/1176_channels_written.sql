-- Channels that a place had: their posts stay told.
create or replace function channels.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.place_id, 'channels', count(*) from channels.channel c
  where c.place_id = any (places) and c.disconnected_at is not null group by 1
$$;
revoke all on function channels.written_at(uuid[]) from public;
grant execute on function channels.written_at(uuid[]) to {serving};
update places.follower set written = 'channels.written_at' where room = 'channels';
