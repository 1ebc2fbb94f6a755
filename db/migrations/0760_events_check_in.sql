-- Check-in: devices at the gates, what they wrote down, and what all of it together says (decision 0024).

-- What the gate needs of a registration, besides what it is.
alter table events.registration
  -- The last four digits of her phone modulo 997 (domain/gate/phoneMark.ts); null: not known yet.
  add column phone_mark smallint check (phone_mark between 0 and 996),
  -- She is suspended or has left: her pass opens nothing.
  add column barred boolean not null default false,
  -- When one of these two changed.
  add column gate_at timestamptz;
create index registration_gate on events.registration (event_id, (greatest(changed_at, gate_at)));
grant update (phone_mark, barred, gate_at) on events.registration to {serving};

-- A phone at a gate. It acts by a secret of its own, so that nobody need be signed in on it.
create table events.gate_device (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  name text not null check (char_length(name) between 2 and 60),
  added_by uuid references people.person on delete set null,
  added_at timestamptz not null,
  -- The hash of the secret that the device made itself; null until it was.
  token_hash bytea unique,
  claimed_at timestamptz,
  -- When it was last heard, when it last took the list, and how many scans waited on it then.
  heard_at timestamptz,
  list_at timestamptz,
  waiting integer not null default 0 check (waiting >= 0),
  removed_at timestamptz,
  removed_by uuid references people.person on delete set null,
  check ((token_hash is null) = (claimed_at is null))
);
create index gate_device_event on events.gate_device (event_id, added_at);
create index gate_device_added_by on events.gate_device (added_by) where added_by is not null;
create index gate_device_removed_by on events.gate_device (removed_by) where removed_by is not null;

-- Append-only: nothing here is ever changed.
create table events.scan (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  device_id uuid not null references events.gate_device on delete cascade,
  registration_id uuid references events.registration on delete cascade,
  serial integer not null check (serial >= 0),
  -- A hall that is taken away later keeps its scans, so this is no foreign key. Null: the gate of the event as a whole.
  hall_id uuid,
  way text not null check (way in ('entry', 'exit', 'refused')),
  -- Set right when it arrived, and what the device's clock itself said.
  at timestamptz not null,
  clock_at timestamptz not null,
  nth integer not null check (nth >= 0),
  how text not null check (how in ('camera', 'code', 'phone', 'paper')),
  decided text not null check (decided ~ '^[a-z]+(_[a-z]+)*$'),
  list_at timestamptz,
  -- Who of the staff held the device; null: whoever added it.
  by_registration uuid references events.registration on delete set null,
  undoes uuid,
  -- late: its device had been taken off. own: whoever held the device scanned herself. Both count once somebody rules so.
  standing text not null check (standing in ('counts', 'late', 'own')),
  arrived_at timestamptz not null
);
create index scan_pass on events.scan (event_id, serial);
create index scan_device on events.scan (device_id);
create index scan_by on events.scan (by_registration) where by_registration is not null;
create index scan_registration on events.scan (registration_id) where registration_id is not null;

-- What somebody decided about a scan in question; the latest holds.
create table events.scan_ruling (
  id uuid primary key,
  event_id uuid not null references events.event on delete cascade,
  scan_id uuid not null references events.scan on delete cascade,
  ruling text not null check (ruling in ('keep', 'drop')),
  ruled_by uuid references people.person on delete set null,
  ruled_at timestamptz not null
);
create index scan_ruling_scan on events.scan_ruling (scan_id, ruled_at desc, id desc);
create index scan_ruling_event on events.scan_ruling (event_id);
create index scan_ruling_by on events.scan_ruling (ruled_by) where ruled_by is not null;

