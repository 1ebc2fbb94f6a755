-- The log of a recall stood open for ever for phones on which nobody is signed in any more: a record that gave way to another, a sign-in that was
-- ended or ran out. Such a phone puts away everything of hers at its next contact and can be told of no single kit, so its line says that instead.

-- Of some sign-ins those that are over at a moment, and since when; null where it is so long ago that nothing is kept of it.
create function accounts.ended(sessions uuid[], moment timestamptz) returns table (id uuid, at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.id, least(s.revoked_at, s.expires_at)
  from unnest(sessions) as asked(id) left join accounts.session s on s.id = asked.id
  where s.id is null or s.revoked_at is not null or s.expires_at <= moment
$$;
revoke all on function accounts.ended(uuid[], timestamptz) from public;
grant execute on function accounts.ended(uuid[], timestamptz) to {serving};

drop function campaigns.told_of(uuid);
create function campaigns.told_of(kit uuid, moment timestamptz)
  returns table (phones bigint, told bigint, over bigint, first_at timestamptz, last_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with had as (select c.phone, c.told_at from campaigns.copy c where c.kit_id = kit),
  gone as materialized (select id from accounts.ended((select array_agg(phone) from had where told_at is null), moment))
  select count(*), count(told_at), count(*) filter (where told_at is null and phone in (select id from gone)), min(told_at), max(told_at) from had
$$;
drop function campaigns.recall_log(uuid);
create function campaigns.recall_log(kit uuid, moment timestamptz)
  returns table (phone text, place_lft integer, fetched_at timestamptz, told_at timestamptz, is_over boolean, over_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with gone as materialized (
    select id, at from accounts.ended((select array_agg(c.phone) from campaigns.copy c where c.kit_id = kit and c.told_at is null), moment))
  select left(encode(sha256(convert_to(kit::text || c.phone::text, 'UTF8')), 'hex'), 12), coalesce(seat.lft, c.place_lft), c.at, c.told_at,
    c.told_at is null and gone.id is not null, case when c.told_at is null then gone.at end
  from campaigns.copy c
  left join gone on gone.id = c.phone
  left join places.area seat on seat.level = 'constituency' and seat.lft <= c.place_lft and seat.rgt >= c.place_lft
  where c.kit_id = kit order by c.told_at nulls last, 1
$$;
revoke all on function campaigns.told_of(uuid, timestamptz), campaigns.recall_log(uuid, timestamptz) from public;
grant execute on function campaigns.told_of(uuid, timestamptz), campaigns.recall_log(uuid, timestamptz) to {serving};
