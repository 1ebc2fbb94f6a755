-- Tasks, reports and questions go where their places go.
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on tasks.task
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
-- A report keeps the name of the place where she stood when she sent it.
create trigger stand_right before insert or update of place_id, place_lft on tasks.report
  for each row when (access.tree_stands()) execute function places.stand_right('stays');
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on tasks.question
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');

create function tasks.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update tasks.task w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
  update tasks.report r set place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where r.place_id = old.id and r.place_lft <> now.lft;
  update tasks.question q set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where q.place_id = t.was and (q.place_id, q.place_lft, q.place_rgt) is distinct from (t.id, t.lft, t.rgt);
end $$;

create function tasks.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.place_id, 'tasks', count(*) from tasks.task t where t.place_id = any (places) and t.ended_at is null group by 1
$$;
revoke all on function tasks.follow_tree(uuid, timestamptz), tasks.standing_at(uuid[]) from public;
grant execute on function tasks.follow_tree(uuid, timestamptz), tasks.standing_at(uuid[]) to {serving};

insert into places.follower values ('tasks', 'tasks.follow_tree', 'tasks.standing_at');
