-- Events stand where they are held, and where those are whom they ask and for whom they keep seats: a closed booth would hand its seats and its
-- invitation on to a whole constituency. What was held is written there.
create or replace function events.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select at_place.place_id, 'events', count(*) from (
    select e.place_id, e.id from events.event e where e.place_id = any (places)
    union select a.place_id, a.event_id from events.audience a where a.place_id = any (places)
    union select q.place_id, q.event_id from events.quota q where q.place_id = any (places)) at_place join events.event e on e.id = at_place.id
  where e.state in ('draft', 'open', 'closed') group by 1
$$;
create or replace function events.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.place_id, 'registrations', count(*) from events.registration r where r.place_id = any (places) group by 1
  union all
  select at_place.place_id, 'events', count(*) from (
    select e.place_id, e.id from events.event e where e.place_id = any (places)
    union select a.place_id, a.event_id from events.audience a where a.place_id = any (places)
    union select q.place_id, q.event_id from events.quota q where q.place_id = any (places)) at_place join events.event e on e.id = at_place.id
  where e.state = 'held' group by 1
$$;
