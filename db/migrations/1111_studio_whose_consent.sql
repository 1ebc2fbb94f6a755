-- Whose consent is named in a piece, for whoever signs that it is of the person shown. Called once the policy has said that she may sign.
create function studio.consents_named(consents uuid[]) returns table (id uuid, name text, given_by text, given_on date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.id, d.name, d.given_by, d.given_on from studio.depicted d where d.id = any (consents) and d.basis in ('consent', 'family')
$$;
revoke all on function studio.consents_named(uuid[]) from public;
grant execute on function studio.consents_named(uuid[]) to {serving};
