-- What the library knows of files. The same bytes may have been brought into several homes, and described differently: the strictest word holds, of a machine's part as
-- of those shown, so that nobody frees a file by bringing it somewhere else first.
create or replace function studio.media_facts(files text[])
  returns table (file text, kind text, synthetic text, is_withdrawn boolean, is_asked boolean, screen text, media_type text, ms int)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (m.file) encode(m.file, 'hex'), m.kind,
    case when bool_or(m.synthetic = 'made') over same then 'made' when bool_or(m.synthetic = 'altered') over same then 'altered' else 'none' end,
    bool_or(m.withdrawn_at is not null) over same,
    bool_and(m.shows = 'nobody' or (exists (select from studio.depicted d where d.media_id = m.id)
      and not exists (select from studio.depicted d where d.media_id = m.id and (d.basis = 'unasked' or d.withdrawn_at is not null)))) over same,
    encode(m.screen, 'hex'), m.media_type, m.ms
  from studio.media m where m.file in (select decode(one, 'hex') from unnest(files) as one)
  window same as (partition by m.file)
  order by m.file, m.made_at
$$;

-- Whoever retires a wing is told of its pieces too.
create function studio.in_wings() returns table (wing smallint, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.wing, 'pieces', count(*) from studio.piece p where p.wing is not null and p.state <> 'retired' group by 1
$$;
revoke all on function studio.in_wings() from public;
grant execute on function studio.in_wings() to {serving};
insert into people.wing_user values ('studio', 'studio.in_wings');
