-- Messages to the people of a place and wing, by the channels that each agreed to, with a ledger of what became of each.
create schema outreach;
grant usage on schema outreach to {serving};

create table outreach.message (
  id uuid primary key,
  -- The subtree it goes to. The numbers are the place's own: a restructure renumbers them together with the places.
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  -- Null: every wing.
  wing smallint references people.wing,
  -- members: everybody whose phone is proved; vouched: those for whom somebody vouched.
  audience text not null check (audience in ('members', 'vouched')),
  channels text[] not null check (cardinality(channels) between 1 and 4 and channels <@ array['in_app', 'push', 'sms', 'email']),
  -- In either language or both; whoever reads gets her own, else the other.
  title_hi text check (char_length(title_hi) between 3 and 120),
  title_en text check (char_length(title_en) between 3 and 120),
  words_hi text check (char_length(words_hi) between 3 and 1500),
  words_en text check (char_length(words_en) between 3 and 1500),
  -- SMS: the registered wording (DLT) in each language, filled. The text is kept as it goes out.
  template_hi text,
  template_en text,
  sms_hi text check (char_length(sms_hi) between 1 and 1000),
  sms_en text check (char_length(sms_en) between 1 and 1000),
  -- Of all that it says and to whom: what a second hand approves is this and nothing else.
  content_hash bytea not null,
  state text not null default 'draft' check (state in ('draft', 'awaiting', 'queued', 'running', 'done', 'cancelled')),
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null,
  approved_by uuid references people.person on delete set null,
  approved_at timestamptz,
  -- When it was let go; after ends_at nothing of it is sent any more.
  released_at timestamptz,
  ends_at timestamptz,
  -- What the sender was shown in that moment: figures, no people.
  reach jsonb,
  ended_at timestamptz,
  cancelled_by uuid references people.person on delete set null,
  -- Id of the words that say why it was cancelled by the house; null by a person.
  cancelled_why text,
  check (place_lft < place_rgt),
  check ((title_hi is null) = (words_hi is null) and (title_en is null) = (words_en is null)),
  check (title_hi is not null or title_en is not null),
  check ((template_hi is null) = (sms_hi is null) and (template_en is null) = (sms_en is null)),
  check ('sms' <> all (channels) or sms_hi is not null or sms_en is not null),
  check (approved_by <> made_by),
  check (state in ('draft', 'awaiting', 'cancelled') or (released_at is not null and ends_at is not null))
);
create index message_place on outreach.message (place_lft, place_rgt);
create index message_made on outreach.message (made_at desc, id);
create index message_under_way on outreach.message (state) where state in ('queued', 'running');
create index message_maker on outreach.message (made_by, released_at);

-- The ledger: one row for each person and channel of a message. It keeps no word and no address; the id is what the gateway knows it by.
create table outreach.delivery (
  id uuid primary key default gen_random_uuid(),
  message_id uuid not null references outreach.message on delete cascade,
  person_id uuid not null references people.person on delete cascade,
  channel text not null check (channel in ('in_app', 'push', 'sms', 'email')),
  language text not null check (language in ('hi', 'en')),
  -- Where she stood when the ledger was written.
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null references people.wing,
  scope_key bigint not null generated always as (wing::bigint * 16777216 + place_lft) stored,
  -- waiting → sending (leased) → accepted → delivered. unknown: it may have gone out, and twice is worse than once.
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'accepted', 'delivered', 'failed', 'unknown', 'cancelled')),
  -- Why it is held, or was not sent: id of the words.
  reason text check (reason ~ '^[a-z]+(_[a-z]+)*$'),
  -- SMS as they are charged.
  segments smallint,
  attempts smallint not null default 0,
  next_at timestamptz not null,
  lease_until timestamptz,
  -- Under which id the provider took it, and what it or the network said when not.
  provider_id text check (char_length(provider_id) <= 200),
  fault text check (char_length(fault) <= 200),
  accepted_at timestamptz,
  changed_at timestamptz not null,
  read_at timestamptz,
  unique (message_id, person_id, channel),
  check ((state = 'sending') = (lease_until is not null))
);
-- Thousands of updates a second: room in each page keeps most of them out of the indexes' way.
alter table outreach.delivery set (fillfactor = 70);
create index delivery_due on outreach.delivery (channel, next_at, id) where state = 'waiting';
create index delivery_leased on outreach.delivery (lease_until) where state = 'sending';
create index delivery_tally on outreach.delivery (message_id, channel, state);
create index delivery_own on outreach.delivery (person_id, changed_at desc);
create index delivery_provider on outreach.delivery (provider_id) where provider_id is not null;

