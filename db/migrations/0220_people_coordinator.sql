-- The coordinator's side: finding people by name in either script, decisions with their reasons, call-backs, export as a right of its own.

create extension if not exists pg_trgm;

-- Both scripts of the name, folded by engines/matching (foldName): never shown, only compared. A changed fold rebuilds the column.
alter table people.person add column name_folded text not null default '';
create index person_name_folded on people.person using gin (name_folded gin_trgm_ops);
-- The list in the order of either script, read from any point on (keyset), without sorting the state.
create index person_by_name_hi on people.person (name_devanagari collate "hi-IN-x-icu", id);
create index person_by_name_en on people.person (name_latin collate "en-IN-x-icu", id);

-- Export is a right of its own: a coordinator has it only where somebody gave it with the appointment.
alter table people.appointment add column may_export boolean not null default false;

-- Sheets of invitations are made, printed and found again together.
alter table people.invitation add column batch_id uuid;
create index invitation_batch on people.invitation (batch_id) where batch_id is not null;
create index invitation_place on people.invitation (place_lft, made_at desc);
create index person_invitation on people.person (invitation_id) where invitation_id is not null;

-- Why a person was declined, suspended or taken back. The note is the coordinator's own words and is shown to the person too.
create table people.decision (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  decision text not null check (decision in ('declined', 'suspended', 'reinstated')),
  reason text not null check (reason in ('not_real', 'not_of_booth', 'under_age', 'unreachable', 'own_wish', 'harassment', 'misuse', 'settled', 'other')),
  note text check (char_length(note) between 1 and 300),
  decided_by uuid references people.person on delete set null,
  at timestamptz not null,
  check (decided_by <> person_id)
);
create index decision_person on people.decision (person_id, at desc);
alter table people.decision enable row level security;
alter table people.decision force row level security;
create policy with_person on people.decision to {serving} using (exists (select from people.person where id = person_id));
do $$ begin execute format('create policy owner on people.decision to %I using (true)', current_user); end $$;
grant select, insert on people.decision to {serving};

-- One person has one standing vouch: two coordinators at the same moment cannot both be the one who vouched.
create unique index vouch_standing on people.vouch (person_id) where revoked_at is null;
-- A sample of people invited and vouched for by one hand is called back by somebody else.
alter table people.vouch
  add column call_back_due boolean not null default false,
  add column called_back_at timestamptz,
  add column called_back_by uuid references people.person on delete set null,
  add column call_back_confirmed boolean,
  add check (not call_back_due or same_hand),
  add check ((called_back_at is null) = (call_back_confirmed is null)),
  add check (called_back_by <> vouched_by);
create index vouch_call_back on people.vouch (at) where call_back_due and called_back_at is null and revoked_at is null;

-- How many phones one coordinator opened today.
create index sighting_seer on people.sighting (seen_by, at) where what = 'phone';

alter table people.missing_booth add column outcome text check (outcome in ('added', 'existing', 'no_such_booth'));

-- Finds people by name for whoever acts. LIKE is not leakproof, so under row-level security it would read every row of the scope; this
-- reads the trigram index with the owner's eyes and applies the very same scope itself. `patterns`: one per folded word, longest first.
create function people.search_people(folded text, patterns text[], low integer, high integer, most integer)
  returns table (person_id uuid, likeness real)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select id, word_similarity(folded, name_folded) as likeness
  from people.person
  where ((name_folded like patterns[1] and name_folded like all (patterns)) or folded <% name_folded)
    and place_lft between low and high
    and place_lft between (select access.scope_low()) and (select access.scope_high())
    and scope_key <@ (select access.scope())
  order by likeness desc, id limit most
$$;

-- Where coordinators stand strictly inside (low, high): there the nearest coordinator, not the asker, is asked first. Tells where, never who.
create function people.delegated(low integer, high integer, at timestamptz) returns int8multirange
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(range_agg(int8range(access.scope_key(stripe.number, p.lft), access.scope_key(stripe.number, p.rgt), '[]')), '{}')
  from people.appointment a
  join people.person holder on holder.id = a.person_id and holder.state not in ('suspended', 'left', 'declined')
  join places.place p on p.id = a.place_id
  join people.wing stripe on a.wing is null or a.wing = stripe.number
  where a.role in ('coordinator', 'supervisor') and a.place_lft > low and a.place_lft < high
    and a.from_at <= at and (a.to_at is null or a.to_at > at) and a.person_id is distinct from access.actor()
$$;

-- The name of whoever vouched, invited or decided: told to those who see the matter itself, though that person may live outside their scope.
create function people.names_of(people uuid[]) returns table (person_id uuid, name text, name_latin text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id, name, name_latin from people.person
  where id = any(people) and access.actor() is not null
    and exists (select from people.appointment a where a.person_id = id and a.role not in ('volunteer', 'mitra', 'field_volunteer'))
$$;

revoke all on function people.search_people(text, text[], integer, integer, integer), people.delegated(integer, integer, timestamptz),
  people.names_of(uuid[]) from public;
grant execute on function people.search_people(text, text[], integer, integer, integer), people.delegated(integer, integer, timestamptz),
  people.names_of(uuid[]) to {serving};
