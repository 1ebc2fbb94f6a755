-- Whether a record's person has left, for who acts: asked before anybody acts, with the person of a valid session or key, beside her offices.
create function people.has_left(person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from people.person who where who.id = person and who.state = 'left')
$$;
revoke all on function people.has_left(uuid) from public;
grant execute on function people.has_left(uuid) to {serving};
