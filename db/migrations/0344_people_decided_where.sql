-- From which office somebody was declined, suspended or taken back: what one level decided no level below undoes.
alter table people.decision
  add column decided_level text check (decided_level in ('state', 'district', 'constituency', 'block', 'sector', 'booth')),
  add column decided_role text,
  -- Of a suspension: a keyed digest of phone and folded name, so that leaving and joining anew does not wipe it out. Nobody can be read from
  -- it; it only answers when the same name comes with the same phone, and goes with the decision when the retention ends.
  add column trace bytea;
create index decision_trace on people.decision (trace) where trace is not null;

-- Decisions of before: the widest office that the decider held over the person then.
update people.decision d set decided_level = post.level, decided_role = post.role
from people.decision made
join people.person who on who.id = made.person_id
join lateral (
  select p.level, a.role from people.appointment a join places.tree p on p.id = a.place_id
  where a.person_id = made.decided_by and a.role in ('coordinator', 'admin', 'supervisor', 'programme_admin')
    and a.from_at <= made.at and (a.to_at is null or a.to_at > made.at)
    and p.lft <= who.place_lft and who.place_lft <= p.rgt and (a.wing is null or a.wing = who.wing)
  order by p.rgt - p.lft desc, a.role in ('admin', 'programme_admin') desc limit 1) post on true
where d.id = made.id;

-- The highest suspension that stands behind a digest, of anybody but this person. Without the keys there is nothing to ask with.
create function people.suspended_before(asked bytea, person uuid) returns table (level text, at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(d.decided_level, 'state'), d.at from people.decision d
  where d.trace = asked and d.person_id <> person and d.decision = 'suspended' and access.actor() is not null
    and not exists (select from people.decision later
      where later.person_id = d.person_id and later.decision = 'reinstated' and later.at >= d.at)
  order by array_position(array['state', 'district', 'constituency', 'block', 'sector', 'booth'], coalesce(d.decided_level, 'state')), d.at desc
  limit 1
$$;
revoke all on function people.suspended_before(bytea, uuid) from public;
grant execute on function people.suspended_before(bytea, uuid) to {serving};
