-- The organisation's own official channels and what is published on them. Nothing here is a person's account; the two columns that name a person say
-- whom the house tells when something needs her.
create schema channels;
grant usage on schema channels to {serving};

create table channels.channel (
  id uuid primary key,
  -- A word of the room's own list, as in the register of official accounts.
  platform text not null check (platform ~ '^[a-z]{1,20}$'),
  name text not null check (char_length(name) between 1 and 120),
  -- What the platform calls the account; of the website nothing.
  account_id text not null check (char_length(account_id) <= 120),
  address text not null check (address ~ '^https?://[^[:space:]]+$' and char_length(address) <= 400),
  -- Its line in the register of official accounts (elections).
  handle_id uuid references elections.handle,
  -- Whom it reaches, for the release gate: a place and everything below.
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  -- Tokens, sealed; gone when the channel is disconnected.
  token_sealed bytea,
  scopes text[] not null default '{}',
  -- When the sign-in ends and cannot be renewed by itself.
  ends_at timestamptz,
  -- When the short token ends that is renewed by itself.
  renews_at timestamptz,
  warned_at timestamptz,
  broken_at timestamptz,
  -- The platform asked everybody to wait.
  quiet_until timestamptz,
  -- Of a YouTube project: whether it passed the platform's audit, as the administrator says.
  is_audited boolean not null default false,
  made_by uuid not null,
  made_at timestamptz not null,
  disconnected_at timestamptz,
  check (disconnected_at is null or token_sealed is null)
);
create unique index channel_once on channels.channel (platform, account_id) where disconnected_at is null;
create index channel_place on channels.channel (place_id);

-- A sign-in at a platform that has been begun: known by the hash of its state, of one session, for ten minutes, once.
create table channels.connecting (
  state_hash bytea primary key,
  id uuid not null unique,
  platform text not null,
  session_id uuid not null,
  -- The proof key (RFC 7636), and afterwards the accounts among which one is chosen, with their tokens: sealed.
  secret_sealed bytea not null,
  begun_at timestamptz not null,
  answered_at timestamptz
);

-- One post on one channel: of one piece as it was approved, in one form and language, for one kit where it is of one.
create table channels.target (
  id uuid primary key,
  channel_id uuid not null references channels.channel,
  piece_id uuid not null,
  hash bytea not null check (octet_length(hash) = 32),
  form text not null check (form ~ '^[a-z_]{1,30}$'),
  language text not null check (language in ('hi', 'en')),
  kit_id uuid,
  title text not null check (char_length(title) <= 300),
  -- As it goes out, with the disclosure beneath.
  words text not null check (char_length(words) <= 70000),
  files jsonb not null default '[]',
  is_synthetic boolean not null,
  -- Public address of the same piece on the website, where it has one.
  link text check (char_length(link) <= 400),
  state text not null check (state in ('queued', 'held', 'sending', 'sent', 'verified_live', 'failed', 'ambiguous', 'withdrawn')),
  is_publishing boolean not null default false,
  attempt integer not null default 0,
  tries smallint not null default 0,
  checks smallint not null default 0,
  platform_id text check (char_length(platform_id) <= 200),
  platform_url text check (char_length(platform_url) <= 600),
  other_ids text[] not null default '{}',
  -- Until when whoever sends it may be silent.
  lease_until timestamptz,
  next_at timestamptz not null,
  -- Why it waits or failed: the id of a message, and the platform's own words.
  reason text check (char_length(reason) <= 80),
  told text check (char_length(told) <= 500),
  -- How far an upload came: sealed, for the address of an upload is a key to it.
  progress_sealed bytea,
  -- What a look at the platform found for the person who decides.
  found jsonb,
  -- The word by which a platform fetches its files, while it is being sent.
  media_token uuid not null unique,
  asked_by uuid not null,
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  sent_at timestamptz,
  live_at timestamptz,
  withdraw_asked_at timestamptz,
  withdraw_why text check (char_length(withdraw_why) between 3 and 300),
  needs_hand boolean not null default false,
  withdrawn_how text check (withdrawn_how in ('unsent', 'deleted', 'edited', 'by_hand')),
  withdrawn_at timestamptz,
  check ((state in ('sent', 'verified_live')) <= (platform_id is not null)),
  check ((state = 'withdrawn') = (withdrawn_how is not null))
);
create unique index target_once on channels.target (channel_id, hash, form, language, coalesce(kit_id, '00000000-0000-0000-0000-000000000000'))
  where state <> 'withdrawn';
create index target_due on channels.target (next_at) where state in ('queued', 'held', 'sending', 'sent') or (withdraw_asked_at is not null and state = 'verified_live');
create index target_listed on channels.target (changed_at desc, id);
create index target_piece on channels.target (piece_id);
create index target_sent on channels.target (channel_id, sent_at) where sent_at is not null;

-- What was asked of a platform and what it answered, without secrets. Only written on.
create table channels.attempt (
  id bigint generated always as identity primary key,
  target_id uuid not null references channels.target,
  attempt integer not null,
  at timestamptz not null,
  step text not null check (char_length(step) <= 40),
  asked text not null check (char_length(asked) <= 300),
  status smallint,
  answered text not null check (char_length(answered) <= 500),
  milliseconds integer not null
);
create index attempt_of on channels.attempt (target_id, id);
create function channels.keep_attempts() returns trigger language plpgsql as $$
begin
  raise exception 'the log of attempts is only written on' using errcode = 'integrity_constraint_violation';
end $$;
create trigger keep_attempts before update or delete on channels.attempt for each row execute function channels.keep_attempts();

grant select, insert, update on channels.channel, channels.target to {serving};
grant select, insert, update, delete on channels.connecting to {serving};
grant select, insert on channels.attempt to {serving};

-- Channels go where their places go.
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on channels.channel
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
create function channels.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update channels.channel w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
end $$;
create function channels.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.place_id, 'channels', count(*) from channels.channel c
  where c.place_id = any (places) and c.disconnected_at is null group by 1
$$;
revoke all on function channels.follow_tree(uuid, timestamptz), channels.standing_at(uuid[]) from public;
grant execute on function channels.follow_tree(uuid, timestamptz), channels.standing_at(uuid[]) to {serving};
insert into places.follower (room, follow, standing) values ('channels', 'channels.follow_tree', 'channels.standing_at');
