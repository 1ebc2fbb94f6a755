-- In 0220 the inner `id` was the appointment's own, so no name ever came back.
create or replace function people.names_of(people uuid[]) returns table (person_id uuid, name text, name_latin text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select who.id, who.name, who.name_latin from people.person who
  where who.id = any(people) and access.actor() is not null
    and exists (select from people.appointment a
      where a.person_id = who.id and a.role not in ('volunteer', 'mitra', 'field_volunteer'))
$$;
