-- Files by their contents: the bytes lie in the edition's own store (disk or bucket), this row says that the edition has them.
-- A hash that is only in the other edition's store has no row here and does not open.
create table platform.file (
  sha256 bytea primary key check (length(sha256) = 32),
  bytes bigint not null check (bytes > 0),
  kind text not null check (kind in ('jpeg', 'png', 'webp', 'pdf', 'csv', 'xlsx', 'mp3', 'ogg', 'mp4')),
  stored_at timestamptz not null
);
grant select, insert, delete on platform.file to {serving};
