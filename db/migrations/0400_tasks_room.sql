-- Tasks: what a coordinator asks of the volunteers of a place and wing, what they say they did, and who says that it is so.
create schema tasks;
grant usage on schema tasks to {serving};

create table tasks.task (
  id uuid primary key,
  -- The subtree it is given to. The numbers are the place's own: a restructure renumbers them together with the places.
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  -- Null: every wing.
  wing smallint references people.wing,
  -- In either language or both; whoever reads gets her own, else the other.
  title_hi text check (char_length(title_hi) between 3 and 120),
  title_en text check (char_length(title_en) between 3 and 120),
  words_hi text check (char_length(words_hi) between 3 and 1500),
  words_en text check (char_length(words_en) between 3 and 1500),
  due_on date not null,
  -- What counts as done.
  proof text not null check (proof in ('words', 'count', 'photo', 'booth')),
  -- What is counted, in words: homes, slips.
  unit text check (char_length(unit) between 1 and 40),
  confirmer text not null check (confirmer in ('giver', 'constituency', 'above')),
  given_by uuid references people.person on delete set null,
  given_at timestamptz not null,
  ended_at timestamptz,
  check (place_lft < place_rgt),
  check ((proof = 'count') = (unit is not null)),
  check ((title_hi is null) = (words_hi is null) and (title_en is null) = (words_en is null)),
  check (title_hi is not null or title_en is not null)
);
create index task_place on tasks.task (place_lft, place_rgt);
create index task_given on tasks.task (given_at desc, id);

-- What became of a task: given, changed (with what it said before), ended (with the words why).
create table tasks.task_change (
  id uuid primary key,
  task_id uuid not null references tasks.task on delete cascade,
  what text not null check (what in ('given', 'changed', 'ended')),
  was jsonb not null default '{}',
  words text check (char_length(words) between 3 and 300),
  by_person uuid references people.person on delete set null,
  at timestamptz not null
);
create index task_change_task on tasks.task_change (task_id, at);

-- What a volunteer says she did. One for each task and person; what was withdrawn does not count.
create table tasks.report (
  id uuid primary key,
  task_id uuid not null references tasks.task on delete cascade,
  person_id uuid not null references people.person on delete cascade,
  -- Where she stood when she sent it.
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null references people.wing,
  scope_key bigint not null generated always as (wing::bigint * 16777216 + place_lft) stored,
  state text not null check (state in ('sent', 'confirmed', 'sent_back', 'withdrawn')),
  -- What, where (in her words) and when. Emptied when she withdraws or leaves.
  told text check (char_length(told) between 3 and 1000),
  spot text check (char_length(spot) between 2 and 120),
  counted integer check (counted between 0 and 100000),
  happened_on date not null,
  -- Pixels alone: whatever hung on the picture was removed before it came here.
  photo bytea references platform.file (sha256),
  -- When her phone made it, as far as that can be believed, and when it arrived.
  made_at timestamptz not null,
  arrived_at timestamptz not null,
  -- The phone's own clock said something impossible.
  clock_doubted boolean not null default false,
  -- Hash of the browser's random token: one device for many people becomes a question.
  device_hash bytea,
  answered_by uuid references people.person on delete set null,
  answered_at timestamptz,
  -- Why it was sent back.
  answer text check (char_length(answer) between 3 and 500),
  -- Nobody confirms her own.
  check (answered_by <> person_id),
  check ((state in ('confirmed', 'sent_back')) = (answered_at is not null)),
  check (state <> 'sent_back' or answer is not null)
);
create unique index report_standing on tasks.report (task_id, person_id) where state <> 'withdrawn';
create index report_person on tasks.report (person_id, arrived_at desc);
-- The queue of those who confirm, and the roll-up of one task.
create index report_waiting on tasks.report (place_lft, arrived_at) where state = 'sent';
create index report_task on tasks.report (task_id, place_lft) include (state, scope_key, person_id);
create index report_arrived on tasks.report (arrived_at);
create index report_answered on tasks.report (answered_at) where answered_at is not null;
create index report_photo on tasks.report (photo) where photo is not null;

