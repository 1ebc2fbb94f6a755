-- Reports, questions, and tasks that a place had.
create or replace function tasks.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.place_id, 'reports', count(*) from tasks.report r where r.place_id = any (places) group by 1
  union all
  select q.place_id, 'questions', count(*) from tasks.question q where q.place_id = any (places) group by 1
  union all
  select t.place_id, 'tasks', count(*) from tasks.task t where t.place_id = any (places) and t.ended_at is not null group by 1
$$;
