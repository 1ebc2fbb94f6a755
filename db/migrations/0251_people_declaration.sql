-- Rule 13 of the house: nobody holds an appointment in both editions. There is no shared lookup that could show it, so each edition asks
-- whoever takes up an office for a signed declaration, and until it is there the office has no power.

-- Which words count now; domain/declaration.ts holds the same, and a test compares the two. Words that mean something else are a new
-- version, by a migration: everybody in office is asked again.
create function people.declaration_in_force() returns text
  language sql immutable parallel safe
  return '2026-11-1';

create table people.declaration (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  version text not null,
  language text not null check (language in ('hi', 'en')),
  declared_at timestamptz not null,
  -- The sign-in in which it was made.
  session_id uuid not null,
  unique (person_id, version)
);
alter table people.declaration enable row level security;
alter table people.declaration force row level security;
create policy seen_with_person on people.declaration for select to {serving}
  using (exists (select from people.person where id = person_id));
-- By oneself only. The house itself may write what a made-up organisation's past says; with nobody acting no person is visible.
create policy by_oneself on people.declaration for insert to {serving} with check (
  coalesce((select access.actor()), person_id) = person_id and exists (select from people.person where id = person_id));
do $$ begin execute format('create policy owner on people.declaration to %I using (true)', current_user); end $$;
-- Append-only: it is deleted with the person and never changed.
grant select, insert on people.declaration to {serving};

-- The appointments in force of one person: where authority comes from, read at every request. An office counts once its holder has
-- declared; volunteers and field volunteers hold none.
create or replace function people.authority_of(person uuid, at timestamptz)
  returns table (appointment_id uuid, role text, place_id uuid, level text, lft integer, rgt integer, wing smallint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.role, a.place_id, p.level, p.lft, p.rgt, a.wing
  from people.appointment a join places.tree p on p.id = a.place_id
  join people.person who on who.id = a.person_id
  where a.person_id = person and a.from_at <= at and (a.to_at is null or a.to_at > at)
    and who.state not in ('suspended', 'left', 'declined')
    and (a.role in ('volunteer', 'field_volunteer') or exists (
      select from people.declaration d where d.person_id = person and d.version = people.declaration_in_force()))
$$;

-- Where coordinators stand strictly inside (low, high): there the nearest coordinator, not the asker, is asked first. Who has not declared
-- cannot vouch, so nobody waits for him. Tells where, never who.
create or replace function people.delegated(low integer, high integer, at timestamptz) returns int8multirange
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(range_agg(int8range(access.scope_key(stripe.number, p.lft), access.scope_key(stripe.number, p.rgt), '[]')), '{}')
  from people.appointment a
  join people.person holder on holder.id = a.person_id and holder.state not in ('suspended', 'left', 'declined')
  join people.declaration d on d.person_id = a.person_id and d.version = people.declaration_in_force()
  join places.tree p on p.id = a.place_id
  join people.wing stripe on a.wing is null or a.wing = stripe.number
  where a.role in ('coordinator', 'supervisor') and a.place_lft > low and a.place_lft < high
    and a.from_at <= at and (a.to_at is null or a.to_at > at) and a.person_id is distinct from access.actor()
$$;
