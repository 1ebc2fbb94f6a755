-- Messages that are under way in each wing.
create function outreach.in_wings() returns table (wing smallint, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.wing, 'messages', count(*) from outreach.message m
  where m.wing is not null and m.state in ('draft', 'awaiting', 'queued', 'running') group by 1
$$;
revoke all on function outreach.in_wings() from public;
grant execute on function outreach.in_wings() to {serving};
insert into people.wing_user values ('outreach', 'outreach.in_wings');
