-- Messages and the ledger go where their places go.
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on outreach.message
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
-- The ledger keeps the name of the place where somebody stood when it was written.
create trigger stand_right before insert or update of place_id, place_lft on outreach.delivery
  for each row when (access.tree_stands()) execute function places.stand_right('stays');

create function outreach.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update outreach.message w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
  update outreach.delivery d set place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where d.place_id = old.id and d.place_lft <> now.lft;
end $$;

create function outreach.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.place_id, 'messages', count(*) from outreach.message m
  where m.place_id = any (places) and m.state in ('draft', 'awaiting', 'queued', 'running') group by 1
$$;
revoke all on function outreach.follow_tree(uuid, timestamptz), outreach.standing_at(uuid[]) from public;
grant execute on function outreach.follow_tree(uuid, timestamptz), outreach.standing_at(uuid[]) to {serving};

insert into places.follower values ('outreach', 'outreach.follow_tree', 'outreach.standing_at');
