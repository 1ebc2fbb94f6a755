-- Camps and conventions: what they are, for whom, with how many seats; who registered, who waits, what each chose.
create schema events;
grant usage on schema events to {serving};

create table events.event (
  id uuid primary key,
  -- What a signed pass calls it: short enough for a QR code.
  number integer not null unique generated always as identity,
  -- The subtree and wing it is made for: its coordinators lead it. The numbers are the place's own.
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  -- Null: every wing.
  wing smallint references people.wing,
  template text not null check (template in ('state_convention', 'block_camp')),
  state text not null default 'draft' check (state in ('draft', 'open', 'closed', 'held', 'cancelled')),
  title_hi text check (char_length(title_hi) between 3 and 120),
  title_en text check (char_length(title_en) between 3 and 120),
  words_hi text check (char_length(words_hi) between 3 and 2000),
  words_en text check (char_length(words_en) between 3 and 2000),
  venue_hi text check (char_length(venue_hi) between 3 and 200),
  venue_en text check (char_length(venue_en) between 3 and 200),
  -- As India counts days.
  starts_on date not null,
  ends_on date not null,
  -- What the venue holds: the quotas' seats together never exceed it.
  seats integer not null check (seats between 1 and 100000),
  -- Which roles are invited; empty: every vouched volunteer of the audience.
  roles text[] not null default '{}',
  -- How long somebody on the waiting list has to take an offered seat, in hours.
  offer_hours smallint not null default 48 check (offer_hours between 1 and 240),
  -- Counts changes of days, venue, title and state: the SEQUENCE of its entry in calendars.
  sequence integer not null default 0,
  cancelled_why text check (char_length(cancelled_why) between 3 and 300),
  -- The last day on which its people were reminded.
  reminded_on date,
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  check (place_lft < place_rgt),
  check (ends_on between starts_on and starts_on + 13),
  check (title_hi is not null or title_en is not null),
  check ((state = 'cancelled') = (cancelled_why is not null))
);
create index event_place on events.event (place_lft, place_rgt);
create index event_days on events.event (starts_on desc, id);
create index event_made_by on events.event (made_by) where made_by is not null;

-- Whom it invites: parts of the tree and wings inside the event's own.
create table events.audience (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  wing smallint references people.wing,
  check (place_lft < place_rgt)
);
create index audience_event on events.audience (event_id);
create index audience_place on events.audience (place_lft, place_rgt);

-- Who runs it, whatever her office: managing one event needs no right over anything else.
create table events.organiser (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  person_id uuid not null references people.person on delete cascade,
  added_by uuid references people.person on delete set null,
  added_at timestamptz not null,
  ended_at timestamptz
);
create unique index organiser_standing on events.organiser (event_id, person_id) where ended_at is null;
create index organiser_person on events.organiser (person_id);
create index organiser_added_by on events.organiser (added_by) where added_by is not null;

create table events.hall (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  position smallint not null,
  name_hi text check (char_length(name_hi) between 2 and 80),
  name_en text check (char_length(name_en) between 2 and 80),
  -- People it holds.
  capacity integer not null check (capacity between 1 and 100000),
  check (name_hi is not null or name_en is not null)
);
create index hall_event on events.hall (event_id, position);

create table events.session (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  hall_id uuid not null references events.hall,
  title_hi text check (char_length(title_hi) between 3 and 120),
  title_en text check (char_length(title_en) between 3 and 120),
  words_hi text check (char_length(words_hi) between 3 and 1000),
  words_en text check (char_length(words_en) between 3 and 1000),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Null: open to everybody who comes, nothing is counted.
  seats integer check (seats between 1 and 100000),
  taken integer not null default 0 check (taken >= 0),
  state text not null default 'planned' check (state in ('planned', 'cancelled')),
  sequence integer not null default 0,
  changed_at timestamptz not null,
  check (starts_at < ends_at),
  check (title_hi is not null or title_en is not null)
);
create index session_event on events.session (event_id, starts_at);
create index session_hall on events.session (hall_id);

