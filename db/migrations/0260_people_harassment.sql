-- Reports of harassment are answered: a contact is opened one by one and noted, a report is settled in words.

alter table people.harassment_report
  add column outcome text check (char_length(outcome) between 3 and 500),
  add check ((settled_at is null) = (outcome is null));
create index harassment_settled on people.harassment_report (settled_at desc, id desc) where settled_at is not null;

-- A report may be read by whoever made it, and answered only by somebody else who acts for the whole state.
drop policy own_or_whole_state on people.harassment_report;
create policy own_or_whole_state on people.harassment_report for select to {serving} using (
  reported_by = (select access.actor()) or access.scope_key(wing, place_lft) <@ (select access.scope()));
create policy answered_by_another on people.harassment_report for update to {serving} using (
  reported_by is distinct from (select access.actor()) and access.scope_key(wing, place_lft) <@ (select access.scope()));
-- Reports come in through people.take_harassment_report alone; what was told is never rewritten.
revoke insert, update, delete on people.harassment_report from {serving};
grant update (settled_at, settled_by, outcome) on people.harassment_report to {serving};

-- Who opened which report's contact. A report may come from nobody we know, so people.sighting alone would not tell.
create table people.harassment_sighting (
  report_id uuid not null references people.harassment_report on delete cascade,
  seen_by uuid references people.person on delete set null,
  at timestamptz not null
);
create index harassment_sighting_report on people.harassment_sighting (report_id);
create index harassment_sighting_seer on people.harassment_sighting (seen_by, at);
alter table people.harassment_sighting enable row level security;
alter table people.harassment_sighting force row level security;
create policy with_report on people.harassment_sighting to {serving} using (
  exists (select from people.harassment_report where id = report_id));
do $$ begin execute format('create policy owner on people.harassment_sighting to %I using (true)', current_user); end $$;
grant select, insert on people.harassment_sighting to {serving};

-- Notes in the reporter's own record that her number was opened: she may stand in a wing whose people the one who answers does not see.
-- Does nothing for a report that whoever acts may not answer, or that came from nobody we know.
create function people.tell_reporter(report uuid, at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into people.sighting (person_id, seen_by, what, at)
  select reported_by, access.actor(), 'phone', at from people.harassment_report
  where id = report and reported_by is not null and access.scope_key(wing, place_lft) <@ (select access.scope())
$$;
revoke all on function people.tell_reporter(uuid, timestamptz) from public;
grant execute on function people.tell_reporter(uuid, timestamptz) to {serving};
