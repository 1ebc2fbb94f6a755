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
  stays_state text not null,
  merged_by uuid references people.person on delete set null,
  merged_at timestamptz not null,
  -- What hung on the person: {appointment: [ids], vouch, consent, card, decision, activity}
  moved jsonb not null,
  -- What she had done herself: {vouched: [ids], called_back, invitation, missing_booth, import, kept_apart}
  hands jsonb not null,
  -- What the merge ended: {appointment: [{id, to_at, ended_by, end_reason}], vouch: [ids], consent: [ids]}
  ended jsonb not null,
  undone_at timestamptz,
  undone_by uuid references people.person on delete set null,
  check (stays_id <> gives_id)
);
create unique index merge_standing on people.merge (gives_id) where undone_at is null;
create index merge_stays on people.merge (stays_id);
create index merge_recent on people.merge (merged_at desc, id desc) where undone_at is null;

-- What the record that stays said before the other's value was chosen for it; null where its own was kept. Goes back when the merge is taken
-- back, unless somebody changed the value since.
create table people.merge_kept (
  merge_id uuid primary key references people.merge on delete cascade,
  person_id uuid not null references people.person on delete cascade,
  name text, name_latin text, name_devanagari text, name_folded text, name_flags text[], match_given text, match_family text, match_name text,
  known_as text, name_changed_at timestamptz,
  phone_sealed bytea, phone_index bytea, phone_verified_at timestamptz,
  place_id uuid references places.place, wing smallint references people.wing
);
create index merge_kept_person on people.merge_kept (person_id);

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
  alter table people.merge_kept enable row level security;
  alter table people.merge_kept force row level security;
  create policy with_person on people.merge_kept to {serving} using (exists (select from people.person where id = person_id));
  execute format('create policy owner on people.merge_kept to %I using (true)', current_user);
  create policy with_both on people.merge to {serving} using (
    exists (select from people.person where id = stays_id) and exists (select from people.person where id = gives_id));
  create policy with_both on people.kept_apart to {serving} using (
    exists (select from people.person where id = one_id) and exists (select from people.person where id = other_id));
  execute format('create policy owner on people.merge to %I using (true)', current_user);
  execute format('create policy owner on people.kept_apart to %I using (true)', current_user);
end $$;
grant select, insert on people.merge, people.kept_apart, people.merge_kept to {serving};
grant update (undone_at, undone_by) on people.merge to {serving};
-- Neither is ever rewritten; they pass over with the person they are about.
grant update (person_id) on people.decision, people.activity to {serving};

-- An appointment may end because its holder's other record stays.
do $$
declare reasons text;
begin
  select conname into strict reasons from pg_constraint
  where conrelid = 'people.appointment'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%term_over%';
  execute format('alter table people.appointment drop constraint %I', reasons);
end $$;
alter table people.appointment add constraint appointment_end_reason_check
  check (end_reason in ('resigned', 'transferred', 'dissolved', 'term_over', 'mistake', 'standing', 'merged', 'other'));

