-- A confirmation may be taken back by whoever gave it, shortly after: the activity that it made goes, the report waits again, and its history
-- and the audit keep that both happened.

alter table tasks.report_change drop constraint report_change_what_check;
alter table tasks.report_change add constraint report_change_what_check
  check (what in ('sent', 'corrected', 'withdrawn', 'confirmed', 'sent_back', 'taken_back'));
grant delete on people.activity to {serving};
-- What one confirmed lately.
create index report_answered_by on tasks.report (answered_by, answered_at desc) where state = 'confirmed';