-- Reckoned from scans and rulings, whenever one of a pass arrives (domain/gate/reconcile.ts): never written by any other hand.
create table events.attendance (
  event_id uuid not null references events.event on delete cascade,
  serial integer not null,
  registration_id uuid references events.registration on delete cascade,
  scan_id uuid not null references events.scan on delete cascade,
  -- In India.
  happened_on date not null,
  at timestamptz not null,
  primary key (event_id, serial)
);
create index attendance_registration on events.attendance (registration_id) where registration_id is not null;
create index attendance_scan on events.attendance (scan_id);
create table events.presence (
  event_id uuid not null references events.event on delete cascade,
  serial integer not null,
  registration_id uuid references events.registration on delete cascade,
  hall_id uuid,
  first_at timestamptz not null,
  left_at timestamptz,
  entries integer not null,
  stayed_ms bigint not null,
  inside_since timestamptz
);
create index presence_pass on events.presence (event_id, serial);
create index presence_inside on events.presence (event_id, hall_id) where inside_since is not null;
create index presence_registration on events.presence (registration_id) where registration_id is not null;
create table events.gate_question (
  event_id uuid not null references events.event on delete cascade,
  serial integer not null,
  registration_id uuid references events.registration on delete cascade,
  scan_id uuid not null references events.scan on delete cascade,
  kind text not null check (kind in ('two_gates', 'two_places', 'again', 'question', 'late', 'own')),
  other_id uuid references events.scan on delete cascade,
  at timestamptz not null,
  settled boolean not null,
  primary key (scan_id, kind)
);
create index gate_question_open on events.gate_question (event_id, at) where not settled;
create index gate_question_pass on events.gate_question (event_id, serial);
create index gate_question_registration on events.gate_question (registration_id) where registration_id is not null;
create index gate_question_other on events.gate_question (other_id) where other_id is not null;

-- The events that whoever acts runs: all of them lie in her scope, or she is among their organisers.
create function events.run_here() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select one.id from events.event one
  where int8range(access.scope_key(coalesce(one.wing, 0::smallint), one.place_lft), access.scope_key(coalesce(one.wing, 0::smallint), one.place_rgt), '[]') <@ access.scope()
    and int8range(access.scope_key(coalesce(one.wing, 30::smallint), one.place_lft), access.scope_key(coalesce(one.wing, 30::smallint), one.place_rgt), '[]') <@ access.scope()
  union select events.organised()
$$;
create function events.my_registrations() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id from events.registration where person_id = access.actor()
$$;
-- One gate of an event reckons at a time, until the transaction ends.
create function events.hold_gate(event uuid) returns void language sql volatile as $$
  select pg_advisory_xact_lock(760, hashtext(event::text))
$$;
revoke all on function events.run_here(), events.my_registrations(), events.hold_gate(uuid) from public;
grant execute on function events.run_here(), events.my_registrations(), events.hold_gate(uuid) to {serving};

do $$
declare personal text;
begin
  foreach personal in array array['gate_device', 'scan', 'scan_ruling', 'attendance', 'presence', 'gate_question'] loop
    execute format('alter table events.%I enable row level security', personal);
    execute format('alter table events.%I force row level security', personal);
    execute format('create policy owner on events.%I to %I using (true)', personal, current_user);
    execute format('create policy run on events.%I to {serving} using (event_id in (select events.run_here()))', personal);
  end loop;
  -- One's own coming and going.
  foreach personal in array array['scan', 'attendance', 'presence', 'gate_question'] loop
    execute format('create policy own on events.%I for select to {serving} using (registration_id in (select events.my_registrations()))', personal);
  end loop;
end $$;
create policy own on events.gate_device for select to {serving} using (added_by = (select access.actor()));
create policy own on events.scan_ruling for select to {serving} using (ruled_by = (select access.actor()));

grant select, insert on events.gate_device, events.scan, events.scan_ruling to {serving};
grant update (name, token_hash, claimed_at, heard_at, list_at, waiting, removed_at, removed_by) on events.gate_device to {serving};
grant select, insert, delete on events.attendance, events.presence, events.gate_question to {serving};
