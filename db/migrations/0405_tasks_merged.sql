-- Two records of one person become one (people.merge): what she reported, gave, confirmed and is asked about goes along, and comes back when
-- the merge is taken back. Which rows went is kept here.
create table tasks.passed_over (
  merge_id uuid not null,
  kind text not null check (kind in ('report', 'answered', 'task', 'question')),
  row_id uuid not null,
  primary key (merge_id, kind, row_id)
);
alter table tasks.passed_over enable row level security;
alter table tasks.passed_over force row level security;
-- The house alone, when it hears of a merge.
create policy by_the_house on tasks.passed_over to {serving} using ((select access.scope_whole()));
do $$ begin execute format('create policy owner on tasks.passed_over to %I using (true)', current_user); end $$;
grant select, insert, delete on tasks.passed_over to {serving};
grant update (person_id) on tasks.report to {serving};
grant update (given_by) on tasks.task to {serving};
grant update (people) on tasks.question to {serving};
