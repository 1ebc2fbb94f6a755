-- Beside who and what stands at a place: booths that somebody missed there, and what somebody did there.
create function people.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.place_id, 'missing_booths', count(*) from people.missing_booth b where b.place_id = any (places) group by 1
  union all
  select a.place_id, 'activities', count(*) from people.activity a where a.place_id = any (places) group by 1
$$;
revoke all on function people.written_at(uuid[]) from public;
grant execute on function people.written_at(uuid[]) to {serving};
update places.follower set written = 'people.written_at' where room = 'people';
-- A wing that is not used any more: nothing new is given in it, what stands there stays. Its number is never another wing's.
alter table people.wing
  add column retired_at timestamptz,
  -- The parent body is what everybody without another wing belongs to.
  add constraint wing_parent_stands check (number <> 0 or retired_at is null);

-- What stands in wings, counted by each room for itself, so that whoever retires one is told before.
create table people.wing_user (
  room text primary key,
  -- () returns table (wing smallint, what text, n bigint)
  standing text not null check (standing ~ '^[a-z]+\.[a-z_]+$')
);
grant select on people.wing_user to {serving};

create function people.in_wings() returns table (wing smallint, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.wing, 'people', count(*) from people.person p where p.state not in ('left', 'declined') and p.merged_into is null group by 1
  union all
  select a.wing, 'appointments', count(*) from people.appointment a
  where a.wing is not null and (a.to_at is null or (a.to_at > now() and a.to_at > a.from_at)) group by 1
  union all
  select i.wing, 'invitations', count(*) from people.invitation i where i.revoked_at is null and i.expires_at > now() group by 1
$$;
revoke all on function people.in_wings() from public;
grant execute on function people.in_wings() to {serving};
insert into people.wing_user values ('people', 'people.in_wings');

create function people.standing_in_wings() returns table (wing smallint, what text, n bigint) language plpgsql stable as $$
declare each record;
begin
  for each in select standing from people.wing_user order by room loop
    return query execute format('select * from %s()', each.standing::regproc);
  end loop;
end $$;
