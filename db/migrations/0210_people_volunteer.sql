-- The volunteer's side: who is my coordinator, who saw my record, reports of harassment, and forgetting.

-- A person who made invitations can be forgotten; whoever came through them stays.
alter table people.person drop constraint person_invitation_id_fkey;
alter table people.person add constraint person_invitation_id_fkey
  foreign key (invitation_id) references people.invitation on delete set null;
-- What the nightly forgetting looks for.
create index person_forgettable on people.person (state, changed_at) where state in ('applied', 'left');

-- When name and phone were removed; the row without identity stays until the legal retention ends.
alter table people.person add column erased_at timestamptz;

-- A report may be about the very coordinator of the place, so it stands at the whole state: only who acts for the whole state in
-- every wing or the parent body sees it. It may be made by somebody who is not signed in.
create table people.harassment_report (
  id uuid primary key,
  reported_by uuid references people.person on delete set null,
  kind text not null check (kind in ('calls', 'pressure', 'abuse', 'touch', 'other')),
  told text check (char_length(told) between 1 and 1000),
  -- How to reach the person, only if she wants to be reached; sealed.
  contact_sealed bytea,
  place_lft integer not null,
  wing smallint not null default 0,
  at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid references people.person on delete set null
);
create index harassment_open on people.harassment_report (at) where settled_at is null;
alter table people.harassment_report enable row level security;
alter table people.harassment_report force row level security;
create policy own_or_whole_state on people.harassment_report to {serving} using (
  reported_by = (select access.actor()) or access.scope_key(wing, place_lft) <@ (select access.scope()));
do $$ begin execute format('create policy owner on people.harassment_report to %I using (true)', current_user); end $$;
grant select, insert, update on people.harassment_report to {serving};

-- Takes a report from anybody; whoever makes it without signing in cannot read it back.
create function people.take_harassment_report(id uuid, kind text, told text, contact bytea, at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into people.harassment_report (id, reported_by, kind, told, contact_sealed, place_lft, at)
  select id, access.actor(), kind, told, contact, (select lft from places.place where level = 'state' order by lft limit 1), at
$$;

-- The coordinator nearest above whoever asks, in her own wing. The phone comes along only if that coordinator agreed to be called.
create function people.my_coordinator(at timestamptz)
  returns table (person_id uuid, name_hi text, name_en text, place_id uuid, phone_sealed bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select holder.id, holder.name_devanagari, holder.name_latin, p.id,
    case when exists (select from people.consent c where c.person_id = holder.id and c.purpose = 'call' and c.withdrawn_at is null)
      then holder.phone_sealed end
  from people.person me
  join people.appointment a on a.role in ('coordinator', 'supervisor') and (a.wing is null or a.wing = me.wing)
    and a.from_at <= at and (a.to_at is null or a.to_at > at)
  join places.place p on p.id = a.place_id and p.lft <= me.place_lft and me.place_lft <= p.rgt
  join people.person holder on holder.id = a.person_id and holder.id <> me.id
    and holder.state not in ('suspended', 'left', 'declined')
  where me.id = access.actor()
  order by p.lft desc, a.wing nulls last, a.from_at limit 1
$$;

-- Who saw the record of whoever asks: when, what of it, and in which office the viewer stands.
create function people.who_saw_me(most integer)
  returns table (at timestamptz, what text, name_hi text, name_en text, role text, place_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.at, s.what, viewer.name_devanagari, viewer.name_latin, office.role, office.place_id
  from people.sighting s
  left join people.person viewer on viewer.id = s.seen_by
  left join lateral (
    select a.role, a.place_id from people.appointment a
    where a.person_id = s.seen_by and a.from_at <= s.at and (a.to_at is null or a.to_at > s.at)
    order by a.place_lft limit 1) as office on true
  where s.person_id = access.actor()
  order by s.id desc limit most
$$;

revoke all on function people.take_harassment_report(uuid, text, text, bytea, timestamptz), people.my_coordinator(timestamptz),
  people.who_saw_me(integer) from public;
grant execute on function people.take_harassment_report(uuid, text, text, bytea, timestamptz), people.my_coordinator(timestamptz),
  people.who_saw_me(integer) to {serving};
