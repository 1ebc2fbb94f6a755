-- Offices over time: planned ahead, held in charge for somebody else, ended for a reason, taken over by a successor.
alter table people.appointment
  -- In charge until a day that is known from the start (a "prabhari").
  add column acting boolean not null default false,
  -- The office that this one continues: the predecessor's at the same place, or the holder's own before a committee was dissolved.
  add column follows uuid references people.appointment on delete set null,
  add column ended_by uuid references people.person on delete set null,
  add column end_reason text check (end_reason in ('resigned', 'transferred', 'dissolved', 'term_over', 'mistake', 'standing', 'other')),
  add constraint appointment_acting_ends check (not acting or to_at is not null);
create index appointment_follows on people.appointment (follows) where follows is not null;
-- Who holds, or held, what at a place.
create index appointment_at_place on people.appointment (place_id, from_at);

-- Who was responsible at places, at a moment. Offices are public within the organisation, like names_of: whoever leads anybody learns who
-- leads above, though that person lives outside the asker's scope. Nobody acting, or acting without authority over people, learns nothing.
create function people.offices_at(places uuid[], at timestamptz)
  returns table (appointment_id uuid, person_id uuid, name_hi text, name_en text, role text, place_id uuid, wing smallint,
    from_at timestamptz, to_at timestamptz, acting boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, who.id, who.name_devanagari, who.name_latin, a.role, a.place_id, a.wing, a.from_at, a.to_at, a.acting
  from people.appointment a join people.person who on who.id = a.person_id
  where a.place_id = any (places) and a.from_at <= at and (a.to_at is null or a.to_at > at)
    and a.role not in ('volunteer', 'mitra', 'field_volunteer')
    and access.actor() is not null and access.scope_low() <= access.scope_high()
  order by a.from_at, a.id
$$;
revoke all on function people.offices_at(uuid[], timestamptz) from public;
grant execute on function people.offices_at(uuid[], timestamptz) to {serving};
