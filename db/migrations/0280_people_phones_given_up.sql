-- Of some phones, those that no person carries any more, a household's other members included, whom the one who goes may not see.
create function people.phones_given_up(phones bytea[]) returns table (phone_index bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct given.phone from unnest(phones) as given(phone)
  where not exists (select from people.person where person.phone_index = given.phone)
$$;
revoke all on function people.phones_given_up(bytea[]) from public;
grant execute on function people.phones_given_up(bytea[]) to {serving};
