-- Campaigns and the kits that volunteers share from. What a campaign says is everybody's who is somebody here; who asked for a kit, who was offered an
-- idea and who shared is her own and nobody else's: whoever leads reads counts alone, from functions that know no person.
create schema campaigns;
grant usage on schema campaigns to {serving};

create table campaigns.campaign (
  id uuid primary key,
  kind text not null check (kind in ('scheme', 'idea', 'tribute', 'answer')),
  name_hi text not null check (char_length(name_hi) between 3 and 120),
  name_en text not null check (char_length(name_en) between 3 and 120),
  aim_hi text not null check (char_length(aim_hi) between 3 and 600),
  aim_en text not null check (char_length(aim_en) between 3 and 600),
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  -- Empty: every wing.
  wings smallint[] not null default '{}',
  languages text[] not null check (languages <@ '{hi,en}' and cardinality(languages) > 0),
  starts_on date not null,
  ends_on date not null,
  -- Where the kits' short links lead.
  target text not null check (char_length(target) between 1 and 400),
  -- What an answer rests on: [{ address, readOn }].
  sources jsonb not null default '[]',
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null,
  version integer not null default 1,
  check (ends_on >= starts_on),
  check (kind <> 'answer' or jsonb_array_length(sources) > 0)
);
create index campaign_days on campaigns.campaign (ends_on, starts_on);
create index campaign_maker on campaigns.campaign (made_by) where made_by is not null;

-- A kit holds on to the bytes of its piece that were approved. Whether it is scheduled, released or expired is told by its moments and the clock
-- (domain/kit.ts); only what somebody decided is written down.
create table campaigns.kit (
  id uuid primary key,
  campaign_id uuid not null references campaigns.campaign,
  piece_id uuid not null,
  piece_hash bytea not null check (octet_length(piece_hash) = 32),
  title_hi text not null,
  title_en text not null,
  prompt_hi text not null check (char_length(prompt_hi) between 3 and 200),
  prompt_en text not null check (char_length(prompt_en) between 3 and 200),
  -- Made or altered by a machine, as its piece says: the caption names the responsible entity then.
  synthetic boolean not null,
  state text not null default 'draft' check (state in ('draft', 'let_go', 'recalled')),
  version integer not null default 1,
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null,
  let_go_by uuid references people.person on delete set null,
  let_go_at timestamptz,
  release_at timestamptz,
  expires_at timestamptz,
  -- How far it went as whoever let it go was shown.
  reach jsonb,
  -- The approval of its bytes was voided before it came out: it waits for a new decision.
  held_at timestamptz,
  held_why text check (held_why in ('approval_voided', 'piece_retired')),
  -- Its piece was changed or retired after it came out: said to whoever leads it.
  piece_changed_at timestamptz,
  recalled_at timestamptz,
  recalled_by uuid references people.person on delete set null,
  recalled_why text check (char_length(recalled_why) between 3 and 300),
  -- Its end, by whichever way, has been carried out: links, stories and posts.
  wound_up_at timestamptz,
  check ((state = 'draft') = (let_go_at is null) and (let_go_at is null) = (release_at is null) and (release_at is null) = (expires_at is null)),
  check (expires_at > release_at),
  check ((state = 'recalled') = (recalled_at is not null) and (recalled_at is null) = (recalled_why is null))
);
create index kit_campaign on campaigns.kit (campaign_id);
create index kit_out on campaigns.kit (expires_at, release_at) where state = 'let_go';
create index kit_piece on campaigns.kit (piece_id);
create index kit_to_wind_up on campaigns.kit (expires_at) where wound_up_at is null and state <> 'draft';

-- A ready caption is an idea, offered to so many people at most and then retired: the database itself keeps the bound.
create table campaigns.caption (
  id uuid primary key,
  kit_id uuid not null references campaigns.kit on delete cascade,
  position smallint not null,
  language text not null check (language in ('hi', 'en')),
  words text not null check (char_length(words) between 3 and 600),
  -- What it says is a fact: then where that was read, and when.
  source_address text check (char_length(source_address) <= 400),
  source_on date,
  offered integer not null default 0,
  most integer not null check (most between 1 and 50),
  check (offered between 0 and most),
  check ((source_address is null) = (source_on is null))
);
create index caption_kit on campaigns.caption (kit_id, language, offered, position);

