-- What the erased had told, or others had written about them in their own words, goes with their name. A report of harassment that is not
-- answered yet keeps its words, without whose it is; a contact goes at once.
create function people.forget_words() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update people.decision set note = null
  where note is not null and person_id in (select id from people.person where erased_at is not null);
  update people.harassment_report
  set reported_by = null, contact_sealed = null, told = case when settled_at is null then told end
  where reported_by in (select id from people.person where erased_at is not null)
$$;

-- Answered reports are not kept for ever: first how to reach the person, then everything. @returns how many went
create function people.forget_reports(contacts_before timestamptz, reports_before timestamptz) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update people.harassment_report set contact_sealed = null where settled_at < contacts_before and contact_sealed is not null;
  with gone as (delete from people.harassment_report where settled_at < reports_before returning 1) select count(*) from gone
$$;

-- In 0260 the column's name beat the parameter's, so the look was dated by the report.
drop function people.tell_reporter(uuid, timestamptz);
create function people.tell_reporter(report uuid, now_at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into people.sighting (person_id, seen_by, what, at)
  select reported_by, access.actor(), 'phone', now_at from people.harassment_report
  where id = report and reported_by is not null and access.scope_key(wing, place_lft) <@ (select access.scope())
$$;

revoke all on function people.forget_words(), people.forget_reports(timestamptz, timestamptz), people.tell_reporter(uuid, timestamptz)
  from public;
grant execute on function people.forget_words(), people.forget_reports(timestamptz, timestamptz), people.tell_reporter(uuid, timestamptz)
  to {serving};
