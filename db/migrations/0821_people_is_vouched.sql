-- Steps of the ladder on which somebody has been vouched for (src/modules/people/domain/ladder.ts), for the rooms above: plain SQL, so that it is read
-- into the query that asks.
create function people.is_vouched(state text) returns boolean language sql immutable parallel safe as $$
  select state in ('vouched', 'active', 'lapsed')
$$;
revoke all on function people.is_vouched(text) from public;
grant execute on function people.is_vouched(text) to {serving};
