-- The media library and the stories that volunteers send from their booths. What is kept of a picture, clip or voice is what was drawn or packed anew; beside it
-- stands where it came from, by what right, who is shown and whether a machine took part.
create schema if not exists studio;
grant usage on schema studio to {serving};

-- Where whoever acts works in the studio, or looks at what is made there: as scope keys, like access.scope(). Creators and reviewers see no people, so the scope
-- of personal records does not hold for them.
create function studio.field() returns int8multirange
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(range_agg(int8range(access.scope_key(stripe.number::smallint, office.lft), access.scope_key(stripe.number::smallint, office.rgt), '[]')), '{}')
  from people.authority_of(access.actor(), now()) office
  join generate_series(0, 30) stripe (number) on office.wing is null or office.wing = stripe.number
  where office.role in ('creator', 'reviewer', 'coordinator', 'admin', 'auditor')
$$;
-- The same as places alone; those of offices in every wing, where that is asked.
create function studio.field_places(every_wing boolean) returns int4multirange
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(range_agg(int4range(office.lft, office.rgt, '[]')), '{}')
  from people.authority_of(access.actor(), now()) office
  where office.role in ('creator', 'reviewer', 'coordinator', 'admin', 'auditor') and (office.wing is null or not every_wing)
$$;
revoke all on function studio.field(), studio.field_places(boolean) from public;
grant execute on function studio.field(), studio.field_places(boolean) to {serving};

create table studio.media (
  id uuid primary key,
  kind text not null check (kind in ('picture', 'clip', 'voice')),
  -- Never the bytes that were brought: pictures are drawn, clips and voices packed anew without anything that hung on them.
  file bytea not null references platform.file,
  media_type text not null,
  bytes integer not null check (bytes > 0),
  width integer,
  height integer,
  ms integer,
  -- A small picture for lists, and one for a phone's screen; of a clip its first frame, of a voice none.
  thumb bytea references platform.file,
  screen bytea references platform.file,
  -- Difference hash of what one sees: few bits apart, it looks alike.
  likeness bit(64),
  title text not null check (char_length(title) between 3 and 120),
  origin text not null check (origin in ('own', 'booth', 'given', 'public', 'made')),
  origin_words text check (char_length(origin_words) between 3 and 300),
  rights text not null check (rights in ('own', 'permission', 'licence', 'public_domain')),
  rights_words text check (char_length(rights_words) between 3 and 300),
  -- Whether anybody can be recognised in it. A child never: such media are not taken.
  shows text not null check (shows in ('nobody', 'people')),
  synthetic text not null check (synthetic in ('none', 'made', 'altered')),
  tool text check (char_length(tool) between 2 and 120),
  what text check (char_length(what) between 3 and 200),
  -- Who answered for it when it was brought.
  entity_hi text not null,
  entity_en text not null,
  story_id uuid,
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  wing smallint references people.wing,
  withdrawn_at timestamptz,
  withdrawn_why text check (char_length(withdrawn_why) between 3 and 300),
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null,
  check ((kind = 'voice') = (width is null) and (kind = 'picture') = (ms is null)),
  check (rights = 'own' or rights_words is not null),
  check ((synthetic = 'none') = (tool is null) and (synthetic = 'none') = (what is null)),
  check ((withdrawn_at is null) = (withdrawn_why is null)),
  check (place_lft < place_rgt)
);
-- The same bytes stand once in a home.
create unique index media_once on studio.media (file, place_id, coalesce(wing, -1));
create index media_place on studio.media (place_lft, made_at desc);
create index media_synthetic on studio.media (made_at desc) where synthetic <> 'none';
create index media_thumb on studio.media (thumb) where thumb is not null;
create index media_screen on studio.media (screen) where screen is not null;
create index media_made_by on studio.media (made_by) where made_by is not null;

-- Who can be recognised, and by what right she is shown (rule 9 of docs/integrity.md).
create table studio.depicted (
  id uuid primary key,
  media_id uuid not null references studio.media on delete cascade,
  name text not null check (char_length(name) between 2 and 120),
  basis text not null check (basis in ('consent', 'family', 'news', 'public_record', 'unasked')),
  given_by text check (char_length(given_by) between 2 and 120),
  given_on date,
  how text check (how in ('paper', 'recording', 'message', 'spoken')),
  source text check (char_length(source) between 3 and 300),
  withdrawn_at timestamptz,
  withdrawn_why text check (char_length(withdrawn_why) between 3 and 300),
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null,
  check ((basis in ('consent', 'family')) = (given_by is not null and given_on is not null and how is not null)),
  check ((basis in ('news', 'public_record')) = (source is not null)),
  check ((withdrawn_at is null) = (withdrawn_why is null))
);
create index depicted_media on studio.depicted (media_id);
create index depicted_made_by on studio.depicted (made_by) where made_by is not null;

