-- What changed on the platforms this week: short dated items, written by one, read and released by another, each gone by its day.
create table learning.bulletin_item (
  id uuid primary key,
  -- Its name among the items that ship with the house.
  key text unique check (key ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  platform text not null check (platform ~ '^[a-z]{1,20}$'),
  words_hi text not null check (char_length(words_hi) between 3 and 400),
  words_en text not null check (char_length(words_en) between 3 and 400),
  -- Where it stands.
  source text not null check (char_length(source) <= 500),
  source_title text not null check (char_length(source_title) between 2 and 200),
  -- On which day it changed, as India counts days.
  dated_on date not null,
  -- The last day on which it is shown, as India counts days.
  until date not null,
  content_hash bytea not null check (length(content_hash) = 32),
  state text not null check (state in ('in_review', 'released', 'retired')),
  made_by uuid references people.person on delete set null,
  changed_by uuid references people.person on delete set null,
  changed_at timestamptz not null,
  approved_hash bytea,
  approved_by uuid references people.person on delete set null,
  released_at timestamptz,
  -- Nobody releases her own.
  check (approved_by <> made_by and approved_by <> changed_by),
  check (state <> 'released' or (approved_hash = content_hash and released_at is not null))
);
create index bulletin_item_shown on learning.bulletin_item (until) where state = 'released';

alter table learning.bulletin_item enable row level security;
alter table learning.bulletin_item force row level security;
create policy somebody on learning.bulletin_item to {serving}
  using ((select access.actor()) is not null or (select access.scope_whole()));
do $$ begin execute format('create policy owner on learning.bulletin_item to %I using (true)', current_user); end $$;
grant select, insert on learning.bulletin_item to {serving};
grant update (platform, words_hi, words_en, source, source_title, dated_on, until, content_hash, state, changed_by, changed_at, approved_hash, approved_by, released_at)
  on learning.bulletin_item to {serving};
