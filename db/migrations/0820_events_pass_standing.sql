-- How an entry pass stands, for anybody who holds it: nothing but whether its seat holds and of which event it is. The pass itself is signed, so
-- nobody asks for one that was not given.
create function events.pass_standing(event_number integer, pass_code text)
  returns table (holds boolean, title_hi text, title_en text, starts_on date, ends_on date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.state in ('registered', 'asked') and not r.barred and event.state <> 'cancelled',
    coalesce(event.title_hi, event.title_en), coalesce(event.title_en, event.title_hi), event.starts_on, event.ends_on
  from events.event join events.registration r on r.event_id = event.id
  where event.number = event_number and r.code = pass_code
$$;
revoke all on function events.pass_standing(integer, text) from public;
grant execute on function events.pass_standing(integer, text) to {serving};
