-- The step of the ladder beside the standing: a list of a hundred booths tells who waits for a vouch from who is only on the way.
-- Roll-ups do not ask for it and so keep to the index.
create or replace view people.standing with (security_invoker = true) as
  select place_lft, wing, standing, state from people.person
  where standing > 0
    and place_lft between (select access.scope_low()) and (select access.scope_high())
    and scope_key <@ (select access.scope());
