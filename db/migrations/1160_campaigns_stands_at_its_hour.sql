-- An office that ended lets nothing go, also while no worker runs (decision 0042): who asks for a kit whose hour has come learns in that query whether
-- whoever scheduled it still led there in that hour. Once a worker has seen that it stands, nobody asks again.

-- Whether somebody led all of a part of the tree, in each wing asked (none: every wing), in a moment that is past: by the days of her offices alone, which
-- stay as they were. Leaving and being suspended end offices at once; two records of one person are one.
create function people.led_all(person uuid, place uuid, wings smallint[], at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (
    select from unnest(case when cardinality(wings) = 0 then array[null::smallint] else wings end) as asked(wing)
    where not exists (
      select from people.appointment a
      join places.tree old on old.id = a.place_id
      join places.tree held on held.id = coalesce(old.heir_id, old.id)
      join places.tree here on here.id = place and held.lft <= here.lft and held.rgt >= here.rgt
      where a.person_id = people.stands_for(person) and a.role in ('coordinator', 'admin')
        and a.from_at <= at and (a.to_at is null or a.to_at > at) and (a.wing is null or a.wing = asked.wing)))
$$;
revoke all on function people.led_all(uuid, uuid, smallint[], timestamptz) from public;
grant execute on function people.led_all(uuid, uuid, smallint[], timestamptz) to {serving};

-- When it was seen that a kit came out in the name of somebody who could: at once where it was let go at once.
alter table campaigns.kit add column stood_at timestamptz;
update campaigns.kit set stood_at = release_at where state <> 'draft' and release_at <= now();
