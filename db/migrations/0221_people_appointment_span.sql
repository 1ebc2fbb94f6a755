-- An appointment given by mistake may end in the very instant it began: it then was never in force.
do $$
declare span text;
begin
  select conname into strict span from pg_constraint
  where conrelid = 'people.appointment'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%to_at > from_at%';
  execute format('alter table people.appointment drop constraint %I', span);
end $$;
alter table people.appointment add constraint appointment_span check (to_at >= from_at);
