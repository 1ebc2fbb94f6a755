-- When a list of booths was read against the tree: it confirms only what stood by then. Read anew with other columns it is read later than it was made.
alter table places.restructure add column read_at timestamptz;
update places.restructure set read_at = made_at where list is not null;
