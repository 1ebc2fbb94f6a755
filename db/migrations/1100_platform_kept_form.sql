-- Forms that wait for their sender's second step (decision 0040). What was typed is sealed, like every personal field of this schema, and opens
-- only for the session and the person of the household who sent it; it is gone within the hour.
create table accounts.kept_form (
  id uuid primary key,
  session_id uuid not null references accounts.session (id) on delete cascade,
  sealed bytea not null,
  made_at timestamptz not null
);
create index kept_form_session on accounts.kept_form (session_id, made_at);
create index kept_form_age on accounts.kept_form (made_at);

grant select, insert, delete on accounts.kept_form to {serving};
