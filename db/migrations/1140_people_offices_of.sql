-- What somebody holds in a moment, as every room's policies read it: for what she set in motion earlier and what goes on in her name, judged by the same
-- sentences as what she does herself (platform/access/actor.ts, `inAbsence`). Each room that asked had written it out for itself.
create function people.offices_of(person uuid, at timestamptz) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('appointmentId', appointment_id, 'role', role, 'placeId', place_id, 'level', level,
    'lft', lft, 'rgt', rgt, 'wing', wing)), '[]')
  from people.authority_of(person, at)
$$;
-- Who leads at a place that holds all of a part of the tree, with all that each holds: whom the house asks when what somebody set in motion is
-- nobody's any more. Ids of those who hold a public duty, never a name or a number.
create function people.leading(low integer, high integer, at timestamptz) returns table (person_id uuid, offices jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select who.person_id, people.offices_of(who.person_id, at)
  from (
    select distinct a.person_id from people.appointment a join places.tree p on p.id = a.place_id
    where a.role in ('coordinator', 'admin') and p.lft <= low and p.rgt >= high and a.from_at <= at and (a.to_at is null or a.to_at > at)) who
  where exists (select from people.authority_of(who.person_id, at) held where held.role in ('coordinator', 'admin') and held.lft <= low and held.rgt >= high)
$$;
-- Of some records those that gave way, and to which: so that rooms count people and not records, whatever stands under the older one.
create function people.gave_way(persons uuid[]) returns table (person_id uuid, to_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select who.id, people.stands_for(who.id) from people.person who where who.id = any (persons) and who.merged_into is not null
$$;
revoke all on function people.offices_of(uuid, timestamptz), people.leading(integer, integer, timestamptz), people.gave_way(uuid[]) from public;
grant execute on function people.offices_of(uuid, timestamptz), people.leading(integer, integer, timestamptz), people.gave_way(uuid[]) to {serving};
