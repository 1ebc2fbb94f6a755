-- A restructure may take places out of the part of the tree that a kit asks: it goes from the phones of those who stand there, and so far nobody was told why.

-- Since when a kit does not ask its holder any more because her place went elsewhere. Whoever moved by herself knows it.
alter table campaigns.copy add column moved_at timestamptz;
grant update (moved_at) on campaigns.copy to {serving};

-- Marks after a restructure whose kits went so, and takes the mark from those whose place came back. A copy keeps the place where it was fetched: whoever
-- stands where that place's people went was taken there. @returns whom it took a kit that is out, once each. The house's alone.
create function campaigns.mark_moved_away(restructure uuid, moment timestamptz) returns table (kit_id uuid, person_id uuid)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with kit as (
    select k.id, c.place_lft as lft, c.place_rgt as rgt from campaigns.kit k join campaigns.campaign c on c.id = k.campaign_id
    where k.state = 'let_go' and k.held_at is null and k.release_at <= moment and k.expires_at > moment
      and (select access.actor()) is null and (select access.scope_whole())),
  stands as (
    select c.kit_id, c.person_id, c.phone, c.moved_at, who.place_lft not between kit.lft and kit.rgt as away
    from kit join campaigns.copy c on c.kit_id = kit.id
    join places.now_at(restructure) now on now.was = c.place_id
    join people.reach who on who.id = c.person_id and who.place_lft = now.lft),
  back as (
    update campaigns.copy c set moved_at = null from stands s
    where (c.kit_id, c.person_id, c.phone) = (s.kit_id, s.person_id, s.phone) and not s.away and s.moved_at is not null),
  gone as (
    update campaigns.copy c set moved_at = moment from stands s
    where (c.kit_id, c.person_id, c.phone) = (s.kit_id, s.person_id, s.phone) and s.away and s.moved_at is null
    returning c.kit_id, c.person_id)
  select distinct gone.kit_id, gone.person_id from gone
$$;
-- How many people it took a kit; for its page, asked by a verb that knows who may.
create function campaigns.moved_away(kit uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct c.person_id) from campaigns.copy c where c.kit_id = kit and c.moved_at is not null
$$;
revoke all on function campaigns.mark_moved_away(uuid, timestamptz), campaigns.moved_away(uuid) from public;
grant execute on function campaigns.mark_moved_away(uuid, timestamptz), campaigns.moved_away(uuid) to {serving};
