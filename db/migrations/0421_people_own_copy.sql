-- For the copy of one's own data, what stands in rows that only those who lead may read: of whoever asks, and nothing of anybody else.

-- Lists that brought her in or changed her record: where the organisation has her data from (DPDP Act 2023 s. 11).
create function people.my_lists() returns table (file_name text, outcome text, written_at timestamptz, undone text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.file_name, r.outcome, r.written_at, r.undone from people.import_row r join people.import i on i.id = r.import_id
  where r.person_id = access.actor() or r.person_id in (select gone.person_id from people.merged_with(array[access.actor()]) gone)
  order by r.written_at, i.id, r.line
$$;
create index import_row_person on people.import_row (person_id) where person_id is not null;

-- When somebody read how to reach her in a report of harassment that she made.
create function people.my_reports_looked_at() returns table (report_id uuid, at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.report_id, s.at from people.harassment_sighting s join people.harassment_report h on h.id = s.report_id
  where h.reported_by is not null and people.is_mine(h.reported_by) order by s.at
$$;

-- That her record was said to be another's or not: when, and not whose the other is.
create function people.my_kept_apart() returns table (said_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.said_at from people.kept_apart k where access.actor() in (k.one_id, k.other_id) order by k.said_at
$$;
revoke all on function people.my_lists(), people.my_reports_looked_at(), people.my_kept_apart() from public;
grant execute on function people.my_lists(), people.my_reports_looked_at(), people.my_kept_apart() to {serving};
