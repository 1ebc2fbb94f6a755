-- Activities: what somebody did and somebody else saw. `active` and `lapsed` come from these rows and from nothing else.
create table people.activity (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  -- An attended scan, a passed lesson, a task whose report somebody confirmed.
  kind text not null check (kind in ('scan', 'lesson', 'task')),
  -- The row it comes from, in the room that saw it: each makes one activity, however often it is told.
  source uuid not null,
  -- Where the person stood when it was recorded.
  place_id uuid not null references places.place,
  happened_on date not null,
  confirmed_by uuid references people.person on delete set null,
  at timestamptz not null,
  unique (kind, source),
  -- Never a self-tap.
  check (confirmed_by <> person_id)
);
create index activity_person on people.activity (person_id, happened_on desc);
-- What the nightly reckoning looks for.
create index person_active on people.person (id) where state = 'active';

alter table people.activity enable row level security;
alter table people.activity force row level security;
create policy with_person on people.activity to {serving} using (exists (select from people.person where id = person_id));
do $$ begin execute format('create policy owner on people.activity to %I using (true)', current_user); end $$;
-- Append-only: it goes with its person and is never changed.
grant select, insert on people.activity to {serving};

-- Where whoever acts stands herself; no row for nobody. What is asked of volunteers is found by it, since a volunteer has no scope.
create function people.my_stand() returns table (place_id uuid, place_lft integer, wing smallint, state text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select place_id, place_lft, wing, state from people.person where id = access.actor()
$$;
revoke all on function people.my_stand() from public;
grant execute on function people.my_stand() to {serving};

-- What rooms above may join with to name people in their own lists. security_invoker: row-level security shows whom the asker may see, and
-- nobody else; no phone, no consent, nothing of what somebody told.
create view people.named with (security_invoker = true) as
  select id, name_devanagari as name_hi, name_latin as name_en, place_id, place_lft, wing, scope_key, state, standing
  from people.person;
grant select on people.named to {serving};

-- By whose hands somebody came and stands: whose invitation, whose vouch. security_invoker, as above.
create view people.hands with (security_invoker = true) as
  select who.id as person_id, invitation.made_by as invited_by, vouch.vouched_by
  from people.person who
  left join people.invitation invitation on invitation.id = who.invitation_id
  left join people.vouch vouch on vouch.person_id = who.id and vouch.revoked_at is null;
grant select on people.hands to {serving};

-- Names of the wings, for rooms above: public words.
create view people.wing_name with (security_invoker = true) as select number, name_hi, name_en, position from people.wing;
grant select on people.wing_name to {serving};
