-- Which editions of a shipped lesson this organisation has had before it: brought once, and never again, whatever became of them. A newer one comes as a
-- version that waits to be read (learning/domain/edition.ts).
create table learning.shipped_edition (
  lesson_id uuid not null references learning.lesson on delete cascade,
  -- SHA-256 of the content as it was shipped.
  content_hash bytea not null check (length(content_hash) = 32),
  brought_at timestamptz not null,
  primary key (lesson_id, content_hash)
);
alter table learning.shipped_edition enable row level security;
alter table learning.shipped_edition force row level security;
create policy somebody on learning.shipped_edition to {serving} using ((select access.actor()) is not null or (select access.scope_whole()));
do $$ begin execute format('create policy owner on learning.shipped_edition to %I using (true)', current_user); end $$;
grant select, insert on learning.shipped_edition to {serving};

-- What came before editions were counted, as far as nobody has written on it since.
insert into learning.shipped_edition (lesson_id, content_hash, brought_at)
select lesson_id, content_hash, begun_at from learning.version
where from_house and not exists (select from learning.version_change change where change.version_id = version.id and change.what = 'changed')
on conflict do nothing;
