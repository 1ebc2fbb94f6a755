-- The ledger of messages: what was to be sent, and what became of it. Text and number are sealed.
create table platform.message (
  id uuid primary key,
  -- Order of writing: within one millisecond ids and times do not tell which is newer.
  seq bigint not null generated always as identity unique,
  kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$'),
  locale text not null check (locale in ('hi', 'en')),
  to_sealed bytea not null,
  body_sealed bytea not null,
  -- ambiguous: the gateway may have taken it. It is never sent again by the house, because twice is worse than once.
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'ambiguous')),
  provider_id text,
  attempts smallint not null default 0,
  next_attempt_at timestamptz not null,
  -- A code is worth nothing after its ten minutes.
  expires_at timestamptz not null,
  fault text,
  made_at timestamptz not null,
  changed_at timestamptz not null
);
create index message_waiting on platform.message (next_attempt_at) where state in ('queued', 'sending');
grant select, insert, update, delete on platform.message to {serving};