-- Guest experts. Without a recorded agreement nobody is listed anywhere.
create table events.speaker (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  name_hi text check (char_length(name_hi) between 2 and 120),
  name_en text check (char_length(name_en) between 2 and 120),
  -- What she knows about: a word of domain/speaker.ts. No account of hers, here or anywhere (docs/integrity.md, rule 1).
  platform text not null check (platform ~ '^[a-z]{1,20}$'),
  bio_hi text check (char_length(bio_hi) between 3 and 600),
  bio_en text check (char_length(bio_en) between 3 and 600),
  -- When and how the agreement to be listed was given.
  agreed_on date,
  agreed_how text check (char_length(agreed_how) between 3 and 200),
  withdrawn_at timestamptz,
  added_by uuid references people.person on delete set null,
  added_at timestamptz not null,
  check (name_hi is not null or name_en is not null),
  check ((agreed_on is null) = (agreed_how is null))
);
create index speaker_event on events.speaker (event_id);
create index speaker_added_by on events.speaker (added_by) where added_by is not null;

create table events.session_speaker (
  session_id uuid not null references events.session on delete cascade,
  speaker_id uuid not null references events.speaker on delete cascade,
  event_id uuid not null references events.event on delete cascade,
  primary key (session_id, speaker_id)
);
create index session_speaker_speaker on events.session_speaker (speaker_id);
create index session_speaker_event on events.session_speaker (event_id);

-- Seats for a part of the tree. A registration belongs to the narrowest that holds its person's place; the event's own place has the rest.
create table events.quota (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  seats integer not null check (seats between 0 and 100000),
  -- Registrations that hold a seat, counted by a trigger. More than `seats` only after a venue shrank.
  taken integer not null default 0 check (taken >= 0),
  check (place_lft < place_rgt)
);
create index quota_event on events.quota (event_id, place_lft);

create table events.registration (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  quota_id uuid not null references events.quota,
  person_id uuid not null references people.person on delete cascade,
  -- Where she stood when she registered.
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null references people.wing,
  scope_key bigint not null generated always as (wing::bigint * 16777216 + place_lft) stored,
  -- As she was called when she registered, for the event's organisers, who may see nothing else of her.
  name_hi text,
  name_en text,
  -- registered, asked (to give way) and offered hold a seat; waiting stands in line; withdrawn is over.
  state text not null check (state in ('registered', 'asked', 'offered', 'waiting', 'withdrawn')),
  -- Known at the gate where no camera is, and the serial of a signed pass (30 bits): unique within the event.
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{6}$'),
  -- Her place in the line, and in the order of those who came.
  queued_at timestamptz not null,
  offer_until timestamptz,
  -- A coordinator keeps her although the seats became fewer.
  kept boolean not null default false,
  -- Why it ended: id of the words.
  ended_why text check (ended_why ~ '^[a-z]+(_[a-z]+)*$'),
  changed_at timestamptz not null,
  unique (event_id, person_id),
  unique (event_id, code),
  check ((state = 'offered') = (offer_until is not null))
);
create index registration_quota on events.registration (quota_id, state, queued_at, id);
create index registration_person on events.registration (person_id);
create index registration_scope on events.registration (event_id, place_lft);
create index registration_offered on events.registration (offer_until) where state = 'offered';

-- The sessions somebody means to attend.
create table events.agenda (
  registration_id uuid not null references events.registration on delete cascade,
  session_id uuid not null references events.session on delete cascade,
  chosen_at timestamptz not null,
  primary key (registration_id, session_id)
);
create index agenda_session on events.agenda (session_id);

create table events.material (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  title_hi text check (char_length(title_hi) between 3 and 120),
  title_en text check (char_length(title_en) between 3 and 120),
  sha256 bytea not null references platform.file (sha256),
  kind text not null,
  bytes integer not null,
  added_by uuid references people.person on delete set null,
  added_at timestamptz not null,
  check (title_hi is not null or title_en is not null)
);
create index material_event on events.material (event_id, added_at);
create index material_file on events.material (sha256);
create index material_added_by on events.material (added_by) where added_by is not null;

-- What somebody said afterwards. Read by herself alone; others get what feedback_of tells: sums, from ten answers on.
create table events.feedback (
  event_id uuid not null references events.event on delete cascade,
  person_id uuid not null references people.person on delete cascade,
  useful smallint not null check (useful between 1 and 4),
  clear smallint not null check (clear between 1 and 4),
  words text check (char_length(words) between 3 and 500),
  at timestamptz not null,
  primary key (event_id, person_id)
);
create index feedback_person on events.feedback (person_id);

