-- A scheduled kit comes out by the clock (decision 0034), also while nobody delivers the event that its bytes are approved no more. So whoever asks for it in
-- that hour learns here what became of them (decision 0047), by moments that do not change afterwards.

-- Why bytes that stood approved in one moment did no more in a later one; null: they did. A medium or consent that was withdrawn counts before its pieces
-- are made drafts of; what was approved and is retired stays what it was, so it is told apart.
create function studio.why_void(of_piece uuid, of_bytes bytea, since timestamptz, until timestamptz) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when exists (select from studio.piece p where p.id = of_piece and p.retired_at <= until) then 'piece_retired'
    when exists (select from studio.approval a where a.piece_id = of_piece and a.hash = of_bytes and a.voided_at between since and until)
      or exists (select from studio.piece p join studio.media m on m.file in (select decode(f, 'hex') from unnest(studio.files_of(p.document)) as f)
        left join studio.depicted d on d.media_id = m.id
        where p.id = of_piece and p.hash = of_bytes and least(m.withdrawn_at, d.withdrawn_at) <= until)
      or exists (select from studio.piece p join studio.depicted d on d.id::text = any (studio.rests_on(p.document))
        where p.id = of_piece and p.hash = of_bytes and d.withdrawn_at <= until)
    then 'approval_voided' end
$$;
revoke all on function studio.why_void(uuid, bytea, timestamptz, timestamptz) from public;
grant execute on function studio.why_void(uuid, bytea, timestamptz, timestamptz) to {serving};
