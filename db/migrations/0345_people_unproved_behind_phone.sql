-- Anybody can type anybody's number: of the applications behind a phone that nobody confirmed, the newest `kept` stay. The newcomer who
-- acts sees none of them, so the owner's eyes do it, and nothing but this.
create function people.crowd_out_unproved(phone bytea, kept integer) returns integer
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (
    delete from people.person where id in (
      select id from people.person where phone_index = phone and state = 'applied'
      order by applied_at desc, id desc offset greatest(kept, 0))
    returning 1)
  select count(*)::integer from gone
$$;
revoke all on function people.crowd_out_unproved(bytea, integer) from public;
grant execute on function people.crowd_out_unproved(bytea, integer) to {serving};