-- What a volunteer sends from her booth: a photo, a clip or a voice with her words.
create table studio.story (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  -- Where she stood when she sent it: the booth that a piece credits.
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null references people.wing,
  scope_key bigint not null generated always as (wing::bigint * 16777216 + place_lft) stored,
  state text not null check (state in ('sent', 'taken', 'declined', 'withdrawn')),
  -- Emptied when she withdraws it or leaves.
  words text check (char_length(words) between 3 and 1000),
  kind text check (kind in ('picture', 'clip', 'voice')),
  file bytea references platform.file,
  thumb bytea references platform.file,
  screen bytea references platform.file,
  media_type text,
  bytes integer,
  width integer,
  height integer,
  ms integer,
  likeness bit(64),
  -- How many people can be recognised; nobody's name. All of them grown up, all of them asked.
  people smallint not null check (people between 0 and 500),
  shown_where text not null check (shown_where in ('everywhere', 'inside')),
  synthetic text not null check (synthetic in ('none', 'made', 'altered')),
  made_at timestamptz not null,
  arrived_at timestamptz not null,
  clock_doubted boolean not null default false,
  answered_by uuid references people.person on delete set null,
  answered_at timestamptz,
  answer text check (char_length(answer) between 3 and 500),
  media_id uuid references studio.media on delete set null,
  check (answered_by <> person_id),
  check ((file is null) = (kind is null)),
  check ((state in ('taken', 'declined')) <= (answered_at is not null)),
  check (state <> 'declined' or answer is not null)
);
alter table studio.media add constraint media_story foreign key (story_id) references studio.story on delete set null;
create index media_story on studio.media (story_id) where story_id is not null;
create index story_person on studio.story (person_id, arrived_at desc);
create index story_waiting on studio.story (place_lft, arrived_at) where state = 'sent';
create index story_file on studio.story (file) where file is not null;
create index story_thumb on studio.story (thumb) where thumb is not null;
create index story_screen on studio.story (screen) where screen is not null;
create index story_media on studio.story (media_id) where media_id is not null;
create index story_answered_by on studio.story (answered_by) where answered_by is not null;

-- Two records of one person become one (people.merge); which stories went along, so that it can be taken back.
create table studio.story_passed_over (
  merge_id uuid not null,
  kind text not null check (kind in ('sent', 'answered', 'media', 'depicted')),
  row_id uuid not null,
  primary key (merge_id, kind, row_id)
);

do $$
declare personal text;
begin
  foreach personal in array array['media', 'depicted', 'story', 'story_passed_over'] loop
    execute format('alter table studio.%I enable row level security', personal);
    execute format('alter table studio.%I force row level security', personal);
    execute format('create policy owner on studio.%I to %I using (true)', personal, current_user);
    execute format('create policy by_the_house on studio.%I to {serving} using ((select access.actor()) is null and (select access.scope_whole()))', personal);
  end loop;
end $$;
-- Seen by whoever works in a studio that its home meets: the state's pictures serve every district. Changed by those whose part holds its home.
create policy met on studio.media for select to {serving} using (
  (wing is null and int4range(place_lft, place_rgt, '[]') && (select studio.field_places(false)))
  or (wing is not null and int8range(access.scope_key(wing, place_lft), access.scope_key(wing, place_rgt), '[]') && (select studio.field())));
create policy kept_within on studio.media for insert to {serving} with check (
  (wing is null and int4range(place_lft, place_rgt, '[]') <@ (select studio.field_places(true)))
  or (wing is not null and int8range(access.scope_key(wing, place_lft), access.scope_key(wing, place_rgt), '[]') <@ (select studio.field())));
create policy changed_within on studio.media for update to {serving} using (
  (wing is null and int4range(place_lft, place_rgt, '[]') <@ (select studio.field_places(true)))
  or (wing is not null and int8range(access.scope_key(wing, place_lft), access.scope_key(wing, place_rgt), '[]') <@ (select studio.field())));
-- What became of her story: its volunteer sees that much of the media made from it, and may withdraw it.
create policy own_story on studio.media for select to {serving} using (
  story_id in (select id from studio.story where person_id = (select access.actor())));
create policy own_story_withdrawn on studio.media for update to {serving} using (
  story_id in (select id from studio.story where person_id = (select access.actor())));
create policy with_media on studio.depicted to {serving} using (exists (select from studio.media where media.id = media_id));
create policy own on studio.story to {serving} using (person_id = (select access.actor()));
create policy in_field on studio.story for select to {serving} using (scope_key <@ (select studio.field()));
create policy answered on studio.story for update to {serving} using (scope_key <@ (select studio.field()));

grant select, insert on studio.media, studio.depicted, studio.story, studio.story_passed_over to {serving};
grant delete on studio.story_passed_over to {serving};
grant update (withdrawn_at, withdrawn_why, made_by) on studio.media to {serving};
grant update (withdrawn_at, withdrawn_why, made_by) on studio.depicted to {serving};
grant update (person_id, state, words, kind, file, thumb, screen, media_type, bytes, width, height, ms, likeness, answered_by, answered_at, answer, media_id) on studio.story to {serving};

-- Home and stories go where their places go; a story keeps the name of the place where she stood.
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on studio.media
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
create trigger stand_right before insert or update of place_id, place_lft on studio.story
  for each row when (access.tree_stands()) execute function places.stand_right('stays');
create function studio.library_follows_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update studio.media w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
  update studio.story s set place_lft = now.lft
  from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where s.place_id = old.id and s.place_lft <> now.lft;
end $$;
create function studio.library_standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.place_id, 'media', count(*) from studio.media m where m.place_id = any (places) and m.withdrawn_at is null group by 1
$$;
create function studio.library_written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.place_id, 'stories', count(*) from studio.story s where s.place_id = any (places) group by 1
$$;
create function studio.library_in_wings() returns table (wing smallint, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.wing, 'media', count(*) from studio.media m where m.wing is not null and m.withdrawn_at is null group by 1
$$;
revoke all on function studio.library_follows_tree(uuid, timestamptz), studio.library_standing_at(uuid[]), studio.library_written_at(uuid[]), studio.library_in_wings() from public;
grant execute on function studio.library_follows_tree(uuid, timestamptz), studio.library_standing_at(uuid[]), studio.library_written_at(uuid[]), studio.library_in_wings() to {serving};
insert into places.follower (room, follow, standing, written)
values ('studio_library', 'studio.library_follows_tree', 'studio.library_standing_at', 'studio.library_written_at');
insert into people.wing_user values ('studio_library', 'studio.library_in_wings');
