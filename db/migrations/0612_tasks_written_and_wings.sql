-- Beside tasks that run at a place: what was reported there, and what is asked about it.
create function tasks.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.place_id, 'reports', count(*) from tasks.report r where r.place_id = any (places) group by 1
  union all
  select q.place_id, 'questions', count(*) from tasks.question q where q.place_id = any (places) group by 1
$$;
revoke all on function tasks.written_at(uuid[]) from public;
grant execute on function tasks.written_at(uuid[]) to {serving};
update places.follower set written = 'tasks.written_at' where room = 'tasks';

-- Tasks that run in each wing.
create function tasks.in_wings() returns table (wing smallint, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.wing, 'tasks', count(*) from tasks.task t where t.wing is not null and t.ended_at is null group by 1
$$;
revoke all on function tasks.in_wings() from public;
grant execute on function tasks.in_wings() to {serving};
insert into people.wing_user values ('tasks', 'tasks.in_wings');
