-- Words added to a report just after its one tap, by whoever made it: nobody can read a report back without an office, so this is a door of
-- its own. Once, within the hour, before it is answered.
create function people.add_to_harassment_report(report uuid, words text, how_to_reach bytea, now_at timestamptz) returns boolean
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with added as (
    update people.harassment_report set told = words, contact_sealed = how_to_reach
    where id = report and told is null and contact_sealed is null and settled_at is null
      and at > now_at - interval '1 hour' and reported_by is not distinct from access.actor()
    returning 1
  )
  select exists (select from added)
$$;
revoke all on function people.add_to_harassment_report(uuid, text, bytea, timestamptz) from public;
grant execute on function people.add_to_harassment_report(uuid, text, bytea, timestamptz) to {serving};