-- Who was offered which idea: so that she sees the same again and it counts once.
create table campaigns.offer (
  caption_id uuid not null references campaigns.caption on delete cascade,
  kit_id uuid not null,
  person_id uuid not null references people.person on delete cascade,
  at timestamptz not null,
  primary key (caption_id, person_id)
);
create index offer_person on campaigns.offer (person_id, kit_id);

-- Which phones hold a kit, and when each was told that it is over: what proves that a recall arrived.
create table campaigns.copy (
  kit_id uuid not null references campaigns.kit on delete cascade,
  person_id uuid not null references people.person on delete cascade,
  -- The session of the phone that fetched it.
  phone uuid not null,
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null,
  at timestamptz not null,
  told_at timestamptz,
  primary key (kit_id, person_id, phone)
);
create index copy_person on campaigns.copy (person_id);

-- What she says of her own sharing, step by step; her own, and counted in cells alone.
create table campaigns.share (
  id uuid primary key,
  kit_id uuid not null references campaigns.kit on delete cascade,
  person_id uuid not null references people.person on delete cascade,
  place_id uuid not null references places.place,
  place_lft integer not null,
  wing smallint not null,
  step text not null check (step in ('opened', 'completed', 'reported')),
  -- As her phone made it: the sheet with files, the sheet with words, a download, a link to WhatsApp.
  way text not null check (way in ('files_and_words', 'files_only', 'words_only', 'download')),
  language text not null check (language in ('hi', 'en')),
  -- Where she says that it stands.
  address text check (char_length(address) <= 400),
  made_at timestamptz not null,
  arrived_at timestamptz not null,
  check ((step = 'reported') = (address is not null))
);
create index share_kit on campaigns.share (kit_id, step, person_id);
create index share_person on campaigns.share (person_id);

do $$
declare named text;
begin
  foreach named in array array['campaign', 'kit', 'caption'] loop
    execute format('alter table campaigns.%I enable row level security', named);
    execute format('alter table campaigns.%I force row level security', named);
    execute format('create policy somebody on campaigns.%I to {serving} using ((select access.actor()) is not null or (select access.scope_whole()))', named);
    execute format('create policy owner on campaigns.%I to %I using (true)', named, current_user);
    execute format('grant select, insert, update on campaigns.%I to {serving}', named);
  end loop;
  foreach named in array array['offer', 'copy', 'share'] loop
    execute format('alter table campaigns.%I enable row level security', named);
    execute format('alter table campaigns.%I force row level security', named);
    execute format('create policy own on campaigns.%I for select to {serving} using (person_id = (select access.actor())
      or person_id in (select gone.person_id from people.merged_with(array[(select access.actor())]) gone))', named);
    execute format('create policy own_new on campaigns.%I for insert to {serving} with check (person_id = (select access.actor()))', named);
    execute format('create policy owner on campaigns.%I to %I using (true)', named, current_user);
    execute format('grant select, insert on campaigns.%I to {serving}', named);
  end loop;
end $$;
-- Captions of a draft are written anew as a whole.
grant delete on campaigns.caption to {serving};
create policy own_told on campaigns.copy for update to {serving} using (person_id = (select access.actor())
  or person_id in (select gone.person_id from people.merged_with(array[(select access.actor())]) gone));
grant update (told_at) on campaigns.copy to {serving};
grant update (at) on campaigns.copy to {serving};

-- What was let go says what it said: its bytes, words and audience never change again, nor do its captions.
create function campaigns.keep_let_go() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.campaign_id, new.piece_id, new.piece_hash, new.prompt_hi, new.prompt_en) is distinct from
    (old.campaign_id, old.piece_id, old.piece_hash, old.prompt_hi, old.prompt_en) then
    raise exception 'a kit that was let go stays as it is' using errcode = 'integrity_constraint_violation';
  end if;
  if old.state = 'recalled' and new.state <> 'recalled' then
    raise exception 'what was recalled stays recalled' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger keep_let_go before update on campaigns.kit for each row execute function campaigns.keep_let_go();
create function campaigns.keep_captions() returns trigger language plpgsql as $$
begin
  if exists (select from campaigns.kit k where k.id = old.kit_id and k.state <> 'draft') then
    raise exception 'captions of a kit that was let go stay' using errcode = 'integrity_constraint_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_captions before delete or update of words, language, most, source_address, source_on on campaigns.caption
  for each row execute function campaigns.keep_captions();