-- Secret addresses for calendars: one's own agenda, or an event's whole programme.
create table events.feed (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  -- Null: one's own agenda over all events.
  event_id uuid references events.event on delete cascade,
  token_hash bytea not null unique,
  token_sealed bytea not null,
  made_at timestamptz not null,
  revoked_at timestamptz
);
create unique index feed_in_force on events.feed (person_id, coalesce(event_id, '00000000-0000-0000-0000-000000000000')) where revoked_at is null;
create index feed_person on events.feed (person_id);
create index feed_event on events.feed (event_id) where event_id is not null;

-- Which rows went along when two records became one (people.merge), so that they come back when that is undone.
create table events.passed_over (
  merge_id uuid not null,
  kind text not null check (kind in ('registration', 'organiser', 'feedback', 'made')),
  row_id uuid not null,
  primary key (merge_id, kind, row_id)
);

-- Seats are counted here and nowhere else, and cannot be oversold by anybody's mistake.
create function events.holds_seat(state text) returns boolean language sql immutable as $$
  select state in ('registered', 'asked', 'offered')
$$;
create function events.count_seats() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' and events.holds_seat(old.state)
    and not (tg_op = 'UPDATE' and events.holds_seat(new.state) and new.quota_id = old.quota_id) then
    update events.quota set taken = taken - 1 where id = old.quota_id;
  end if;
  if tg_op <> 'DELETE' and events.holds_seat(new.state)
    and not (tg_op = 'UPDATE' and events.holds_seat(old.state) and new.quota_id = old.quota_id) then
    update events.quota set taken = taken + 1 where id = new.quota_id;
  end if;
  return null;
end $$;
create trigger count_seats after insert or update of state, quota_id or delete on events.registration
  for each row execute function events.count_seats();
create function events.count_agenda() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then update events.session set taken = taken + 1 where id = new.session_id;
  else update events.session set taken = taken - 1 where id = old.session_id;
  end if;
  return null;
end $$;
create trigger count_agenda after insert or delete on events.agenda for each row execute function events.count_agenda();
create function events.not_oversold() returns trigger language plpgsql as $$
begin
  if new.taken > old.taken and new.seats is not null and new.taken > new.seats then
    raise exception 'no seat is left' using errcode = 'check_violation', constraint = 'not_oversold';
  end if;
  return new;
end $$;
create trigger not_oversold before update of taken on events.quota for each row execute function events.not_oversold();
create trigger not_oversold before update of taken on events.session for each row execute function events.not_oversold();

-- What whoever acts has to do with events, past row-level security, so that policies do not ask each other in a circle.
create function events.organised() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select event_id from events.organiser where person_id = access.actor() and ended_at is null
$$;
create function events.mine() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select event_id from events.organiser where person_id = access.actor() and ended_at is null
  union select event_id from events.registration where person_id = access.actor()
  union select audience.event_id
  from people.my_stand() as stand
  join events.audience on stand.place_lft between audience.place_lft and audience.place_rgt
    and (audience.wing is null or audience.wing = stand.wing)
  join events.event on event.id = audience.event_id and event.state <> 'draft'
$$;
create function events.manages(event uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from events.event one where one.id = event and (
    (int8range(access.scope_key(coalesce(one.wing, 0::smallint), one.place_lft), access.scope_key(coalesce(one.wing, 0::smallint), one.place_rgt), '[]') <@ access.scope()
      and int8range(access.scope_key(coalesce(one.wing, 30::smallint), one.place_lft), access.scope_key(coalesce(one.wing, 30::smallint), one.place_rgt), '[]') <@ access.scope())
    or exists (select from events.organiser o where o.event_id = one.id and o.person_id = access.actor() and o.ended_at is null)))
