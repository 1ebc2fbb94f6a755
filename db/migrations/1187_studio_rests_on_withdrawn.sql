-- Whether something that these bytes show, let hear or name is out of use now: for rooms above that show what was made of them, also where the piece was edited since.
create function studio.rests_on_withdrawn(of_piece uuid, of_bytes bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with said as (
    select studio.rests_on(document) as names from studio.piece where id = of_piece and hash = of_bytes
    union all
    select studio.rests_on(document) from studio.happening where piece_id = of_piece and hash = of_bytes and document is not null),
  named as (select distinct what from said cross join lateral unnest(names) as what)
  select exists (select from named join studio.depicted d on d.id::text = what where d.withdrawn_at is not null)
    or exists (
      select from studio.media m left join studio.depicted d on d.media_id = m.id
      where m.file in (select decode(what, 'hex') from named where length(what) = 64) and coalesce(m.withdrawn_at, d.withdrawn_at) is not null)
$$;
revoke all on function studio.rests_on_withdrawn(uuid, bytea) from public;
grant execute on function studio.rests_on_withdrawn(uuid, bytea) to {serving};
