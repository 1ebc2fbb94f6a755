-- People: who joined, on whose word, with what authority. Every personal row carries the place's lft and its wing's number, so that
-- scope is one integer comparison here (row-level security) and in the policies above it.
create schema people;
grant usage on schema people to {serving};

create table people.wing (
  number smallint primary key check (number between 0 and 30),
  key text not null unique check (key ~ '^[a-z][a-z_]{1,30}$'),
  name_hi text not null,
  name_en text not null,
  position smallint not null default 0
);
grant select, insert, update on people.wing to {serving};

create table people.person (
  id uuid primary key,
  -- As typed, normalised (NFC, one space); the other script is filled by rule or by a person.
  name text not null check (char_length(name) between 1 and 120),
  name_latin text not null,
  name_devanagari text not null,
  -- 'mixed_script', 'homoglyph', 'invisible': accepted, shown to the coordinator who vouches.
  name_flags text[] not null default '{}',
  -- E.164, sealed with a key outside the database; the blind index finds it. Not unique: households share a phone.
  phone_sealed bytea not null,
  phone_index bytea not null,
  phone_verified_at timestamptz,
  language text not null default 'hi' check (language in ('hi', 'en')),
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null references people.wing,
  scope_key bigint not null generated always as (wing::bigint * 16777216 + place_lft) stored,
  state text not null check (state in
    ('applied', 'phone_verified', 'placed', 'vouched', 'active', 'lapsed', 'declined', 'suspended', 'left')),
  invitation_id uuid,
  applied_at timestamptz not null,
  changed_at timestamptz not null
);
create index person_phone on people.person (phone_index);
-- Coverage and the people list read this index alone.
create index person_standing on people.person (place_lft) include (scope_key, wing, state, id);
create index person_waiting on people.person (state, place_lft, applied_at);

create table people.appointment (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  role text not null,
  place_id uuid not null references places.place,
  place_lft integer not null,
  -- Null: every wing (the parent body).
  wing smallint references people.wing,
  from_at timestamptz not null,
  to_at timestamptz check (to_at > from_at),
  given_by uuid references people.person on delete set null,
  check (role in ('volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator', 'reviewer', 'researcher', 'editor', 'auditor', 'admin',
                  'mitra', 'field_volunteer', 'supervisor', 'paymaster', 'programme_admin'))
);
create index appointment_person on people.appointment (person_id);
create index appointment_place on people.appointment (place_lft, role) where to_at is null;

create table people.invitation (
  id uuid primary key,
  -- SHA-256 of the code in the link: who reads the database cannot use it.
  code_hash bytea not null unique,
  -- The code, sealed, so that its maker can show the link again.
  code_sealed bytea not null,
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null references people.wing,
  role text not null default 'volunteer' check (role = 'volunteer'),
  made_by uuid not null references people.person on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  uses_allowed integer not null check (uses_allowed between 1 and 5000),
  uses integer not null default 0 check (uses between 0 and uses_allowed),
  revoked_at timestamptz
);
create index invitation_maker on people.invitation (made_by, made_at desc);
alter table people.person add foreign key (invitation_id) references people.invitation;

create table people.vouch (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  vouched_by uuid references people.person on delete set null,
  place_id uuid not null references places.place,
  wing smallint not null references people.wing,
  at timestamptz not null,
  -- Invited and vouched for by one hand: offered for a call-back.
  same_hand boolean not null,
  revoked_at timestamptz,
  check (vouched_by <> person_id)
);
create index vouch_person on people.vouch (person_id);

