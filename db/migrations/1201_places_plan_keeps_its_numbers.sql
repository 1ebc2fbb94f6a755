-- Who and what went along with a plan, counted as its preview told it: afterwards nobody could count it any more. Null: a plan that was applied
-- before this was kept, and an undo.
alter table places.restructure add column concerned jsonb;
