-- The right to correct (DPDP Act 2023 s. 12) and the right to nominate (s. 14).

-- A vouch is a coordinator's word for a person under a name. While the present name is another, `known_as` keeps the one that was vouched
-- for, so that a chain of small corrections is measured against it and not against the last; `name_changed_at` stands when the
-- difference is more than a spelling (domain/nameCorrection.ts): her coordinator is shown both until he has said that it is she.
alter table people.person
  add column known_as text check (char_length(known_as) between 1 and 120),
  add column name_changed_at timestamptz,
  add constraint name_change_has_a_before check (name_changed_at is null or known_as is not null);
create index person_renamed on people.person (place_lft, name_changed_at) where name_changed_at is not null;

-- That a coordinator corrected the name is shown to the person like every other look.
do $$
declare seen text;
begin
  select conname into strict seen from pg_constraint
  where conrelid = 'people.sighting'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%export%';
  execute format('alter table people.sighting drop constraint %I', seen);
end $$;
alter table people.sighting add constraint sighting_what check (what in ('record', 'phone', 'export', 'name'));

-- Whom a person names to use her rights if she dies or cannot. Somebody else's name and number: sealed, and shown to nobody but herself.
create table people.nominee (
  person_id uuid primary key references people.person on delete cascade,
  name_sealed bytea not null,
  phone_sealed bytea not null,
  named_at timestamptz not null
);
alter table people.nominee enable row level security;
alter table people.nominee force row level security;
create policy own on people.nominee to {serving} using (person_id = (select access.actor()));
do $$ begin execute format('create policy owner on people.nominee to %I using (true)', current_user); end $$;
grant select, insert, update, delete on people.nominee to {serving};

-- Nominees of those who were erased go with them; the house, which may not read a nominee, can still forget one.
create function people.forget_nominees() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from people.nominee where person_id in (select id from people.person where erased_at is not null)
$$;
revoke all on function people.forget_nominees() from public;
grant execute on function people.forget_nominees() to {serving};
