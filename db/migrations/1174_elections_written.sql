-- Polls that are over: on which day a place voted is its history.
create or replace function elections.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.place_id, 'polls', count(*) from elections.polling_area a join elections.phase p on p.id = a.phase_id
  join elections.election e on e.id = p.election_id
  where a.place_id = any (places) and p.withdrawn_at is null and e.completed_on is not null group by 1
$$;
revoke all on function elections.written_at(uuid[]) from public;
grant execute on function elections.written_at(uuid[]) to {serving};
update places.follower set written = 'elections.written_at' where room = 'elections';
