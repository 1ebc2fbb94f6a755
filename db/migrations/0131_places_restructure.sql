-- Restructures: dated splits, merges, moves and renames. A place that ends stays, so that what was written about it keeps its name and old
-- addresses answer; it has an heir, which is never an ended place itself.
alter table places.place
  add column begun_on date,
  add column ended_on date,
  add column heir_id uuid references places.place deferrable initially deferred,
  add constraint place_ended_has_heir check ((ended_on is null) = (heir_id is null) and heir_id <> id);
-- What stands is counted from an index alone.
drop index places.place_level;
create index place_level on places.place (level, lft) include (rgt) where ended_on is null;
drop index places.place_area;
create index place_area on places.place (lft) where level <> 'booth' and ended_on is null;
create index place_heir on places.place (heir_id) where heir_id is not null;

-- Ended places are numbered behind the whole tree: no interval of a standing place holds them. Views that list places leave them out;
-- places.tree names places by id, ended ones too.
create or replace view places.area with (security_invoker = true) as
  select id, parent_id, level, lft, rgt, depth, code, name_hi, name_en, lat, lon
  from places.place where level <> 'booth' and ended_on is null;
create or replace view places.booth with (security_invoker = true) as
  select id, parent_id, lft, code, name_hi, name_en,
    case when coord_quality in ('inside', 'near', 'repaired') then lat end as lat,
    case when coord_quality in ('inside', 'near', 'repaired') then lon end as lon
  from places.place where level = 'booth' and ended_on is null;
create or replace view places.tree with (security_invoker = true) as
  select id, parent_id, level, lft, rgt, depth, code, name_hi, name_en, ended_on, heir_id from places.place;

-- A plan: lines as somebody wrote them. What they mean is worked out anew each time, from the places as they then are.
create table places.restructure (
  id uuid primary key,
  name text not null check (char_length(name) <= 200),
  state text not null check (state in ('planned', 'applied', 'discarded')),
  made_at timestamptz not null,
  applied_at timestamptz,
  -- What it did, counted.
  counts jsonb not null default '{}',
  check ((state = 'applied') = (applied_at is not null))
);
create index restructure_made on places.restructure (made_at desc, id);
create table places.restructure_line (
  restructure_id uuid not null references places.restructure on delete cascade,
  line integer not null,
  given jsonb not null,
  primary key (restructure_id, line)
);

-- What became of places. merge, close: place_id ended, other_id took over. new, split: place_id began, other_id is the place it was part of.
create table places.change (
  id bigint generated always as identity primary key,
  -- Null: a person corrected a booth's name.
  restructure_id uuid references places.restructure,
  line integer,
  kind text not null check (kind in ('new', 'split', 'merge', 'move', 'rename', 'close')),
  place_id uuid not null references places.place deferrable initially deferred,
  other_id uuid references places.place deferrable initially deferred,
  -- Of a split: whoever stood at the old place went to the new one.
  hands_over boolean not null default false,
  on_date date not null,
  -- Names, number and parent, as far as they changed.
  was jsonb not null default '{}',
  became jsonb not null default '{}'
);
create index change_place on places.change (place_id, on_date);
create index change_other on places.change (other_id, on_date) where other_id is not null;
create index change_restructure on places.change (restructure_id) where restructure_id is not null;

grant select, insert, update, delete on places.restructure, places.restructure_line to {serving};
-- History is only written on.
grant select, insert on places.change to {serving};

-- Where everything that stood at a place stands after a restructure.
create function places.now_at(restructure uuid) returns table (was uuid, id uuid, lft integer, rgt integer)
  language sql stable rows 50000 as $$
  select old.id, now.id, now.lft, now.rgt
  from places.place old
  left join places.change c on c.restructure_id = restructure and c.kind = 'split' and c.hands_over and c.other_id = old.id
  left join places.place part on part.id = c.place_id
  join places.place now on now.id = coalesce(part.heir_id, part.id, old.heir_id, old.id)
$$;

-- Which places hand over whatever stands at them.
create view places.handover with (security_invoker = true) as
  select c.restructure_id, p.id as from_id, p.heir_id as to_id
  from places.change c join places.place p on p.id = c.place_id where c.kind in ('merge', 'close') and c.restructure_id is not null
  union all
  select c.restructure_id, c.other_id, coalesce(p.heir_id, p.id)
  from places.change c join places.place p on p.id = c.place_id
  join places.place old on old.id = c.other_id and old.ended_on is null
  where c.kind = 'split' and c.hands_over;
grant select on places.handover to {serving};

-- A trigger for whatever table carries a place and its number: whoever wrote the row may have read the number before a restructure and
-- commits after it. It waits for the restructure and then writes the number of now. Arguments: 'moves' (the row goes to the heir) or 'stays'
-- (it keeps the ended place's name and stands where the heir stands); 'span' where the table has place_rgt too.
create function places.stand_right() returns trigger language plpgsql as $$
declare here record;
begin
  if new.place_id is null then return new; end if;
  perform access.hold_tree();
  select now.id, now.lft, now.rgt into here
  from places.place said join places.place now on now.id = coalesce(said.heir_id, said.id) where said.id = new.place_id;
  if not found then return new; end if;
  new.place_lft := here.lft;
  if tg_argv[0] = 'moves' then new.place_id := here.id; end if;
  if tg_nargs > 1 then new.place_rgt := here.rgt; end if;
  return new;
end $$;
-- The same for rows that stand at the whole state and name no place.
create function places.stand_at_state() returns trigger language plpgsql as $$
begin
  perform access.hold_tree();
  new.place_lft := coalesce((select lft from places.place where level = 'state' order by lft limit 1), new.place_lft);
  return new;
end $$;

-- Rooms whose rows carry the numbers register how they follow, by their migrations; this room reads none of their tables.
create table places.follower (
  room text primary key,
  -- (restructure uuid, at timestamptz) returns void: moves and renumbers the room's rows.
  follow text not null check (follow ~ '^[a-z]+\.[a-z_]+$'),
  -- (places uuid[]) returns table (place_id uuid, what text, n bigint): what stands at places, counted.
  standing text not null check (standing ~ '^[a-z]+\.[a-z_]+$')
);
grant select on places.follower to {serving};

create function places.follow(restructure uuid, at timestamptz) returns void language plpgsql as $$
declare each record;
begin
  -- Alone, whoever calls.
  perform access.take_tree(), set_config('karyakarta.tree_moves', 'on', true);
  for each in select follow from places.follower order by room loop
    execute format('select %s($1, $2)', each.follow::regproc) using restructure, at;
  end loop;
  perform set_config('karyakarta.tree_moves', '', true);
end $$;
create function places.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint) language plpgsql stable as $$
declare each record;
begin
  for each in select standing from places.follower order by room loop
    return query execute format('select * from %s($1)', each.standing::regproc) using places;
  end loop;
end $$;
