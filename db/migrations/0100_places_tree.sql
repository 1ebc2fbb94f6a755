-- The organising tree. lft/rgt are nested-set numbers: a place lies under another when its lft lies between the other's lft and rgt.
create schema places;
grant usage on schema places to {serving};

create table places.place (
  id uuid primary key,
  parent_id uuid references places.place deferrable initially deferred,
  level text not null check (level in ('state', 'district', 'constituency', 'block', 'sector', 'booth')),
  lft integer not null,
  rgt integer not null,
  depth smallint not null check (depth >= 0),
  name_en text not null check (char_length(name_en) between 1 and 300),
  name_hi text not null check (char_length(name_hi) between 1 and 300),
  -- True while the Hindi name is our rule's work and no person has looked at it.
  name_hi_derived boolean not null default false,
  -- The election commission's number: of the constituency in the state, of the booth in its constituency.
  code integer,
  lgd_code integer,
  -- Official facts that are not the organising tree: parliamentary constituency, official districts, electors.
  attributes jsonb not null default '{}',
  lat double precision check (lat between -90 and 90),
  lon double precision check (lon between -180 and 180),
  coord_quality text,
  check (lft < rgt),
  check ((parent_id is null) = (level = 'state'))
);
create unique index place_lft on places.place (lft);
create index place_level on places.place (level, lft) include (rgt);
create index place_parent on places.place (parent_id, lft);
grant select, insert, update, delete on places.place to {serving};
