-- Webhooks: where events are told to other programs. Rows name persons by id at most; the secret is sealed; a body holds ids and states.
create table platform.webhook (
  id uuid primary key,
  url text not null check (char_length(url) between 8 and 500),
  events text[] not null check (cardinality(events) > 0),
  secret_sealed bytea not null,
  made_by uuid not null,
  made_at timestamptz not null,
  -- Since when nothing got through; null while it does.
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_why text check (disabled_why in ('by_hand', 'failing', 'gone')),
  ended_at timestamptz,
  check ((disabled_at is null) = (disabled_why is null))
);

create table platform.webhook_delivery (
  -- What the receiver tells repetitions by: one for an event and a webhook, however often it is sent.
  id uuid primary key,
  webhook_id uuid not null references platform.webhook on delete cascade,
  event_id bigint not null,
  event text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'parked')),
  attempts smallint not null default 0,
  next_attempt_at timestamptz not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  unique (webhook_id, event_id)
);
create index webhook_delivery_shown on platform.webhook_delivery (webhook_id, made_at desc, id desc);
create index webhook_delivery_due on platform.webhook_delivery (next_attempt_at) where state in ('waiting', 'sending');
create index webhook_delivery_age on platform.webhook_delivery (made_at);

create table platform.webhook_attempt (
  id bigint generated always as identity primary key,
  delivery_id uuid not null references platform.webhook_delivery on delete cascade,
  at timestamptz not null,
  -- Null when there was no answer; then `fault` says why.
  status smallint,
  fault text,
  milliseconds integer not null
);
create index webhook_attempt_of on platform.webhook_attempt (delivery_id, id);

grant select, insert on platform.webhook, platform.webhook_delivery, platform.webhook_attempt to {serving};
-- An address, its events and its secret are written once: whoever wants another makes another.
grant update (failing_since, disabled_at, disabled_why, ended_at) on platform.webhook to {serving};
grant update (state, attempts, next_attempt_at, changed_at) on platform.webhook_delivery to {serving};
grant delete on platform.webhook_delivery, platform.webhook_attempt to {serving};
