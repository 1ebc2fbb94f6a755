-- What a kit's piece rests on, as its approved bytes say: a piece that is edited later leaves what went out with its own sources.
alter table campaigns.kit add column sources jsonb not null default '[]';

-- What goes out with a kit, as it was drawn when it was let go: later edits of its piece take nothing of it away.
create table campaigns.kit_file (
  kit_id uuid not null references campaigns.kit on delete cascade,
  -- The rendition's own id.
  id uuid not null,
  form text not null,
  language text not null check (language in ('hi', 'en')),
  position smallint not null,
  file bytea references platform.file,
  words text,
  bytes integer not null,
  media_type text not null,
  primary key (kit_id, id),
  check ((file is null) <> (words is null))
);
create index kit_file_file on campaigns.kit_file (file) where file is not null;
alter table campaigns.kit_file enable row level security;
alter table campaigns.kit_file force row level security;
create policy somebody on campaigns.kit_file to {serving} using ((select access.actor()) is not null or (select access.scope_whole()));
do $$ begin execute format('create policy owner on campaigns.kit_file to %I using (true)', current_user); end $$;
grant select, insert, delete on campaigns.kit_file to {serving};
