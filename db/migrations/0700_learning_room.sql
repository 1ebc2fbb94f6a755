-- Learning: courses of lessons in versions, what their facts rest on, and what each volunteer answered. What somebody learnt is a log that only
-- grows: passed, known and due are derived from it.
create schema learning;
grant usage on schema learning to {serving};

create table learning.course (
  id uuid primary key,
  -- Its name among the files that ship with the house; stable, and what a badge is about.
  key text not null unique check (key ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  platform text not null check (platform ~ '^[a-z]{1,20}$'),
  title_hi text not null check (char_length(title_hi) between 2 and 120),
  title_en text not null check (char_length(title_en) between 2 and 120),
  summary_hi text not null check (char_length(summary_hi) <= 400),
  summary_en text not null check (char_length(summary_en) <= 400),
  position smallint not null,
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null
);

create table learning.lesson (
  id uuid primary key,
  course_id uuid not null references learning.course on delete cascade,
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  position smallint not null,
  unique (course_id, key)
);

-- What a lesson says (domain/content.ts). One is worked on at a time, one is in force; what was released never changes.
create table learning.version (
  id uuid primary key,
  lesson_id uuid not null references learning.lesson on delete cascade,
  number smallint not null check (number > 0),
  state text not null check (state in ('draft', 'in_review', 'released', 'retired')),
  content jsonb not null,
  -- SHA-256 of the content as the room writes it: what a review is bound to.
  content_hash bytea not null check (length(content_hash) = 32),
  -- Bytes of a volunteer's pack: words as they are packed, pictures; and what plays, which is not part of it.
  text_bytes integer not null check (text_bytes >= 0),
  picture_bytes integer not null check (picture_bytes >= 0),
  media_bytes integer not null check (media_bytes >= 0),
  -- It came with the software: nobody of this organisation has read it.
  from_house boolean not null default false,
  begun_by uuid references people.person on delete set null,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  approved_hash bytea,
  approved_by uuid references people.person on delete set null,
  released_at timestamptz,
  retired_at timestamptz,
  unique (lesson_id, number),
  -- Nobody releases her own.
  check (approved_by <> begun_by),
  check (approved_hash is null or approved_hash = content_hash),
  check ((released_at is null) = (approved_hash is null)),
  check (state <> 'released' or released_at is not null),
  check ((state = 'retired') = (retired_at is not null))
);
create unique index version_worked_on on learning.version (lesson_id) where state in ('draft', 'in_review');
create unique index version_in_force on learning.version (lesson_id) where state = 'released';

create table learning.version_change (
  id uuid primary key,
  -- In which order things happened, also within one moment.
  nth bigint not null generated always as identity,
  version_id uuid not null references learning.version on delete cascade,
  what text not null check (what in ('begun', 'changed', 'sent', 'sent_back', 'released', 'retired')),
  content_hash bytea not null,
  -- What stood there then, where it was changed: what somebody chose to write over can be taken up again.
  content jsonb,
  -- Why it was sent back or retired.
  words text check (char_length(words) between 3 and 500),
  by_person uuid references people.person on delete set null,
  at timestamptz not null
);
create index version_change_version on learning.version_change (version_id, nth);

-- Pictures, sound and films of lessons: whoever learns may open these files, and no others, by their address.
create table learning.media (
  sha256 bytea primary key references platform.file,
  kind text not null check (kind in ('picture', 'audio', 'video')),
  media_type text not null,
  bytes integer not null check (bytes > 0),
  uploaded_by uuid references people.person on delete set null,
  at timestamptz not null
);

-- A recall card keeps its id through the versions of its lesson.
create table learning.card (
  id uuid primary key,
  lesson_id uuid not null references learning.lesson on delete cascade,
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,40}$'),
  position smallint not null,
  front_hi text not null,
  front_en text not null,
  back_hi text not null,
  back_en text not null,
  -- A fact that it taught has changed: due again for everybody who has not recalled it since.
  reopened_at timestamptz,
  -- No version in force has it any more.
  retired_at timestamptz,
  unique (lesson_id, key)
);

-- What somebody answered to a lesson's questions. Append-only: a phone that was set up anew writes over nothing.
create table learning.attempt (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  version_id uuid not null references learning.version on delete cascade,
  answers jsonb not null,
  right_count smallint not null,
  asked_count smallint not null check (right_count between 0 and asked_count),
  -- When her phone made it, as far as that can be believed, and when it arrived.
  made_at timestamptz not null,
  arrived_at timestamptz not null,
  clock_doubted boolean not null default false
);
create index attempt_person on learning.attempt (person_id, version_id);

-- The first attempt that had every answer right, once for each version: it makes one activity.
create table learning.pass (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  version_id uuid not null references learning.version on delete cascade,
  lesson_id uuid not null references learning.lesson on delete cascade,
  at timestamptz not null,
  unique (person_id, version_id)
);
create index pass_lesson on learning.pass (lesson_id, person_id);

