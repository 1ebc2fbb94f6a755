-- Imports: lists of people brought in from a file, looked at before anything happens, and taken back when they were wrong.

-- Somebody else put her on a list: she counts for no booth until she has confirmed her phone and agreed herself.
alter table people.person add column awaits_consent boolean not null default false;
drop index people.person_coverage;
create index person_coverage on people.person (place_lft) include (standing, scope_key, wing, id) where standing > 0 and not awaits_consent;
create or replace view people.standing with (security_invoker = true) as
  select place_lft, wing, standing, state from people.person
  where standing > 0 and not awaits_consent
    and place_lft between (select access.scope_low()) and (select access.scope_high())
    and (id is distinct from (select access.actor()) or scope_key <@ (select access.scope()));

create table people.import (
  id uuid primary key,
  -- Null: the house, by its command line.
  made_by uuid references people.person on delete set null,
  -- Where its people belong: rows that name no place belong here, rows elsewhere are refused.
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null references people.wing,
  file_name text not null check (char_length(file_name) <= 200),
  kind text not null check (kind in ('csv', 'xlsx')),
  bytes integer not null,
  state text not null check (state in ('columns', 'checking', 'ready', 'running', 'done', 'undoing', 'undone', 'stopped', 'discarded')),
  -- The id of the message that says why it stopped.
  fault text,
  -- The first rows, sealed: they hold phones.
  glimpse_sealed bytea,
  -- What each column holds, as a person confirmed it.
  columns jsonb,
  -- Progress, of what the state says is being done.
  done integer not null default 0,
  total integer not null default 0,
  -- Whose turn it is to look at the rows: a worker that was taken for dead must not write beside the one that relieved it.
  turn uuid,
  -- How many rows came to which end, and why: {"new": {"": 5}, "refused": {"people_name_missing": 2}}; after an undo what became of them.
  counts jsonb not null default '{}',
  undo_counts jsonb,
  made_at timestamptz not null,
  changed_at timestamptz not null
);
create index import_made on people.import (made_at desc, id);

-- The file itself, sealed piece by piece, for as long as it is needed.
create table people.import_part (
  import_id uuid not null references people.import on delete cascade,
  nth smallint not null,
  sealed bytea not null,
  primary key (import_id, nth)
);

-- A row of the file as it was read. Who it names is forgotten here once it is written; what cannot be written keeps the row's own cells,
-- sealed, so that they can be mended.
create table people.import_row (
  import_id uuid not null references people.import on delete cascade,
  line integer not null,
  outcome text not null check (outcome in ('new', 'changed', 'same', 'doubtful', 'refused')),
  reason text,
  person_id uuid,
  original_sealed bytea,
  name text, name_latin text, name_devanagari text, name_folded text, name_key text, name_flags text[],
  phone_sealed bytea, phone_index bytea,
  place_id uuid, place_lft integer, place_rgt integer, place_named boolean,
  wing smallint, wing_named boolean, language text,
  written_at timestamptz,
  -- Where a changed person stood before.
  before_place uuid, before_lft integer, before_wing smallint,
  undone text check (undone in ('removed', 'restored', 'kept_joined', 'kept_changed')),
  primary key (import_id, line)
);
create index import_row_problem on people.import_row (import_id, line) where outcome in ('doubtful', 'refused');

-- Whom rows of a list may mean: people of the actor's scope behind these phones. With row-level security in the query itself the planner may
-- run through everybody in scope once a phone (0270's search has the same reason); here the phone comes first and the scope after it.
create function people.behind_phones(phones bytea[])
  returns table (nth bigint, person_id uuid, name text, name_latin text, name_devanagari text, place_id uuid, place_lft integer, wing smallint,
    state text, phone_proved boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with found as materialized (
    select given.nth, p.id, p.name, p.name_latin, p.name_devanagari, p.place_id, p.place_lft, p.wing, p.scope_key, p.state,
      p.phone_verified_at is not null as proved, p.applied_at
    from unnest(phones) with ordinality as given(phone, nth) join people.person p on p.phone_index = given.phone)
  select nth, id, name, name_latin, name_devanagari, place_id, place_lft, wing, state, proved from found
  where place_lft between access.scope_low() and access.scope_high() and scope_key <@ access.scope()
  order by nth, applied_at, id
$$;
revoke all on function people.behind_phones(bytea[]) from public;
grant execute on function people.behind_phones(bytea[]) to {serving};

alter table people.import enable row level security;
alter table people.import force row level security;
create policy own_or_in_scope on people.import to {serving} using (
  made_by = (select access.actor()) or
  (place_lft between (select access.scope_low()) and (select access.scope_high())
    and ((select access.scope_whole()) or access.scope_key(wing, place_lft) <@ (select access.scope()))));
do $$
declare dependent text;
begin
  foreach dependent in array array['import_part', 'import_row'] loop
    execute format('alter table people.%I enable row level security', dependent);
    execute format('alter table people.%I force row level security', dependent);
    -- Asked once a query, not once a row.
    execute format('create policy with_import on people.%I to {serving} using (import_id in (select id from people.import))', dependent);
  end loop;
  foreach dependent in array array['import', 'import_part', 'import_row'] loop
    execute format('create policy owner on people.%I to %I using (true)', dependent, current_user);
  end loop;
end $$;
grant select, insert, update, delete on people.import, people.import_part, people.import_row to {serving};
