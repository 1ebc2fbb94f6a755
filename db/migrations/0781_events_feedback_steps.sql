-- Sums of what was said afterwards, from ten answers on and then in steps of five: whoever looks before and after a single answer must not read it
-- off the difference. The latest that fill no step wait for the next; words come without their order.
create or replace function events.feedback_of(event uuid) returns table (answers integer, useful integer[], clear integer[], words text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with given as (
    select f.useful, f.clear, f.words, row_number() over (order by f.at, f.person_id) as nth, count(*) over () as n from events.feedback f
    where f.event_id = feedback_of.event and events.manages(feedback_of.event)),
  told as (select * from given where n >= 10 and nth <= n / 5 * 5)
  select (select case when count(*) < 10 then count(*) else count(*) / 5 * 5 end::int from given),
    case when count(*) > 0 then array[count(*) filter (where told.useful = 1), count(*) filter (where told.useful = 2),
      count(*) filter (where told.useful = 3), count(*) filter (where told.useful = 4)]::int[] end,
    case when count(*) > 0 then array[count(*) filter (where told.clear = 1), count(*) filter (where told.clear = 2),
      count(*) filter (where told.clear = 3), count(*) filter (where told.clear = 4)]::int[] end,
    case when count(*) > 0 then coalesce(array_agg(told.words order by md5(told.words)) filter (where told.words is not null), '{}') end
  from told
$$;