-- A practical task of a lesson: what she tried and how it went. One stands for each task and person.
create table learning.proof (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  lesson_id uuid not null references learning.lesson on delete cascade,
  task_key text not null,
  state text not null check (state in ('sent', 'confirmed', 'sent_back', 'withdrawn')),
  told text check (char_length(told) between 3 and 1000),
  -- Pixels alone, as in tasks.report.
  photo bytea references platform.file (sha256),
  made_at timestamptz not null,
  arrived_at timestamptz not null,
  clock_doubted boolean not null default false,
  answered_by uuid references people.person on delete set null,
  answered_at timestamptz,
  answer text check (char_length(answer) between 3 and 500),
  check (answered_by <> person_id),
  check ((state in ('confirmed', 'sent_back')) = (answered_at is not null)),
  check (state <> 'sent_back' or answer is not null)
);
create unique index proof_standing on learning.proof (person_id, lesson_id, task_key) where state <> 'withdrawn';
create index proof_person on learning.proof (person_id);
create index proof_waiting on learning.proof (arrived_at, id) where state = 'sent';
create index proof_answered_by on learning.proof (answered_by) where answered_by is not null;
create index proof_photo on learning.proof (photo) where photo is not null;

-- One turn of one recall card, by the id that her phone gave it. Append-only; in whatever order turns arrive, they count in the order in which they
-- were made.
create table learning.recall (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  card_id uuid not null references learning.card on delete cascade,
  -- 1 forgotten, 2 hard, 3 known, 4 easy (FSRS).
  grade smallint not null check (grade between 1 and 4),
  made_at timestamptz not null,
  arrived_at timestamptz not null,
  clock_doubted boolean not null default false
);
create index recall_person on learning.recall (person_id, card_id, made_at, id);

-- Two records of one person become one (people.merge); which rows went along is kept, so that it can be taken back.
create table learning.passed_over (
  merge_id uuid not null,
  kind text not null check (kind in ('attempt', 'pass', 'proof', 'answered', 'recall')),
  row_id uuid not null,
  primary key (merge_id, kind, row_id)
);

-- Row-level security. What is taught is for everybody who is somebody here; what is not released yet, policy keeps to those who write it.
do $$
declare taught text;
begin
  foreach taught in array array['course', 'lesson', 'version', 'version_change', 'media', 'card'] loop
    execute format('alter table learning.%I enable row level security', taught);
    execute format('alter table learning.%I force row level security', taught);
    execute format('create policy somebody on learning.%I to {serving} using ((select access.actor()) is not null or (select access.scope_whole()))', taught);
    execute format('create policy owner on learning.%I to %I using (true)', taught, current_user);
    execute format('grant select, insert on learning.%I to {serving}', taught);
  end loop;
end $$;
grant update (title_hi, title_en, summary_hi, summary_en, position) on learning.course to {serving};
grant update (position) on learning.lesson to {serving};
grant update (state, content, content_hash, text_bytes, picture_bytes, media_bytes, changed_at, approved_hash, approved_by, released_at, retired_at)
  on learning.version to {serving};
grant update (position, front_hi, front_en, back_hi, back_en, reopened_at, retired_at) on learning.card to {serving};

-- What somebody learnt is her own, and seen by whoever sees her. She alone adds to it; the house passes it over and takes it away.
do $$
declare learnt text;
begin
  foreach learnt in array array['attempt', 'pass', 'proof', 'recall'] loop
    execute format('alter table learning.%I enable row level security', learnt);
    execute format('alter table learning.%I force row level security', learnt);
    execute format('create policy with_person on learning.%I for select to {serving} using (person_id = (select access.actor()) or exists (select from people.person where id = person_id))', learnt);
    execute format('create policy own on learning.%I for insert to {serving} with check (person_id = (select access.actor()))', learnt);
    execute format('create policy by_the_house on learning.%I for update to {serving} using ((select access.scope_whole()))', learnt);
    execute format('create policy gone_by_the_house on learning.%I for delete to {serving} using ((select access.scope_whole()))', learnt);
    execute format('create policy owner on learning.%I to %I using (true)', learnt, current_user);
    execute format('grant select, insert, delete on learning.%I to {serving}', learnt);
    execute format('grant update (person_id) on learning.%I to {serving}', learnt);
  end loop;
end $$;
-- Corrected by whoever sent it; answered by whoever sees her.
create policy answered on learning.proof for update to {serving} using (
  person_id = (select access.actor()) or exists (select from people.person where id = person_id));
grant update (state, told, photo, made_at, arrived_at, clock_doubted, answered_by, answered_at, answer) on learning.proof to {serving};

alter table learning.passed_over enable row level security;
alter table learning.passed_over force row level security;
create policy by_the_house on learning.passed_over to {serving} using ((select access.scope_whole()));
do $$ begin execute format('create policy owner on learning.passed_over to %I using (true)', current_user); end $$;
grant select, insert, delete on learning.passed_over to {serving};

-- Whether any proof, of whomever, shows these bytes (as tasks.photo_in_use).
create function learning.photo_in_use(sha256 bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from learning.proof where proof.photo = sha256)
$$;
revoke all on function learning.photo_in_use(bytea) from public;
grant execute on function learning.photo_in_use(bytea) to {serving};
