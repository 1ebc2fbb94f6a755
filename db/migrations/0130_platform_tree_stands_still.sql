-- Places are numbered, and personal rows carry the numbers. Whatever writes such rows holds the numbers still until it has committed; a restructure
-- takes them in hand alone: it waits for those who hold them, and who comes later waits for it. Reading waits for nobody.
create function access.hold_tree() returns void
  language sql volatile
  return pg_advisory_xact_lock_shared(hashtextextended('access.tree', 0));
create function access.take_tree() returns void
  language sql volatile
  return pg_advisory_xact_lock(hashtextextended('access.tree', 0));
-- Whether rows are written as usual: while a restructure renumbers them it knows their numbers itself, and nobody else writes.
create function access.tree_stands() returns boolean
  language sql stable
  return current_setting('karyakarta.tree_moves', true) is distinct from 'on';
