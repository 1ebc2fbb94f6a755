-- Beside events that are to come at a place: who registered from there.
create function events.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.place_id, 'registrations', count(*) from events.registration r where r.place_id = any (places) group by 1
$$;
revoke all on function events.written_at(uuid[]) from public;
grant execute on function events.written_at(uuid[]) to {serving};
update places.follower set written = 'events.written_at' where room = 'events';

-- Events to come of each wing.
create function events.in_wings() returns table (wing smallint, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.wing, 'events', count(*) from events.event e
  where e.wing is not null and e.state in ('draft', 'open', 'closed') group by 1
$$;
revoke all on function events.in_wings() from public;
grant execute on function events.in_wings() to {serving};
insert into people.wing_user values ('events', 'events.in_wings');
