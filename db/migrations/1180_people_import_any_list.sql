-- A list that is just being read is unknown to the planner's statistics: of their most common lists it is none, so it was taken for one row, and each of its
-- fifty thousand rows was compared with each other one (over a minute). Without statistics of this column a list is taken for a share of the table.
alter table people.import_row alter column import_id set statistics 0;
do $$ begin
  -- What was known goes too. Before PostgreSQL 18 only a superuser could: there it stays what it was on the day of this migration.
  if to_regprocedure('pg_catalog.pg_clear_attribute_stats(text, text, text, boolean)') is not null then
    perform pg_clear_attribute_stats('people', 'import_row', 'import_id', false);
  end if;
end $$;
