-- The records that gave way to the one who asks: her phone may hold what she wrote as one of them (docs/formats/sync.md).
create function people.own_former() returns table (person_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select person_id from people.merged_with(array[access.actor()]) where access.actor() is not null
$$;
revoke all on function people.own_former() from public;
grant execute on function people.own_former() to {serving};
