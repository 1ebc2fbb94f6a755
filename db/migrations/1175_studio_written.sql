-- What was made for a place and is over.
create or replace function studio.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.place_id, 'pieces', count(*) from studio.piece p where p.place_id = any (places) and p.state = 'retired' group by 1
$$;
revoke all on function studio.written_at(uuid[]) from public;
grant execute on function studio.written_at(uuid[]) to {serving};
update places.follower set written = 'studio.written_at' where room = 'studio';
create or replace function studio.library_written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.place_id, 'stories', count(*) from studio.story s where s.place_id = any (places) group by 1
  union all
  select m.place_id, 'media', count(*) from studio.media m where m.place_id = any (places) and m.withdrawn_at is not null group by 1
$$;

-- Two homes that each have the same bytes, each with its own rights, and become one: both media stay what they are, told apart by the order in which
-- they met. Whoever brings those bytes there again finds the first.
alter table studio.media add column met smallint not null default 0;
drop index studio.media_once;
create unique index media_once on studio.media (file, place_id, coalesce(wing, -1), met);
create or replace function studio.library_follows_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update studio.media w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and t.was = t.id and (w.place_lft, w.place_rgt) is distinct from (t.lft, t.rgt);
  with moving as (
    select w.id, w.file, w.wing, w.met, t.id as place_id, t.lft, t.rgt from studio.media w join places.now_at(restructure) t on t.was = w.place_id
    where t.id <> t.was)
  update studio.media w set place_id = m.place_id, place_lft = m.lft, place_rgt = m.rgt, met = m.met
  from (
    select moving.id, moving.place_id, moving.lft, moving.rgt,
      coalesce((select max(there.met) + 1 from studio.media there where there.file = moving.file and there.place_id = moving.place_id
        and there.wing is not distinct from moving.wing), 0)
      + row_number() over (partition by moving.file, moving.place_id, moving.wing order by moving.met, moving.id) - 1 as met
    from moving) m
  where w.id = m.id;
  update studio.story s set place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where s.place_id = old.id and s.place_lft <> now.lft;
end $$;
