-- Whoever takes her story back takes its bytes along: what was made of it stays in the register by its hash, and points at no file any more. The same bytes that
-- somebody else brought stay where they are hers.
alter table studio.media add column emptied_at timestamptz;
alter table studio.media add check (emptied_at is null or (withdrawn_at is not null and thumb is null and screen is null and likeness is null));
alter table studio.media drop constraint media_file_fkey;
alter table studio.media add column kept_file bytea generated always as (case when emptied_at is null then file end) stored references platform.file;
create index media_kept_file on studio.media (kept_file) where kept_file is not null;
grant update (emptied_at, thumb, screen, likeness, title) on studio.media to {serving};

-- Another story of the same bytes that a creator took into the same medium: it stands for it from now on, and gets the credit. Asked by whoever takes hers back, who
-- sees nobody else's.
create function studio.hand_medium_over(medium uuid, story uuid) returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  with other as (
    select other.id from studio.story other where other.media_id = medium and other.id <> story and other.state = 'taken' order by other.answered_at, other.id limit 1),
  handed as (
    update studio.media m set story_id = other.id from other
    where m.id = medium and m.story_id = story
      and exists (select from studio.story own where own.id = story and own.person_id = access.actor())
    returning m.id)
  select exists (select from handed)
$$;
revoke all on function studio.hand_medium_over(uuid, uuid) from public;
grant execute on function studio.hand_medium_over(uuid, uuid) to {serving};