-- The notice a person saw, in the words of that version, and what she agreed to, purpose by purpose.
create table people.consent (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  purpose text not null check (purpose in ('membership', 'call', 'sms', 'whatsapp', 'email')),
  notice_version text not null,
  language text not null check (language in ('hi', 'en')),
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create index consent_person on people.consent (person_id);

-- Who saw a person's record, and what of it: shown to that person.
create table people.sighting (
  id bigint generated always as identity primary key,
  person_id uuid not null references people.person on delete cascade,
  seen_by uuid,
  what text not null check (what in ('record', 'phone', 'export')),
  at timestamptz not null
);
create index sighting_person on people.sighting (person_id, id desc);

-- The volunteer card's public token: random, revocable, says nothing by itself.
create table people.card (
  token_hash bytea primary key,
  token_sealed bytea not null,
  person_id uuid not null references people.person on delete cascade,
  made_at timestamptz not null,
  revoked_at timestamptz
);
create index card_person on people.card (person_id);

create table people.missing_booth (
  id uuid primary key,
  reported_by uuid not null references people.person on delete cascade,
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null references people.wing,
  described text not null check (char_length(described) between 3 and 300),
  at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid references people.person on delete set null,
  booth_id uuid references places.place
);
create index missing_booth_open on people.missing_booth (place_lft) where settled_at is null;

-- Row-level security: the last wall under the policies. The sub-selects are evaluated once a query, so each row costs integer comparisons.
alter table people.person enable row level security;
alter table people.person force row level security;
create policy own_or_in_scope on people.person to {serving} using (
  (place_lft between (select access.scope_low()) and (select access.scope_high()) and scope_key <@ (select access.scope()))
  or id = (select access.actor()));

do $$
declare dependent text;
begin
  foreach dependent in array array['appointment', 'vouch', 'consent', 'sighting', 'card'] loop
    execute format('alter table people.%I enable row level security', dependent);
    execute format('alter table people.%I force row level security', dependent);
    -- A person's dependent rows are seen by whoever may see the person.
    execute format('create policy with_person on people.%I to {serving} using (exists (select from people.person where id = person_id))', dependent);
  end loop;
end $$;

alter table people.invitation enable row level security;
alter table people.invitation force row level security;
create policy own_or_in_scope on people.invitation to {serving} using (
  made_by = (select access.actor()) or
  (place_lft between (select access.scope_low()) and (select access.scope_high())
    and access.scope_key(wing, place_lft) <@ (select access.scope())));

alter table people.missing_booth enable row level security;
alter table people.missing_booth force row level security;
create policy own_or_in_scope on people.missing_booth to {serving} using (
  reported_by = (select access.actor()) or
  (place_lft between (select access.scope_low()) and (select access.scope_high())
    and access.scope_key(wing, place_lft) <@ (select access.scope())));

-- The owner never serves: it migrates, backs up, and lends its eyes to the narrow functions below.
do $$
declare personal text;
begin
  foreach personal in array array['person', 'appointment', 'vouch', 'consent', 'sighting', 'card', 'invitation', 'missing_booth'] loop
    execute format('create policy owner on people.%I to %I using (true)', personal, current_user);
  end loop;
end $$;

grant select, insert, update, delete on all tables in schema people to {serving};

-- What the house must know before anybody acts. Each function runs with the owner's eyes, answers one narrow question and nothing more.

-- The appointments in force of one person: where authority comes from, read at every request.
create function people.authority_of(person uuid, at timestamptz)
  returns table (appointment_id uuid, role text, place_id uuid, level text, lft integer, rgt integer, wing smallint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.role, a.place_id, p.level, p.lft, p.rgt, a.wing
  from people.appointment a join places.place p on p.id = a.place_id
  join people.person who on who.id = a.person_id
  where a.person_id = person and a.from_at <= at and (a.to_at is null or a.to_at > at)
    and who.state not in ('suspended', 'left', 'declined')
$$;

-- Who of a household may be chosen once the phone's code was right.
create function people.behind_phone(phone bytea)
  returns table (person_id uuid, name text, state text, phone_sealed bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id, name, state, phone_sealed from people.person where phone_index = phone and state <> 'left' order by applied_at
$$;

-- An invitation by its code, for a visitor who is not signed in.
create function people.invitation_by_code(code bytea)
  returns table (id uuid, place_id uuid, wing smallint, role text, expires_at timestamptz, uses integer, uses_allowed integer, revoked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id, place_id, wing, role, expires_at, uses, uses_allowed, revoked_at from people.invitation where code_hash = code
$$;

-- Counts one use of a live invitation; no row comes back when it is used up, expired or revoked. The row lock orders racing joins.
create function people.use_invitation(code bytea, at timestamptz) returns table (id uuid, place_id uuid, wing smallint, role text)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update people.invitation set uses = uses + 1
  where code_hash = code and revoked_at is null and expires_at > at and uses < uses_allowed
  returning id, place_id, wing, role
$$;

-- The public check of a volunteer card: valid or not, first name, title's holder's constituency. Nothing else may leave.
create function people.check_card(token bytea)
  returns table (valid boolean, first_name text, first_name_latin text, place_lft integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select card.revoked_at is null and person.state in ('vouched', 'active', 'lapsed'),
    split_part(person.name_devanagari, ' ', 1), split_part(person.name_latin, ' ', 1), person.place_lft
  from people.card card join people.person person on person.id = card.person_id
  where card.token_hash = token
$$;

revoke all on function people.authority_of(uuid, timestamptz), people.behind_phone(bytea), people.invitation_by_code(bytea),
  people.use_invitation(bytea, timestamptz), people.check_card(bytea) from public;
grant execute on function people.authority_of(uuid, timestamptz), people.behind_phone(bytea), people.invitation_by_code(bytea),
  people.use_invitation(bytea, timestamptz), people.check_card(bytea) to {serving};
