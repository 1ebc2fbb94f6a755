-- The floor that every room stands on: who acts, the audit chain, the outbox, idempotent commands, settings.
-- {serving} is the role that serves; it owns nothing and may not bypass row-level security.

grant usage on schema platform to {serving};
grant select on platform.migration to {serving};

-- Who acts: read by every row-level policy. With nobody acting the scope is empty, so every personal table is empty.
create schema access;
grant usage on schema access to {serving};

create function access.actor() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('karyakarta.actor', true), '')::uuid;
create function access.scope() returns int8multirange
  language sql stable parallel safe
  return coalesce(nullif(current_setting('karyakarta.scope', true), ''), '{}')::int8multirange;
create function access.scope_low() returns integer
  language sql stable parallel safe
  return coalesce(nullif(current_setting('karyakarta.scope_low', true), ''), '0')::integer;
create function access.scope_high() returns integer
  language sql stable parallel safe
  return coalesce(nullif(current_setting('karyakarta.scope_high', true), ''), '-1')::integer;
-- Where a row stands: its wing's stripe (2^24 wide) plus its place's left number; src/platform/access/scope.ts holds the same rule.
create function access.scope_key(wing smallint, lft integer) returns bigint
  language sql immutable parallel safe
  return wing::bigint * 16777216 + lft;

-- Audit: append-only, each entry bound to the one before. Entries name ids and fields, never what a field held.
create schema audit;
grant usage on schema audit to {serving};

create table audit.entry (
  seq bigint primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'system', 'nobody')),
  actor_person uuid,
  actor_name text,
  verb text not null,
  subject text not null,
  detail jsonb not null,
  previous bytea not null,
  hash bytea not null
);
create index entry_subject on audit.entry (subject, seq);
create table audit.head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash bytea not null
);
insert into audit.head (seq, hash) values (0, sha256('karyakarta'::bytea));

create function audit.digest(
  previous bytea, seq bigint, at timestamptz, actor_kind text, actor_person uuid, actor_name text, verb text, subject text, detail jsonb
) returns bytea
  language sql immutable parallel safe
  return sha256(previous || convert_to(jsonb_build_array(
    seq, (extract(epoch from at) * 1000000)::bigint, actor_kind, actor_person, actor_name, verb, subject, detail
  )::text, 'UTF8'));

-- Appends a batch [{at, actor_kind, actor_person, actor_name, verb, subject, detail}] as the last statement of a transaction: the head's
-- row lock orders the chain and is held only until the commit that follows.
create function audit.append(entries jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tip audit.head;
  entry record;
begin
  select * into strict tip from audit.head for update;
  for entry in
    select * from jsonb_to_recordset(entries) as given(
      at timestamptz, actor_kind text, actor_person uuid, actor_name text, verb text, subject text, detail jsonb)
  loop
    tip.seq := tip.seq + 1;
    insert into audit.entry values (
      tip.seq, entry.at, entry.actor_kind, entry.actor_person, entry.actor_name, entry.verb, entry.subject, entry.detail, tip.hash,
      audit.digest(tip.hash, tip.seq, entry.at, entry.actor_kind, entry.actor_person, entry.actor_name, entry.verb, entry.subject, entry.detail))
    returning hash into tip.hash;
  end loop;
  update audit.head set seq = tip.seq, hash = tip.hash;
end $$;

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only';
end $$;
create trigger append_only before update or delete on audit.entry for each row execute function audit.refuse_change();
create trigger never_truncated before truncate on audit.entry for each statement execute function audit.refuse_change();

-- Faults of the chain: an entry whose hash does not follow, a hole in the sequence, or a head that is not the last entry.
create view audit.fault as
  with walked as (
    select seq, hash, previous,
      lag(hash, 1, sha256('karyakarta'::bytea)) over (order by seq) as hash_before,
      lag(seq, 1, 0::bigint) over (order by seq) as seq_before,
      audit.digest(previous, seq, at, actor_kind, actor_person, actor_name, verb, subject, detail) as recomputed
    from audit.entry
  )
  select seq, case
      when seq <> seq_before + 1 then 'missing entry before'
      when previous <> hash_before then 'does not follow the entry before'
      else 'was altered' end as fault
  from walked
  where seq <> seq_before + 1 or previous <> hash_before or recomputed <> hash
  union all
  select head.seq, 'the last entry is missing'
  from audit.head as head
  where not exists (select from audit.entry where seq = head.seq and hash = head.hash) and head.seq > 0
  union all
  select max(seq), 'entries beyond the head' from audit.entry having max(seq) > (select seq from audit.head);

revoke all on function audit.append(jsonb), audit.digest(bytea, bigint, timestamptz, text, uuid, text, text, text, jsonb) from public;
grant execute on function audit.append(jsonb), audit.digest(bytea, bigint, timestamptz, text, uuid, text, text, text, jsonb) to {serving};
grant select on audit.entry, audit.head, audit.fault to {serving};

-- Outbox: events written with the change that caused them, delivered at least once, each reaction's effects exactly once.
create schema outbox;
grant usage on schema outbox to {serving};
create table outbox.event (
  id bigint generated always as identity primary key,
  name text not null,
  payload jsonb not null,
  at timestamptz not null,
  delivered_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  last_error text
);
create index event_waiting on outbox.event (next_attempt_at, id) where delivered_at is null;
create table outbox.delivery (
  event_id bigint not null references outbox.event on delete cascade,
  reaction text not null,
  primary key (event_id, reaction)
);
grant select, insert, update, delete on outbox.event, outbox.delivery to {serving};

-- Commands: an idempotent write with a client-made UUIDv7. A repeated command returns its first answer and changes nothing.
create table platform.command (
  id uuid primary key,
  verb text not null,
  actor text not null,
  input_hash bytea not null,
  answer jsonb,
  at timestamptz not null
);
create index command_age on platform.command (at);
grant select, insert, update, delete on platform.command to {serving};

-- Settings: what the organisation chose at set-up (name, title, accent, grievance contact), one row a key.
create table platform.setting (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now()
);
grant select, insert, update on platform.setting to {serving};
