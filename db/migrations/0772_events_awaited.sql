-- Whom an event invites and who has not answered: neither registered nor taken a registration back. Under row-level security, as every function
-- without `security definer`: those whom the asker sees.
create function events.awaited(the_event uuid, moment timestamptz) returns table (person_id uuid)
  language sql stable as $$
  select who.id from people.named who
  where who.state in ('vouched', 'active', 'lapsed')
    and exists (select from events.audience line where line.event_id = the_event
      and who.place_lft between line.place_lft and line.place_rgt and (line.wing is null or line.wing = who.wing))
    and not exists (select from events.registration own where own.event_id = the_event and own.person_id = who.id)
    and exists (select from events.event asks where asks.id = the_event and asks.state = 'open' and (asks.roles = '{}' or who.id in (
      select held.person_id from people.holding(moment) held where held.role = any (asks.roles))))
$$;
revoke all on function events.awaited(uuid, timestamptz) from public;
grant execute on function events.awaited(uuid, timestamptz) to {serving};
