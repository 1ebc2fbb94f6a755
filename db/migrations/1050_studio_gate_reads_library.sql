-- What the gate asks of recorded consents: whoever reads a piece may not see every record of the library; whether one stands is all that is told.
create function studio.consents_standing(consents uuid[]) returns table (id uuid, in_use boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.id, d.withdrawn_at is null from studio.depicted d where d.id = any (consents) and d.basis in ('consent', 'family')
$$;
revoke all on function studio.consents_standing(uuid[]) from public;
grant execute on function studio.consents_standing(uuid[]) to {serving};
