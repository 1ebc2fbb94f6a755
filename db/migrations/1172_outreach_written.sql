-- Messages that went out to a place, or reached somebody who stood there.
create or replace function outreach.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.place_id, 'messages', count(*) from (
    select m.place_id, m.id from outreach.message m where m.place_id = any (places) and m.state = 'done'
    union select d.place_id, d.message_id from outreach.delivery d join outreach.message m on m.id = d.message_id
    where d.place_id = any (places) and not (m.place_id = d.place_id and m.state in ('draft', 'awaiting', 'queued', 'running'))) m
  group by 1
$$;
revoke all on function outreach.written_at(uuid[]) from public;
grant execute on function outreach.written_at(uuid[]) to {serving};
update places.follower set written = 'outreach.written_at' where room = 'outreach';
