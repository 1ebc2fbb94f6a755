-- People go where their places go: nobody is lost by a restructure, and no number is ever stale.

create trigger stand_right before insert or update of place_id, place_lft on people.person
  for each row when (access.tree_stands()) execute function places.stand_right('moves');
create trigger stand_right before insert or update of place_id, place_lft on people.invitation
  for each row when (access.tree_stands()) execute function places.stand_right('moves');
create trigger stand_right before insert or update of place_id, place_lft on people.missing_booth
  for each row when (access.tree_stands()) execute function places.stand_right('moves');
create trigger stand_right before insert or update of place_id, place_lft on people.import
  for each row when (access.tree_stands()) execute function places.stand_right('moves');
-- A new office is held where the place goes on; one that is over keeps the name of the place where it was held.
create trigger stand_right before insert on people.appointment
  for each row when (access.tree_stands()) execute function places.stand_right('moves');
create trigger stand_right_later before update of place_id, place_lft on people.appointment
  for each row when (access.tree_stands()) execute function places.stand_right('stays');
create trigger stand_right before insert or update of place_lft on people.harassment_report
  for each row when (access.tree_stands()) execute function places.stand_at_state();

alter table people.appointment drop constraint appointment_end_reason_check;
alter table people.appointment add constraint appointment_end_reason_check
  check (end_reason in ('resigned', 'transferred', 'dissolved', 'term_over', 'mistake', 'standing', 'merged', 'restructured', 'other'));

create function people.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Offices go on at the place that took over, once each; the old ones end there, and the history says what each continues.
  insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, to_at, acting, follows, given_by, may_export)
  select distinct on (old.person_id, old.role, old.wing, hand.to_id)
    gen_random_uuid(), old.person_id, old.role, hand.to_id, heir.lft, old.wing, greatest(old.from_at, at), old.to_at, old.acting, old.id,
    (select p.id from people.person p where p.id = access.actor()), old.may_export
  from places.handover hand join people.appointment old on old.place_id = hand.from_id join places.tree heir on heir.id = hand.to_id
  where hand.restructure_id = restructure and (old.to_at is null or (old.to_at > at and old.to_at > old.from_at))
    and not exists (
      select from people.appointment held
      where held.person_id = old.person_id and held.role = old.role and held.place_id = hand.to_id
        and held.wing is not distinct from old.wing and (held.to_at is null or (held.to_at > at and held.to_at > held.from_at)))
  order by old.person_id, old.role, old.wing, hand.to_id, old.to_at desc nulls first;
  update people.appointment old set to_at = greatest(at, old.from_at), end_reason = 'restructured',
    ended_by = (select p.id from people.person p where p.id = access.actor())
  from places.handover hand
  where hand.restructure_id = restructure and old.place_id = hand.from_id
    and (old.to_at is null or (old.to_at > at and old.to_at > old.from_at));
  update people.appointment a set place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where a.place_id = old.id and a.place_lft <> now.lft;

  update people.person p set place_id = t.id, place_lft = t.lft from places.now_at(restructure) t
  where p.place_id = t.was and (p.place_id, p.place_lft) is distinct from (t.id, t.lft);
  -- What names a booth by its number (a printed sheet, a list) stays with the number when a booth is split.
  update people.invitation i set place_id = now.id, place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where i.place_id = old.id and (i.place_id, i.place_lft) is distinct from (now.id, now.lft);
  update people.missing_booth b set place_id = now.id, place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where b.place_id = old.id and (b.place_id, b.place_lft) is distinct from (now.id, now.lft);
  update people.import i set place_id = now.id, place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where i.place_id = old.id and (i.place_id, i.place_lft) is distinct from (now.id, now.lft);
  update people.import_row r set place_id = now.id, place_lft = now.lft, place_rgt = now.rgt
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where r.place_id = old.id and (r.place_id, r.place_lft, r.place_rgt) is distinct from (now.id, now.lft, now.rgt);
  update people.import_row r set before_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where r.before_place = old.id and r.before_lft is distinct from now.lft;
  update people.harassment_report h set place_lft = root.lft
  from (select lft from places.area where level = 'state' order by lft limit 1) root where h.place_lft <> root.lft;
end $$;

-- How many stand at places, whoever asks: numbers only, no names.
create function people.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  -- By the number, which is what its index knows.
  select p.place_id, 'people', count(*) from places.tree t join people.person p on p.place_lft = t.lft and p.place_id = t.id
  where t.id = any (places) and p.state <> 'left' group by 1
  union all
  select a.place_id, 'appointments', count(*) from people.appointment a
  where a.place_id = any (places) and (a.to_at is null or (a.to_at > now() and a.to_at > a.from_at)) group by 1
  union all
  select i.place_id, 'invitations', count(*) from people.invitation i
  where i.place_id = any (places) and i.revoked_at is null and i.expires_at > now() group by 1
$$;
revoke all on function people.follow_tree(uuid, timestamptz), people.standing_at(uuid[]) from public;
grant execute on function people.follow_tree(uuid, timestamptz), people.standing_at(uuid[]) to {serving};

insert into places.follower values ('people', 'people.follow_tree', 'people.standing_at');
