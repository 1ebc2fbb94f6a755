-- How long a clip or voice is, beside what else the library says of files: a scene's part of a clip must lie within it.
drop function studio.media_facts(text[]);
create function studio.media_facts(files text[])
  returns table (file text, kind text, synthetic text, is_withdrawn boolean, is_asked boolean, screen text, media_type text, ms int)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (m.file) encode(m.file, 'hex'), m.kind, m.synthetic,
    -- Brought into several homes: one that was taken out of use takes all of them.
    bool_or(m.withdrawn_at is not null) over (partition by m.file),
    m.shows = 'nobody' or (exists (select from studio.depicted d where d.media_id = m.id)
      and not exists (select from studio.depicted d where d.media_id = m.id and (d.basis = 'unasked' or d.withdrawn_at is not null))),
    encode(m.screen, 'hex'), m.media_type, m.ms
  from studio.media m where m.file in (select decode(one, 'hex') from unnest(files) as one)
  order by m.file, m.made_at
$$;
revoke all on function studio.media_facts(text[]) from public;
grant execute on function studio.media_facts(text[]) to {serving};
