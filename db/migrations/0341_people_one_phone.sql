-- How many people answer one phone, and whether the asker is one of them: of people in the asker's own scope only, in numbers only. It
-- counts whoever proved the phone and has not left; who they are stays hidden.
create function people.sharing_phone(asked uuid[]) returns table (person_id uuid, people integer, mine boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select who.id,
    (select count(*)::integer from people.person other
      where other.phone_index = who.phone_index and other.phone_verified_at is not null and other.state <> 'left'),
    exists (select from people.person me where me.id = access.actor() and me.phone_index = who.phone_index)
  from people.person who
  where who.id = any (asked)
    and who.place_lft between (select access.scope_low()) and (select access.scope_high())
    and who.scope_key <@ (select access.scope())
$$;
revoke all on function people.sharing_phone(uuid[]) from public;
grant execute on function people.sharing_phone(uuid[]) to {serving};