-- Whether whoever acts has both in scope: the functions below ask it, since they look with the owner's eyes.
create function people.has_in_scope(persons uuid[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) = cardinality(persons) from people.person
  where id = any (persons) and place_lft between access.scope_low() and access.scope_high() and scope_key <@ access.scope()
$$;

-- What a person did herself passes to the record that stays, wherever it lies: else one who vouched under the one record could call back
-- under the other. What would then be done to oneself stays where it is. Answers which rows they are, by id.
create function people.pass_hands(gives uuid, stays uuid) returns jsonb
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with vouched as (
    update people.vouch set vouched_by = stays
    where vouched_by = gives and person_id <> stays and called_back_by is distinct from stays and people.has_in_scope(array[gives, stays])
    returning id),
  called_back as (
    update people.vouch set called_back_by = stays
    where called_back_by = gives and person_id <> stays and vouched_by is distinct from stays and people.has_in_scope(array[gives, stays])
    returning id),
  invitation as (
    update people.invitation set made_by = stays where made_by = gives and people.has_in_scope(array[gives, stays]) returning id),
  missing_booth as (
    update people.missing_booth set reported_by = stays where reported_by = gives and people.has_in_scope(array[gives, stays]) returning id),
  import as (update people.import set made_by = stays where made_by = gives and people.has_in_scope(array[gives, stays]) returning id),
  apart as (
    select case when one_id = gives then other_id else one_id end as id, said_by, said_at from people.kept_apart
    where gives in (one_id, other_id) and stays not in (one_id, other_id) and people.has_in_scope(array[gives, stays])),
  kept_apart as (
    insert into people.kept_apart (one_id, other_id, said_by, said_at)
    select least(apart.id, stays), greatest(apart.id, stays), apart.said_by, apart.said_at from apart
    on conflict do nothing returning case when one_id = stays then other_id else one_id end as id)
  select jsonb_build_object(
    'vouched', (select coalesce(jsonb_agg(id), '[]') from vouched), 'called_back', (select coalesce(jsonb_agg(id), '[]') from called_back),
    'invitation', (select coalesce(jsonb_agg(id), '[]') from invitation),
    'missing_booth', (select coalesce(jsonb_agg(id), '[]') from missing_booth),
    'import', (select coalesce(jsonb_agg(id), '[]') from import), 'kept_apart', (select coalesce(jsonb_agg(id), '[]') from kept_apart))
$$;
create function people.ids_in(rows jsonb, kind text) returns uuid[]
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(id::uuid), '{}') from jsonb_array_elements_text(rows -> kind) as id
$$;
create function people.hand_back_hands(merge uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with asked as (
    select m.stays_id, m.gives_id, m.hands from people.merge m
    where m.id = merge and m.undone_at is null and people.has_in_scope(array[m.stays_id, m.gives_id])),
  vouched as (
    update people.vouch v set vouched_by = gives_id from asked where v.vouched_by = stays_id and v.id = any (people.ids_in(hands, 'vouched'))),
  called_back as (
    update people.vouch v set called_back_by = gives_id from asked
    where v.called_back_by = stays_id and v.id = any (people.ids_in(hands, 'called_back'))),
  invitation as (
    update people.invitation i set made_by = gives_id from asked where i.made_by = stays_id and i.id = any (people.ids_in(hands, 'invitation'))),
  missing_booth as (
    update people.missing_booth b set reported_by = gives_id from asked
    where b.reported_by = stays_id and b.id = any (people.ids_in(hands, 'missing_booth'))),
  import as (update people.import i set made_by = gives_id from asked where i.made_by = stays_id and i.id = any (people.ids_in(hands, 'import')))
  delete from people.kept_apart k using asked
  where stays_id in (k.one_id, k.other_id)
    and (case when k.one_id = stays_id then k.other_id else k.one_id end) = any (people.ids_in(hands, 'kept_apart'))
$$;
revoke all on function people.has_in_scope(uuid[]), people.pass_hands(uuid, uuid), people.hand_back_hands(uuid) from public;
grant execute on function people.has_in_scope(uuid[]), people.pass_hands(uuid, uuid), people.hand_back_hands(uuid) to {serving};

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
-- Who saw my record, those that gave way to mine included.
create or replace function people.who_saw_me(most integer)
  returns table (at timestamptz, what text, name_hi text, name_en text, role text, place_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.at, s.what, viewer.name_devanagari, viewer.name_latin, office.role, office.place_id
  from people.sighting s
  left join people.person viewer on viewer.id = s.seen_by
  left join lateral (
    select a.role, a.place_id from people.appointment a
    where a.person_id in (s.seen_by, viewer.merged_into) and a.from_at <= s.at and (a.to_at is null or a.to_at > s.at)
    order by a.place_lft limit 1) as office on true
  where s.person_id = access.actor() or s.person_id in (select gone.person_id from people.merged_with(array[access.actor()]) gone)
  order by s.id desc limit most
$$;
-- Offices pass over with a merge; who acted under the record that gave way is still named.
create or replace function people.names_of(people uuid[]) returns table (person_id uuid, name text, name_latin text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select who.id, who.name, who.name_latin from people.person who
  where who.id = any(people) and access.actor() is not null
    and exists (select from people.appointment a
      where a.person_id in (who.id, who.merged_into) and a.role not in ('volunteer', 'mitra', 'field_volunteer'))
$$;
-- A report of harassment stays with the record that made it and is its person's all the same: she reads it, and does not answer it.
create function people.is_mine(person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select person = access.actor() or exists (select from people.merged_with(array[access.actor()]) gone where gone.person_id = person)
$$;
revoke all on function people.is_mine(uuid) from public;
grant execute on function people.is_mine(uuid) to {serving};
alter policy own_or_whole_state on people.harassment_report using (
  people.is_mine(reported_by) or access.scope_key(wing, place_lft) <@ (select access.scope()));
alter policy answered_by_another on people.harassment_report using (
  people.is_mine(reported_by) is not true and access.scope_key(wing, place_lft) <@ (select access.scope()));

-- Pairs that share phone, or booth and a word of the name, or constituency and the name; each once, at the one of the two that stands first in
-- the tree. It walks booth by booth from a point on and looks every person's partners up by index, so a part costs what it shows and not what
-- the scope holds: with row-level security in the query itself the planner joins everybody with everybody (0270's search has the same
-- reason), and a plan for an unknown `most` would sort the state first. The owner's eyes look, the very same scope is applied here.
create function people.candidate_pairs(low integer, high integer, after_lft integer, after_one uuid, after_other uuid, most integer)
  returns table (one uuid, other uuid, place_lft integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
  with seats as materialized (select lft, rgt from places.area where level = 'constituency')
  select a.id, pair.id, a.place_lft
  from people.person a
  left join seats on a.place_lft between seats.lft and seats.rgt
  cross join lateral (
    select distinct found.id from (
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b where b.phone_index = a.phone_index
      union all
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b
      where b.match_name = a.match_name and a.match_name <> '' and b.match_name <> ''
        and b.place_lft between coalesce(seats.lft, a.place_lft) and coalesce(seats.rgt, a.place_lft)
      union all
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b
      where b.place_lft = a.place_lft and b.match_given = a.match_given and a.match_given <> ''
      union all
      select b.id, b.place_lft, b.scope_key, b.merged_into, b.state from people.person b
      where b.place_lft = a.place_lft and b.match_family = a.match_family and b.match_family is not null and seats.lft is not null
    ) found
    where (found.place_lft, found.id) > (a.place_lft, a.id) and found.merged_into is null
      and found.state not in ('declined', 'suspended', 'left') and found.place_lft between low and high
      and found.place_lft between (select access.scope_low()) and (select access.scope_high())
      and ((select access.scope_whole()) or found.scope_key <@ (select access.scope()))
      and not exists (
        select from people.kept_apart k where k.one_id = least(a.id, found.id) and k.other_id = greatest(a.id, found.id))
    offset 0
  ) pair
  where a.place_lft between greatest(low, after_lft, (select access.scope_low())) and least(high, (select access.scope_high()))
    and a.merged_into is null and a.state not in ('declined', 'suspended', 'left')
    and ((select access.scope_whole()) or a.scope_key <@ (select access.scope()))
    and (after_one is null or ((a.place_lft, a.id) >= (after_lft, after_one) and (a.place_lft, a.id, pair.id) > (after_lft, after_one, after_other)))
  order by a.place_lft, a.id, pair.id limit most
$$;
revoke all on function people.candidate_pairs(integer, integer, integer, uuid, uuid, integer) from public;
grant execute on function people.candidate_pairs(integer, integer, integer, uuid, uuid, integer) to {serving};

-- As 0350, and what was said before a merge chose another value.
create or replace function people.forget_words() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update people.decision set note = null
  where note is not null and person_id in (select id from people.person where erased_at is not null);
  delete from people.merge_kept where person_id in (select id from people.person where erased_at is not null);
  update people.harassment_report
  set reported_by = null, contact_sealed = null, told = case when settled_at is null then told end
  where reported_by in (select id from people.person where erased_at is not null)
$$;
-- Whether a merge still stands, for rooms above that hear of it late.
create function people.merge_stands(merge uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from people.merge m where m.id = merge and m.undone_at is null)
$$;
revoke all on function people.merge_stands(uuid) from public;
grant execute on function people.merge_stands(uuid) to {serving};

revoke all on function people.merged_with(uuid[]), people.forget_merged(uuid[], bytea[], bytea[], timestamptz),
  people.my_merged_records() from public;
grant execute on function people.merged_with(uuid[]), people.forget_merged(uuid[], bytea[], bytea[], timestamptz),
  people.my_merged_records() to {serving};
