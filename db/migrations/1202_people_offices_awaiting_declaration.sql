-- Whoever asks who is responsible learns which office does not count yet, because its holder has not declared (people.authority_of holds the same).
drop function people.offices_at(uuid[], timestamptz);
create function people.offices_at(places uuid[], at timestamptz)
  returns table (appointment_id uuid, person_id uuid, name_hi text, name_en text, role text, place_id uuid, wing smallint,
    from_at timestamptz, to_at timestamptz, acting boolean, awaits_declaration boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, who.id, who.name_devanagari, who.name_latin, a.role, a.place_id, a.wing, a.from_at, a.to_at, a.acting,
    not exists (select from people.declaration d where d.person_id = a.person_id and d.version = people.declaration_in_force())
  from people.appointment a join people.person who on who.id = a.person_id
  where a.place_id = any (places) and a.from_at <= at and (a.to_at is null or a.to_at > at)
    and a.role not in ('volunteer', 'mitra', 'field_volunteer')
    and access.actor() is not null and access.scope_low() <= access.scope_high()
  order by a.from_at, a.id
$$;
revoke all on function people.offices_at(uuid[], timestamptz) from public;
grant execute on function people.offices_at(uuid[], timestamptz) to {serving};
