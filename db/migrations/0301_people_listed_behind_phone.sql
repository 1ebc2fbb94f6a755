-- Of those behind a phone, whom a coordinator put on a list: no stranger typed the number, so who proves the phone may say "that is me" and
-- then decide. Asked only once the phone's code was right, like people.behind_phone.
create function people.listed_behind_phone(phone bytea) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id from people.person where phone_index = phone and state = 'applied' and awaits_consent
$$;
revoke all on function people.listed_behind_phone(bytea) from public;
grant execute on function people.listed_behind_phone(bytea) to {serving};