-- Counts of a kit in cells of constituency and wing, of people and never of posts; asked for by verbs that know who may, and suppressed by them.
create function campaigns.shared_in_cells(kits uuid[]) returns table (kit_id uuid, place_lft integer, wing smallint, step text, people bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.kit_id, coalesce(seat.lft, s.place_lft), s.wing, s.step, count(distinct s.person_id)
  from campaigns.share s
  left join places.area seat on seat.level = 'constituency' and seat.lft <= s.place_lft and seat.rgt >= s.place_lft
  where s.kit_id = any (kits) group by 1, 2, 3, 4
$$;
-- How many phones hold a kit, and how many were told of its end, when the first and the last.
create function campaigns.told_of(kit uuid) returns table (phones bigint, told bigint, first_at timestamptz, last_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*), count(c.told_at), min(c.told_at), max(c.told_at) from campaigns.copy c where c.kit_id = kit
$$;
-- The proof, phone by phone, without a name: a digest of the phone's session, the constituency, and when it was told.
create function campaigns.recall_log(kit uuid) returns table (phone text, place_lft integer, fetched_at timestamptz, told_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select left(encode(sha256(convert_to(kit::text || c.phone::text, 'UTF8')), 'hex'), 12), coalesce(seat.lft, c.place_lft), c.at, c.told_at
  from campaigns.copy c
  left join places.area seat on seat.level = 'constituency' and seat.lft <= c.place_lft and seat.rgt >= c.place_lft
  where c.kit_id = kit order by c.told_at nulls last, 1
$$;
-- Whom a correction must reach: exactly those whose phones fetched it. For the house's own hand.
create function campaigns.had_kit(kit uuid) returns table (person_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct c.person_id from campaigns.copy c where c.kit_id = kit and (select access.actor()) is null and (select access.scope_whole())
$$;
-- Whoever leaves takes along what she shared and was offered; that an idea was offered stays counted.
create function campaigns.forget(person uuid) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with o as (delete from campaigns.offer where person_id = person and (select access.actor()) is null and (select access.scope_whole()) returning 1),
    c as (delete from campaigns.copy where person_id = person and (select access.actor()) is null and (select access.scope_whole()) returning 1),
    s as (delete from campaigns.share where person_id = person and (select access.actor()) is null and (select access.scope_whole()) returning 1)
  select (select count(*) from o) + (select count(*) from c) + (select count(*) from s)
$$;
revoke all on function campaigns.shared_in_cells(uuid[]), campaigns.told_of(uuid), campaigns.recall_log(uuid), campaigns.had_kit(uuid), campaigns.forget(uuid) from public;
grant execute on function campaigns.shared_in_cells(uuid[]), campaigns.told_of(uuid), campaigns.recall_log(uuid), campaigns.had_kit(uuid), campaigns.forget(uuid) to {serving};

-- Everything goes where its place goes; what somebody fetched or shared keeps the name of the place where she stood.
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on campaigns.campaign
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
create trigger stand_right before insert or update of place_id, place_lft on campaigns.copy
  for each row when (access.tree_stands()) execute function places.stand_right('stays');
create trigger stand_right before insert or update of place_id, place_lft on campaigns.share
  for each row when (access.tree_stands()) execute function places.stand_right('stays');
create function campaigns.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update campaigns.campaign w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
  update campaigns.copy r set place_lft = now.lft from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where r.place_id = old.id and r.place_lft <> now.lft;
  update campaigns.share r set place_lft = now.lft from places.tree old join places.tree now on now.id = coalesce(old.heir_id, old.id)
  where r.place_id = old.id and r.place_lft <> now.lft;
end $$;
create function campaigns.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.place_id, 'campaigns', count(*) from campaigns.campaign c where c.place_id = any (places) and c.ends_on >= current_date group by 1
$$;
create function campaigns.in_wings() returns table (wing smallint, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w, 'campaigns', count(*) from campaigns.campaign c cross join unnest(c.wings) w where c.ends_on >= current_date group by 1
$$;
revoke all on function campaigns.follow_tree(uuid, timestamptz), campaigns.standing_at(uuid[]), campaigns.in_wings() from public;
grant execute on function campaigns.follow_tree(uuid, timestamptz), campaigns.standing_at(uuid[]), campaigns.in_wings() to {serving};
insert into places.follower (room, follow, standing) values ('campaigns', 'campaigns.follow_tree', 'campaigns.standing_at');
insert into people.wing_user values ('campaigns', 'campaigns.in_wings');
