-- Whether somebody has power over the whole edition: the office of an administrator of the whole state in every wing, in force, its holder in
-- standing and declared. `lasting`: one without a last day. `without`: these offices left aside. Tells whether, never who.
create function people.admin_has_power(without uuid[], lasting boolean, at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from people.appointment a
    join places.tree p on p.id = a.place_id and p.level = 'state'
    join people.person who on who.id = a.person_id and who.state not in ('suspended', 'left', 'declined')
    join people.declaration d on d.person_id = a.person_id and d.version = people.declaration_in_force()
    where a.role in ('admin', 'programme_admin') and a.wing is null and a.from_at <= at
      and (a.to_at is null or (not lasting and a.to_at > at)) and a.id <> all (without))
$$;
revoke all on function people.admin_has_power(uuid[], boolean, timestamptz) from public;
grant execute on function people.admin_has_power(uuid[], boolean, timestamptz) to {serving};
