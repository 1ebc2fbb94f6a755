-- Short links and what was counted of them. Nothing here is about a person: a link belongs to what it was made for, in a place and a wing.
create schema links;
grant usage on schema links to {serving};

create table links.link (
  -- Seven signs without look-alikes and without vowels: readable aloud, and no word comes out.
  code text collate "C" primary key check (code ~ '^[2-9b-df-hj-kmnp-tv-xz]{7}$'),
  -- What it was made for: the kind, as its room calls it (campaigns.kit), and its id there.
  owner text not null check (owner ~ '^[a-z]+\.[a-zA-Z]+$'),
  owner_id uuid not null,
  -- Whose volunteers hand it on: a place, and one wing of it or all. Both null: nobody's in particular.
  place_id uuid references places.place,
  wing smallint,
  -- A path of this house, or an https address.
  target text not null check (char_length(target) <= 2000 and (target like '/%' or target like 'https://%')),
  made_at timestamptz not null,
  -- From then on it shows a notice instead.
  ended_at timestamptz,
  ended_because text check (ended_because in ('recalled', 'expired')),
  -- Of what the notice speaks, and where what is right stands.
  title_hi text check (char_length(title_hi) <= 200),
  title_en text check (char_length(title_en) <= 200),
  correction text check (char_length(correction) <= 2000 and (correction like '/%' or correction like 'https://%')),
  check ((ended_at is null) = (ended_because is null)),
  check (wing is null or place_id is not null)
);
create unique index link_cell on links.link (owner_id, owner, md5(target), place_id, wing) nulls not distinct;
create index link_place on links.link (place_id);
grant select, insert on links.link to {serving};
grant update (ended_at, ended_because, title_hi, title_en, correction) on links.link to {serving};

-- human: somebody opened it; again: the same visitor within minutes; told: somebody met the notice; preview, bot: machines; joined: somebody who
-- came by it joined and proved her phone.
create table links.click (
  code text collate "C" not null references links.link,
  -- Beginning of the hour, as India's clocks show hours.
  hour timestamptz not null,
  kind text not null check (kind in ('human', 'again', 'told', 'preview', 'bot', 'joined')),
  clicks integer not null check (clicks > 0),
  primary key (code, hour, kind)
) with (fillfactor = 70);
grant select, insert on links.click to {serving};
grant update (clicks) on links.click to {serving};

-- The same without hours, written by the same statement: a kit's page reads a row a link and kind, however long it runs.
create table links.total (
  code text collate "C" not null references links.link,
  kind text not null check (kind in ('human', 'again', 'told', 'preview', 'bot', 'joined')),
  clicks bigint not null check (clicks > 0),
  primary key (code, kind)
) with (fillfactor = 70);
grant select, insert on links.total to {serving};
grant update (clicks) on links.total to {serving};

-- What tells a reload from another visitor. UNLOGGED: it is in no write-ahead log, no replica and no backup, and a crashed server forgets it.
-- No address is kept: a digest under a salt of the day, which is deleted when the day is over; then nothing leads back to anybody.
create unlogged table links.salt (day date primary key, salt bytea not null);
create unlogged table links.visitor (
  code text collate "C" not null,
  digest bytea not null,
  at timestamptz not null,
  primary key (code, digest)
);
create index visitor_at on links.visitor (at);
-- How often one address came in its last minutes, and how often with a code that does not exist.
create unlogged table links.caller (
  digest bytea primary key,
  began timestamptz not null,
  opened integer not null,
  missed integer not null,
  missing_since timestamptz not null
);
create index caller_began on links.caller (began);
grant select, insert, update, delete on links.salt, links.visitor, links.caller to {serving};
