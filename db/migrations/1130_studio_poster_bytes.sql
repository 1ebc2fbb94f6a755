-- How large the picture is that stands for a public piece, for feeds that name it (rooms above join with this; nothing for what is not public).
create function studio.poster_bytes(piece uuid, in_language text) returns bigint language sql stable as $$
  select f.bytes from studio.publication p
  join platform.file f on f.sha256 = decode(p.files -> ('poster-' || in_language) ->> 'file', 'hex')
  where p.piece_id = piece and p.withdrawn_at is null
$$;
