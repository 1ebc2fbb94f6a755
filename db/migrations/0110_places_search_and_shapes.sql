-- Finding places by name in either script, near a phone, and drawing them.

create extension if not exists pg_trgm;

-- Folded by engines/matching (foldName), never shown, only compared. A changed fold rebuilds all three.
-- The words of a place's own names in both scripts; then those of what it lies in, which tell two Rampuras apart.
alter table places.place add column search_words text[] not null default '{}';
alter table places.place add column context_words text[] not null default '{}';
create index place_search on places.place using gin (search_words);

-- Every word of those names once. A misspelt word is looked up by trigrams among some 25,000 words, not among all places.
create table places.search_word (
  word text primary key,
  -- in how many places it stands
  uses integer not null check (uses > 0)
);
create index search_word_alike on places.search_word using gin (word gin_trgm_ops);
grant select, insert, update, delete on places.search_word to {serving};

-- Where a booth is drawn on the state's one canvas; null when its coordinate is known to be wrong.
alter table places.place add column map_x smallint;
alter table places.place add column map_y smallint;

create index place_nearby on places.place (lat, lon) where level = 'booth' and coord_quality in ('inside', 'near', 'repaired');

-- Ready-made SVG path data on the same canvas, so that nothing is projected in a browser.
create table places.shape (
  place_id uuid primary key references places.place on delete cascade,
  path text not null check (path <> ''),
  left_x smallint not null,
  top_y smallint not null,
  right_x smallint not null,
  bottom_y smallint not null,
  label_x smallint not null,
  label_y smallint not null,
  -- Drawn from booth points because no exact boundary is known.
  approximate boolean not null default false,
  check (left_x < right_x and top_y < bottom_y)
);
grant select, insert, update, delete on places.shape to {serving};
