-- What the programme's public feed said about schemes, as any citizen reads it (docs/formats/scheme-feed.md): facts by key and version, never a table of the programme's.
create table studio.scheme_fact (
  key text not null check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(key) <= 80),
  version integer not null check (version > 0),
  hash bytea not null check (octet_length(hash) = 32),
  -- The scheme as the feed said it.
  fact jsonb not null,
  first_read_at timestamptz not null,
  last_read_at timestamptz not null,
  -- Other words under the same version: the feed promises that there are none.
  altered_at timestamptz,
  -- Since when the feed no longer has it; of the latest version alone.
  gone_at timestamptz,
  primary key (key, version)
);
-- When somebody asked the feed, and what came of it.
create table studio.scheme_reading (
  id uuid primary key,
  at timestamptz not null,
  outcome text not null check (outcome in ('read', 'unchanged', 'refused', 'away')),
  -- Of a feed that was refused, why and where; of one that was away, how.
  fault text check (char_length(fault) <= 300),
  schemes integer,
  -- By which the next asking may be answered "unchanged"; with the address it belongs to.
  address text not null check (char_length(address) <= 500),
  etag text check (char_length(etag) <= 200)
);
create index scheme_reading_at on studio.scheme_reading (at desc);
grant select, insert, update on studio.scheme_fact to {serving};
grant select, insert, delete on studio.scheme_reading to {serving};
-- Which pieces speak of a scheme.
create index piece_scheme on studio.piece ((document -> 'scheme' ->> 'key')) where jsonb_typeof(document -> 'scheme') = 'object';
