-- Two records of one person: found by index, merged by a person, taken back, or said to be two people.

-- What a name is found by as a duplicate (engines/matching, nameKeys): first word, last word, both in alphabetical order. Never shown. Null
-- until the house has written them; empty for what holds no name. A changed engine sets all to null, and the job writes them anew.
alter table people.person
  add column match_given text,
  add column match_family text,
  add column match_name text,
  -- The record that stays, while this one has given way to it. Such a record is 'left': it counts nowhere, signs in nobody, holds nothing.
  add column merged_into uuid references people.person on delete cascade,
  add constraint gave_way_to_another check (merged_into <> id),
  add constraint gave_way_holds_nothing check (merged_into is null or state = 'left');
create index person_match_name on people.person (match_name, place_lft) where match_name <> '';
create index person_match_given on people.person (place_lft, match_given);
create index person_match_family on people.person (place_lft, match_family) where match_family is not null;
create index person_without_match on people.person (id) where match_given is null;
create index person_merged on people.person (merged_into) where merged_into is not null;
-- Booth by booth, as the list of duplicates is read.
create index person_by_place on people.person (place_lft, id) where merged_into is null;

-- A merge: which record stays, which gave way, and every row that passed over or ended with it, by id, so that it can be taken back. What the
-- other record said of the person (name, phone, booth) stays in its own row, unchanged.
create table people.merge (
  id uuid primary key,
  stays_id uuid not null references people.person on delete cascade,
  gives_id uuid not null references people.person on delete cascade,
  gives_state text not null,
  merged_by uuid references people.person on delete set null,
  merged_at timestamptz not null,
  -- {appointment: [ids], vouch: […], consent, card, invitation, missing_booth, decision}
  moved jsonb not null,
  -- What the merge ended: {appointment: [{id, to_at}], vouch: [ids], consent: [ids]}
  ended jsonb not null,
  undone_at timestamptz,
  undone_by uuid references people.person on delete set null,
  check (stays_id <> gives_id)
);
create unique index merge_standing on people.merge (gives_id) where undone_at is null;
create index merge_stays on people.merge (stays_id);
create index merge_recent on people.merge (merged_at desc, id desc) where undone_at is null;

-- Two records that somebody said are two people: never offered again.
create table people.kept_apart (
  one_id uuid not null references people.person on delete cascade,
  other_id uuid not null references people.person on delete cascade,
  said_by uuid references people.person on delete set null,
  said_at timestamptz not null,
  primary key (one_id, other_id),
  check (one_id < other_id)
);
create index kept_apart_other on people.kept_apart (other_id);

-- Seen by whoever may see both.
do $$
begin
  alter table people.merge enable row level security;
  alter table people.merge force row level security;
  alter table people.kept_apart enable row level security;
  alter table people.kept_apart force row level security;
  create policy with_both on people.merge to {serving} using (
    exists (select from people.person where id = stays_id) and exists (select from people.person where id = gives_id));
  create policy with_both on people.kept_apart to {serving} using (
    exists (select from people.person where id = one_id) and exists (select from people.person where id = other_id));
  execute format('create policy owner on people.merge to %I using (true)', current_user);
  execute format('create policy owner on people.kept_apart to %I using (true)', current_user);
end $$;
grant select, insert on people.merge, people.kept_apart to {serving};
grant update (undone_at, undone_by) on people.merge to {serving};
-- A decision is never rewritten; it passes over with the person it was about.
grant update (person_id) on people.decision to {serving};

-- The records that gave way to some people, and to those in turn: erased with them, though the person who asks cannot see them.
create function people.merged_with(persons uuid[]) returns table (person_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive gave_way as (
    select id from people.person where merged_into = any(persons)
    union
    select who.id from people.person who join gave_way on who.merged_into = gave_way.id
  )
  select id from gave_way
$$;
-- Removes who they were from records that gave way to somebody erased; everything else it leaves alone.
create function people.forget_merged(ids uuid[], sealed bytea[], indexes bytea[], at timestamptz)
  returns table (person_id uuid, phone bytea)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with former as (
    select who.id, who.phone_index as phone from people.person who
    where who.id = any(ids) and who.merged_into is not null
      and exists (select from people.person root join people.merged_with(array[root.id]) gone on gone.person_id = who.id
        where root.erased_at is not null)
  )
  update people.person who set name = '—', name_latin = '', name_devanagari = '', name_folded = '', name_flags = '{}',
    match_given = '', match_family = null, match_name = '', known_as = null, name_changed_at = null, phone_sealed = given.sealed,
    phone_index = given.index, phone_verified_at = null, erased_at = at, changed_at = at
  from unnest(ids, sealed, indexes) as given(id, sealed, index) join former using (id)
  where who.id = given.id returning former.id, former.phone
$$;
-- One's own records that gave way, for one's own export.
create function people.my_merged_records()
  returns table (name text, name_latin text, name_devanagari text, place_id uuid, applied_at timestamptz, merged_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select who.name, who.name_latin, who.name_devanagari, who.place_id, who.applied_at, m.merged_at
  from people.merged_with(array[access.actor()]) gone join people.person who on who.id = gone.person_id
  join people.merge m on m.gives_id = who.id and m.undone_at is null
$$;
revoke all on function people.merged_with(uuid[]), people.forget_merged(uuid[], bytea[], bytea[], timestamptz),
  people.my_merged_records() from public;
grant execute on function people.merged_with(uuid[]), people.forget_merged(uuid[], bytea[], bytea[], timestamptz),
  people.my_merged_records() to {serving};
