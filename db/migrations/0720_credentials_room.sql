-- Credentials: badges that people earned, and the serials by which a stranger can be told that one no longer holds (decision 0022).
create schema credentials;
grant usage on schema credentials to {serving};

-- What badges are given for: a course's version, an event, a title. Says nothing about anybody.
create table credentials.award (
  -- Stands in each compact pass of a badge (docs/formats/compact-pass.md, "about").
  number integer primary key generated always as identity,
  kind text not null check (kind in ('course', 'attendance', 'title')),
  -- The giving room's own stable key.
  about text not null check (char_length(about) between 1 and 200),
  name_hi text not null check (char_length(name_hi) between 1 and 120),
  name_en text not null check (char_length(name_en) between 1 and 120),
  criteria_hi text not null check (char_length(criteria_hi) between 1 and 1000),
  criteria_en text not null check (char_length(criteria_en) between 1 and 1000),
  unique (kind, about)
);
grant select, insert on credentials.award to {serving};

-- A serial is a place in a status list of 131072. Neighbours in time are strangers in the list: an odd factor visits each of 2^17 places once.
create sequence credentials.badge_nth minvalue 0 start 0;
create function credentials.badge_serial() returns bigint language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select n / 131072 * 131072 + (n % 131072 * 74093 + 27449) % 131072 from (select nextval('credentials.badge_nth') as n) as next
$$;

create table credentials.badge (
  id uuid primary key,
  serial bigint not null unique default credentials.badge_serial(),
  award integer not null references credentials.award,
  -- Null: her record was deleted. The serial stays, so that what was revoked never reads as good again.
  person_id uuid references people.person on delete set null,
  earned_at timestamptz not null,
  issued_at timestamptz not null,
  expires_at timestamptz check (expires_at > earned_at),
  revoked_at timestamptz,
  revoked_why text check (revoked_why in ('mistake', 'misuse', 'left', 'taken_back')),
  -- What it teaches changed since: it holds, and asks to be refreshed.
  refresh_due_at timestamptz,
  check ((revoked_at is null) = (revoked_why is null))
);
create unique index badge_once on credentials.badge (award, person_id) where revoked_at is null;
create index badge_person on credentials.badge (person_id, earned_at desc) where person_id is not null;
create index badge_revoked on credentials.badge (serial) where revoked_at is not null;

-- Two records of one person become one (people.merge): which badges went along, so that they come back when the merge is taken back.
create table credentials.passed_over (
  merge_id uuid not null,
  badge_id uuid not null references credentials.badge on delete cascade,
  primary key (merge_id, badge_id)
);
create index passed_over_badge on credentials.passed_over (badge_id);

do $$
declare personal text;
begin
  foreach personal in array array['badge', 'passed_over'] loop
    execute format('alter table credentials.%I enable row level security', personal);
    execute format('alter table credentials.%I force row level security', personal);
    execute format('create policy by_the_house on credentials.%I to {serving} using ((select access.scope_whole()))', personal);
    execute format('create policy owner on credentials.%I to %I using (true)', personal, current_user);
  end loop;
end $$;
create policy own on credentials.badge for select to {serving} using (person_id = (select access.actor()));
grant select, insert, delete on credentials.passed_over to {serving};
grant select on credentials.badge to {serving};
grant update (person_id, revoked_at, revoked_why) on credentials.badge to {serving};

-- Given by rooms above, in their transaction and after their own policy; often the actor is the very volunteer who passed. Repeated, it changes nothing
-- but that a badge which was to be refreshed no longer is.
create function credentials.issue(which integer, ids uuid[], persons uuid[], earned timestamptz, expires timestamptz, at timestamptz)
  returns table (id uuid, person_id uuid, fresh boolean)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into credentials.badge as held (id, award, person_id, earned_at, issued_at, expires_at)
  select given.id, which, given.person, earned, at, expires from unnest(ids, persons) as given (id, person)
  on conflict (award, person_id) where revoked_at is null do update set refresh_due_at = null
  returning held.id, held.person_id, held.issued_at = at
$$;
create function credentials.revoke(which integer, person uuid, why text, at timestamptz) returns setof uuid
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update credentials.badge set revoked_at = at, revoked_why = why
  where award = which and person_id = person and revoked_at is null returning id
$$;
create function credentials.mark_refresh_due(which integer, at timestamptz) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    update credentials.badge set refresh_due_at = at
    where award = which and revoked_at is null and refresh_due_at is null returning id)
  select count(*) from due
$$;
-- For anybody: which serials of a status list are revoked, and how one badge stands. No person is named.
create function credentials.revoked_serials(low bigint, high bigint) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select serial from credentials.badge where revoked_at is not null and serial between low and high
$$;
create function credentials.badge_standing(which bigint) returns table (award integer, revoked boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select award, revoked_at is not null from credentials.badge where serial = which
$$;
-- How many status lists have begun: later ones are not published.
create function credentials.lists_begun() returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select last_value / 131072 + 1 from credentials.badge_nth
$$;
revoke all on function credentials.badge_serial(), credentials.lists_begun(), credentials.issue(integer, uuid[], uuid[], timestamptz, timestamptz, timestamptz),
  credentials.revoke(integer, uuid, text, timestamptz), credentials.mark_refresh_due(integer, timestamptz),
  credentials.revoked_serials(bigint, bigint), credentials.badge_standing(bigint) from public;
grant execute on function credentials.issue(integer, uuid[], uuid[], timestamptz, timestamptz, timestamptz),
  credentials.revoke(integer, uuid, text, timestamptz), credentials.mark_refresh_due(integer, timestamptz),
  credentials.revoked_serials(bigint, bigint), credentials.badge_standing(bigint), credentials.lists_begun() to {serving};
