-- What a short code leads to, for anybody who types it (credentials/domain/shortCode.ts): what the badge's own pass says. The code itself cannot be
-- guessed: it holds a keyed mark besides the serial.
create function credentials.badge_of_code(which bigint)
  returns table (award integer, revoked boolean, earned_at timestamptz, expires_at timestamptz, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select badge.award, badge.revoked_at is not null or named.id is null, badge.earned_at, badge.expires_at, named.name_hi
  from credentials.badge left join people.named on named.id = badge.person_id
  where badge.serial = which
$$;
revoke all on function credentials.badge_of_code(bigint) from public;
grant execute on function credentials.badge_of_code(bigint) to {serving};