create table tasks.report_change (
  id uuid primary key,
  report_id uuid not null references tasks.report on delete cascade,
  what text not null check (what in ('sent', 'corrected', 'withdrawn', 'confirmed', 'sent_back')),
  by_person uuid references people.person on delete set null,
  at timestamptz not null
);
create index report_change_report on tasks.report_change (report_id, at);

-- What looks unlikely. A question to a coordinator, never a verdict: nothing is held back, nobody is marked.
create table tasks.question (
  id uuid primary key,
  kind text not null check (kind in ('one_device', 'one_photo', 'night_burst', 'one_hand')),
  -- What it is about and in which span of time: asked once.
  subject text not null,
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  -- Null: people of several wings.
  wing smallint references people.wing,
  -- Figures and times, no names.
  facts jsonb not null,
  -- Whom it concerns: none of them answers it.
  people uuid[] not null,
  reports uuid[] not null,
  raised_at timestamptz not null,
  answer text check (answer in ('fine', 'look_closer')),
  words text check (char_length(words) between 3 and 500),
  answered_by uuid references people.person on delete set null,
  answered_at timestamptz,
  unique (kind, subject),
  check (not (answered_by = any (people))),
  check ((answer is null) = (answered_at is null) and (answer is null) = (words is null))
);
create index question_place on tasks.question (place_lft);

-- Row-level security: the last wall under the policies.

-- A task shows to whoever gave it, to those whose scope it meets, and to those of whom it asks something.
alter table tasks.task enable row level security;
alter table tasks.task force row level security;
create policy met on tasks.task for select to {serving} using (
  given_by = (select access.actor())
  or (place_lft <= (select access.scope_high()) and place_rgt >= (select access.scope_low())
    and (wing is null or int8range(access.scope_key(wing, place_lft), access.scope_key(wing, place_rgt), '[]') && (select access.scope())))
  or ((select stand.place_lft from people.my_stand() stand) between place_lft and place_rgt
    and (wing is null or wing = (select stand.wing from people.my_stand() stand)))
  -- Who reported and moved away since may still read what she reported on.
  or id in (select task_id from tasks.report where person_id = (select access.actor())));
create policy given_within_scope on tasks.task for insert to {serving} with check (
  int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
  and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()));
create policy changed_within_scope on tasks.task for update to {serving} using (
  int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
  and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()));

alter table tasks.task_change enable row level security;
alter table tasks.task_change force row level security;
create policy with_task on tasks.task_change to {serving} using (exists (select from tasks.task where id = task_id));

alter table tasks.report enable row level security;
alter table tasks.report force row level security;
create policy own_or_in_scope on tasks.report to {serving} using (
  (place_lft between (select access.scope_low()) and (select access.scope_high())
    and ((select access.scope_whole()) or scope_key <@ (select access.scope())))
  or person_id = (select access.actor()));

alter table tasks.report_change enable row level security;
alter table tasks.report_change force row level security;
create policy with_report on tasks.report_change to {serving} using (exists (select from tasks.report where id = report_id));

-- Whom it concerns never sees it: it is not a reproach, and it is not theirs to answer.
alter table tasks.question enable row level security;
alter table tasks.question force row level security;
create policy in_scope_of_others on tasks.question to {serving} using (
  not coalesce((select access.actor()) = any (people), false)
  and int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
  and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()));

-- Whether any report, of whomever, shows these bytes: the same picture may have been sent by somebody whom the asker may not see.
create function tasks.photo_in_use(sha256 bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from tasks.report where report.photo = sha256)
$$;
revoke all on function tasks.photo_in_use(bytea) from public;
grant execute on function tasks.photo_in_use(bytea) to {serving};

do $$
declare personal text;
begin
  foreach personal in array array['task', 'task_change', 'report', 'report_change', 'question'] loop
    execute format('create policy owner on tasks.%I to %I using (true)', personal, current_user);
  end loop;
end $$;
grant select, insert on tasks.task, tasks.task_change, tasks.report, tasks.report_change, tasks.question to {serving};
grant update (title_hi, title_en, words_hi, words_en, due_on, confirmer, ended_at) on tasks.task to {serving};
grant update (place_id, place_lft, wing, state, told, spot, counted, happened_on, photo, made_at, arrived_at, clock_doubted, device_hash,
  answered_by, answered_at, answer) on tasks.report to {serving};
grant update (answer, words, answered_by, answered_at) on tasks.question to {serving};
