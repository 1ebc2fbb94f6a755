-- Accounts: who signs in. No personal field lies here in clear: phones and authenticator secrets are sealed, tokens and codes hashed, so
-- these tables are read before anybody acts and carry no row-level policy. Persons are named by id only: their room stands above.
create schema accounts;
grant usage on schema accounts to {serving};

-- One phone's sign-in. Several persons of a household stand behind it and choose who they are after the code.
create table accounts.account (
  id uuid primary key,
  phone_sealed bytea not null,
  phone_index bytea not null unique,
  made_at timestamptz not null
);

-- A browser on which a code for this account was right before: it has budgets of its own, so that a stranger cannot lock its owner out.
create table accounts.device (
  account_id uuid not null references accounts.account on delete cascade,
  token_hash bytea not null,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (account_id, token_hash)
);

create table accounts.session (
  -- SHA-256 of a random 256-bit token.
  token_hash bytea primary key,
  id uuid not null unique,
  account_id uuid not null references accounts.account on delete cascade,
  -- Null until the person of the household is chosen.
  person_id uuid,
  -- Assurance is 2 until this moment, 1 after it.
  second_step_until timestamptz,
  -- Coarse: 'Chrome · Android'.
  device_label text not null check (char_length(device_label) <= 60),
  device_hash bytea,
  made_at timestamptz not null,
  -- Written at most every five minutes.
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_account on accounts.session (account_id) where revoked_at is null;
create index session_person on accounts.session (person_id) where revoked_at is null;
create index session_age on accounts.session (expires_at);

-- A code on its way. `attempts` only ever grows: sending another code does not give further guesses.
create table accounts.challenge (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('sign_in', 'join', 'change_number')),
  -- Who asked, when somebody was signed in: a changed number is proved by the one who changes it.
  session_id uuid references accounts.session (id) on delete cascade,
  phone_sealed bytea not null,
  phone_index bytea not null,
  -- HMAC of code and challenge token, so that the database alone yields neither.
  code_hmac bytea not null,
  attempts smallint not null default 0 check (attempts between 0 and 5),
  sends smallint not null default 1,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index challenge_age on accounts.challenge (expires_at);

create table accounts.totp (
  id uuid primary key,
  person_id uuid not null,
  secret_sealed bytea not null,
  -- The newest 30-second step whose code was accepted: no code counts twice.
  last_step bigint not null default 0,
  made_at timestamptz not null,
  confirmed_at timestamptz
);
create unique index totp_one_confirmed on accounts.totp (person_id) where confirmed_at is not null;
create unique index totp_one_pending on accounts.totp (person_id) where confirmed_at is null;

create table accounts.passkey (
  credential_id text primary key,
  person_id uuid not null,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  label text not null check (char_length(label) between 1 and 60),
  made_at timestamptz not null,
  used_at timestamptz
);
create index passkey_person on accounts.passkey (person_id);

-- What the browser was asked to sign; taken out when it answers, so that no answer counts twice.
create table accounts.ceremony (
  session_id uuid not null references accounts.session (id) on delete cascade,
  kind text not null check (kind in ('register', 'step_up')),
  challenge text not null,
  expires_at timestamptz not null,
  primary key (session_id, kind)
);

create table accounts.recovery_code (
  person_id uuid not null,
  code_hmac bytea not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, code_hmac)
);

create table accounts.api_key (
  id uuid primary key,
  token_hash bytea not null unique,
  name text not null check (char_length(name) between 1 and 80),
  person_id uuid not null,
  scopes text[] not null check (scopes <@ array['read', 'write'] and cardinality(scopes) > 0),
  made_at timestamptz not null,
  seen_at timestamptz,
  revoked_at timestamptz
);
create index api_key_person on accounts.api_key (person_id);

-- Counted by rate-limiter-flexible, which fixes these columns. Keys are HMACs: neither phones nor addresses lie here.
create table accounts.budget (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index budget_age on accounts.budget (expire);

grant select, insert, update, delete on all tables in schema accounts to {serving};
