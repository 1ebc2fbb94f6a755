-- The file of an official list of booths, for as long as its plan waits: what its columns hold can then be said again in the page. Such lists
-- name the officers of a booth with their phones, so it is sealed; it goes when the plan is applied or put aside, and after a while anyway.
create table places.restructure_file (
  restructure_id uuid primary key references places.restructure on delete cascade,
  kind text not null check (kind in ('csv', 'xlsx')),
  -- For lines that say no day of their own.
  day date not null,
  -- What the columns were taken for: guessed at first, then as somebody said.
  choice jsonb not null,
  sealed bytea not null,
  kept_at timestamptz not null
);
create index restructure_file_kept on places.restructure_file (kept_at);
grant select, insert, update, delete on places.restructure_file to {serving};