$$;
-- The quota a person's place belongs to, under lock until the transaction ends: everybody who takes or gives back a seat of it waits here, and for
-- nothing else of the event. Tells how many wait in front, whom a volunteer may not see.
create function events.hold_quota(quota uuid) returns table (id uuid, seats integer, taken integer, waiting integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from events.quota where quota.id = hold_quota.quota for no key update;
  -- Read anew: what stood before us in the line has committed by now.
  return query select one.id, one.seats, one.taken,
    (select count(*)::int from events.registration r where r.quota_id = one.id and r.state = 'waiting')
  from events.quota one where one.id = hold_quota.quota;
end $$;
-- Gives back the sessions of registrations that hold a seat no more: one's own, or those of an event one runs. The sessions are locked in one order
-- for everybody, so that two who go at once never wait for each other.
create function events.drop_agenda(registrations uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from events.session where session.id in (select session_id from events.agenda where registration_id = any (registrations))
  order by session.id for no key update;
  delete from events.agenda using events.registration r
  where agenda.registration_id = any (registrations) and r.id = agenda.registration_id
    and (r.person_id = access.actor() or events.manages(r.event_id));
end $$;
-- Of some codes the first that nobody at the event carries yet.
create function events.free_code(event uuid, codes text[]) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select code from unnest(codes) with ordinality as said(code, nth)
  where not exists (select from events.registration r where r.event_id = free_code.event and r.code = said.code)
  order by nth limit 1
$$;
-- How many stand in front of somebody in her line; null when she does not wait.
create function events.waits_behind(registration uuid) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (select count(*)::int from events.registration other
    where other.quota_id = own.quota_id and other.state = 'waiting' and (other.queued_at, other.id) < (own.queued_at, own.id))
  from events.registration own where own.id = waits_behind.registration and own.state = 'waiting'
$$;
-- Sums of what was said afterwards; nothing before ten have answered, and words without their order.
create function events.feedback_of(event uuid) returns table (answers integer, useful integer[], clear integer[], words text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::int,
    case when count(*) >= 10 then array[count(*) filter (where useful = 1), count(*) filter (where useful = 2),
      count(*) filter (where useful = 3), count(*) filter (where useful = 4)]::int[] end,
    case when count(*) >= 10 then array[count(*) filter (where clear = 1), count(*) filter (where clear = 2),
      count(*) filter (where clear = 3), count(*) filter (where clear = 4)]::int[] end,
    case when count(*) >= 10 then array(select f.words from events.feedback f
      where f.event_id = feedback_of.event and f.words is not null order by md5(f.words)) end
  from events.feedback given where given.event_id = feedback_of.event and events.manages(feedback_of.event)
$$;
-- Whether any material shows these bytes.
create function events.file_in_use(file bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from events.material where material.sha256 = file)
$$;
revoke all on function events.holds_seat(text), events.organised(), events.mine(), events.manages(uuid), events.hold_quota(uuid),
  events.drop_agenda(uuid[]), events.free_code(uuid, text[]), events.waits_behind(uuid), events.feedback_of(uuid), events.file_in_use(bytea), events.count_seats(), events.count_agenda(), events.not_oversold() from public;
grant execute on function events.holds_seat(text), events.organised(), events.mine(), events.manages(uuid), events.hold_quota(uuid),
  events.drop_agenda(uuid[]), events.free_code(uuid, text[]), events.waits_behind(uuid), events.feedback_of(uuid), events.file_in_use(bytea), events.not_oversold() to {serving};

-- Row-level security: the last wall under the policies.
do $$
declare personal text;
begin
  foreach personal in array array['event', 'audience', 'organiser', 'hall', 'session', 'speaker', 'session_speaker', 'quota', 'registration',
    'agenda', 'material', 'feedback', 'feed', 'passed_over'] loop
    execute format('alter table events.%I enable row level security', personal);
    execute format('alter table events.%I force row level security', personal);
    execute format('create policy owner on events.%I to %I using (true)', personal, current_user);
  end loop;
  -- What belongs to an event shows with it, and is changed by those who run it.
  foreach personal in array array['audience', 'hall', 'session', 'session_speaker', 'quota', 'material'] loop
    execute format('create policy with_event on events.%I for select to {serving} using (exists (select from events.event where event.id = event_id))', personal);
    execute format('create policy run on events.%I to {serving} using (events.manages(event_id))', personal);
  end loop;
end $$;
-- Seen by those whom it invites, by those who registered or run it, and by those whose scope it meets.
create policy met on events.event for select to {serving} using (
  made_by = (select access.actor())
  or (place_lft <= (select access.scope_high()) and place_rgt >= (select access.scope_low())
    and (wing is null or int8range(access.scope_key(wing, place_lft), access.scope_key(wing, place_rgt), '[]') && (select access.scope())))
  or id in (select events.mine()));
create policy made_within_scope on events.event for insert to {serving} with check (
  int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
  and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()));
create policy run on events.event for update to {serving} using (
  (int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
    and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()))
  or id in (select events.organised()));
create policy own on events.organiser for select to {serving} using (person_id = (select access.actor()));
create policy run on events.organiser to {serving} using (events.manages(event_id));
-- Whoever has not agreed, or has withdrawn, shows to those who run the event and to nobody else.
create policy listed on events.speaker for select to {serving} using (
  agreed_on is not null and withdrawn_at is null and exists (select from events.event where event.id = event_id));
create policy run on events.speaker to {serving} using (events.manages(event_id));
create policy own_or_in_scope on events.registration to {serving} using (
  (place_lft between (select access.scope_low()) and (select access.scope_high())
    and ((select access.scope_whole()) or scope_key <@ (select access.scope())))
  or person_id = (select access.actor())
  or event_id in (select events.organised()));
create policy with_registration on events.agenda to {serving} using (exists (select from events.registration where registration.id = registration_id));
-- One's own, and the house's when its writer leaves or two records become one.
create policy own on events.feedback to {serving} using (
  person_id = (select access.actor()) or ((select access.actor()) is null and (select access.scope_whole())));
create policy own on events.feed to {serving} using (
  person_id = (select access.actor()) or ((select access.actor()) is null and (select access.scope_whole())));
create policy by_the_house on events.passed_over to {serving} using ((select access.actor()) is null and (select access.scope_whole()));

grant select, insert on events.event, events.audience, events.organiser, events.hall, events.session, events.speaker, events.session_speaker,
  events.quota, events.registration, events.agenda, events.material, events.feedback, events.feed, events.passed_over to {serving};
grant update (title_hi, title_en, words_hi, words_en, venue_hi, venue_en, starts_on, ends_on, seats, roles, offer_hours, state, sequence,
  cancelled_why, reminded_on, changed_at, made_by) on events.event to {serving};
grant update (ended_at, person_id) on events.organiser to {serving};
grant update (name_hi, name_en, capacity, position) on events.hall to {serving};
grant update (hall_id, title_hi, title_en, words_hi, words_en, starts_at, ends_at, seats, state, sequence, changed_at) on events.session to {serving};
grant update (name_hi, name_en, platform, bio_hi, bio_en, agreed_on, agreed_how, withdrawn_at) on events.speaker to {serving};
grant update (seats) on events.quota to {serving};
grant update (quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, queued_at, offer_until, kept, ended_why, changed_at) on events.registration to {serving};
grant update (useful, clear, words, at, person_id) on events.feedback to {serving};
grant update (revoked_at) on events.feed to {serving};
grant delete on events.audience, events.hall, events.session_speaker, events.agenda, events.material, events.feedback, events.passed_over to {serving};

-- Everything goes where its place goes; a registration keeps the name of the place where its person stood.
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on events.event
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on events.audience
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on events.quota
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
create trigger stand_right before insert or update of place_id, place_lft on events.registration
  for each row when (access.tree_stands()) execute function places.stand_right('stays');

create function events.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update events.event w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
  update events.audience w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
  update events.quota w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
  update events.registration r set place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where r.place_id = old.id and r.place_lft <> now.lft;
end $$;
create function events.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.place_id, 'events', count(*) from events.event e
  where e.place_id = any (places) and e.state in ('draft', 'open', 'closed') group by 1
$$;
revoke all on function events.follow_tree(uuid, timestamptz), events.standing_at(uuid[]) from public;
grant execute on function events.follow_tree(uuid, timestamptz), events.standing_at(uuid[]) to {serving};
insert into places.follower (room, follow, standing) values ('events', 'events.follow_tree', 'events.standing_at');