-- What a provider said of a delivery after it had taken it: each report, in the order of arrival, also those that change nothing any more.
create table outreach.receipt (
  id bigint generated always as identity primary key,
  delivery_id uuid not null references outreach.delivery on delete cascade,
  said text not null check (said in ('delivered', 'failed', 'on_the_way')),
  fault text check (char_length(fault) <= 200),
  at timestamptz not null
);
create index receipt_delivery on outreach.receipt (delivery_id, id);

-- An e-mail address counts once somebody opened the link that was sent there. Sealed with a key outside the database.
create table outreach.address (
  person_id uuid primary key references people.person on delete cascade,
  email_sealed bytea not null,
  -- SHA-256 of the link's token; null once it was used.
  token_hash bytea unique,
  token_until timestamptz,
  -- How often a confirmation was asked for today, so that nobody floods a stranger's mailbox.
  asked smallint not null default 1,
  asked_at timestamptz not null,
  confirmed_at timestamptz
);

-- Browsers that show notifications: where the push service takes them and the browser's own keys, sealed together.
create table outreach.device (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  -- Keyed digest of the endpoint: one browser is one row for each of the household who switched it on.
  endpoint_index bytea not null,
  sealed bytea not null,
  added_at timestamptz not null,
  unique (person_id, endpoint_index)
);

-- Row-level security: the last wall under the policies.

alter table outreach.message enable row level security;
alter table outreach.message force row level security;
-- Seen by those whose scope holds it whole, by its maker, and by those to whom it went.
create policy met on outreach.message for select to {serving} using (
  made_by = (select access.actor())
  or (place_lft >= (select access.scope_low()) and place_rgt <= (select access.scope_high())
    and int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
    and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()))
  or id in (select message_id from outreach.delivery where person_id = (select access.actor())));
create policy made_within_scope on outreach.message for insert to {serving} with check (
  int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
  and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()));
create policy changed_within_scope on outreach.message for update to {serving} using (
  int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
  and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()));

alter table outreach.delivery enable row level security;
alter table outreach.delivery force row level security;
create policy own_or_in_scope on outreach.delivery to {serving} using (
  (place_lft between (select access.scope_low()) and (select access.scope_high())
    and ((select access.scope_whole()) or scope_key <@ (select access.scope())))
  or person_id = (select access.actor()));

alter table outreach.receipt enable row level security;
alter table outreach.receipt force row level security;
create policy with_delivery on outreach.receipt to {serving} using (exists (select from outreach.delivery where id = delivery_id));

-- That there is an address or a device shows to whoever sees the person, since the reach is counted by it; what it is stays sealed.
do $$
declare dependent text;
begin
  foreach dependent in array array['address', 'device'] loop
    execute format('alter table outreach.%I enable row level security', dependent);
    execute format('alter table outreach.%I force row level security', dependent);
    execute format('create policy with_person on outreach.%I for select to {serving} using (exists (select from people.reach where id = person_id))', dependent);
    -- Changed by oneself, and by the house.
    execute format('create policy own on outreach.%I to {serving} using (person_id = (select access.actor()) or ((select access.actor()) is null and (select access.scope_whole())))', dependent);
  end loop;
end $$;

do $$
declare personal text;
begin
  foreach personal in array array['message', 'delivery', 'receipt', 'address', 'device'] loop
    execute format('create policy owner on outreach.%I to %I using (true)', personal, current_user);
  end loop;
end $$;
grant select, insert on outreach.message, outreach.delivery, outreach.receipt to {serving};
grant update (state, approved_by, approved_at, released_at, ends_at, reach, ended_at, cancelled_by, cancelled_why) on outreach.message to {serving};
grant update (state, reason, attempts, next_at, lease_until, provider_id, fault, accepted_at, changed_at, read_at) on outreach.delivery to {serving};
grant select, insert, update, delete on outreach.address, outreach.device to {serving};
