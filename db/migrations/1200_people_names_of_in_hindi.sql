-- Whoever vouched, invited, decided or holds an office is named in the reader's spelling, as everywhere: "name" is how Hindi spells it, "name_latin"
-- how English does. Before, "name" was as typed, so that Hindi pages said it in English. The columns keep their names: processes of the version
-- before go on with them while the house is renewed.
create or replace function people.names_of(people uuid[]) returns table (person_id uuid, name text, name_latin text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select who.id, coalesce(nullif(who.name_devanagari, ''), who.name), coalesce(nullif(who.name_latin, ''), who.name) from people.person who
  where who.id = any(people) and access.actor() is not null
    and exists (select from people.appointment a
      where a.person_id in (who.id, who.merged_into) and a.role not in ('volunteer', 'mitra', 'field_volunteer'))
$$;
