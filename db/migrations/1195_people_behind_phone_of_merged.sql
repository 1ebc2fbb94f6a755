-- A row behind the number of a record that gave way means the person for whom it stands, under the name that record has: a list that comes again
-- after two records became one finds her, and an office given by a list reaches her.
create or replace function people.behind_phones(phones bytea[])
  returns table (nth bigint, person_id uuid, name text, name_latin text, name_devanagari text, place_id uuid, place_lft integer, wing smallint,
    state text, phone_proved boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with found as materialized (
    select given.nth, p.id, p.name, p.name_latin, p.name_devanagari, p.place_id, p.place_lft, p.wing, p.scope_key, p.state,
      p.phone_verified_at is not null as proved, p.applied_at, p.merged_into
    from unnest(phones) with ordinality as given(phone, nth) join people.person p on p.phone_index = given.phone),
  standing as (
    select found.nth, found.id, found.name, found.name_latin, found.name_devanagari, found.place_id, found.place_lft, found.wing, found.scope_key,
      found.state, found.proved, found.applied_at
    from found where found.merged_into is null
    union all
    select former.nth, p.id, former.name, former.name_latin, former.name_devanagari, p.place_id, p.place_lft, p.wing, p.scope_key,
      p.state, p.phone_verified_at is not null, p.applied_at
    from found former join people.person p on p.id = people.stands_for(former.id)
    where former.merged_into is not null)
  select nth, id, name, name_latin, name_devanagari, place_id, place_lft, wing, state, proved from standing
  where place_lft between access.scope_low() and access.scope_high() and scope_key <@ access.scope()
  order by nth, applied_at, id
$$;
