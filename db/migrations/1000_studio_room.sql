-- The studio: pieces, each one scene document (docs/formats/scene-document.md), every edit of it as data, and who approved which bytes.
create schema studio;
grant usage on schema studio to {serving};

create table studio.piece (
  id uuid primary key,
  kind text not null check (kind in ('scheme', 'answer', 'idea', 'tribute')),
  -- The document's own title, for lists.
  title_hi text not null check (char_length(title_hi) <= 160),
  title_en text not null check (char_length(title_en) <= 160),
  document jsonb not null,
  -- The content hash of the format: what approvals bind.
  hash bytea not null check (octet_length(hash) = 32),
  -- The number of its last edit.
  version integer not null default 0 check (version >= 0),
  state text not null default 'draft' check (state in ('draft', 'in_review', 'approved', 'retired')),
  -- Something in it was made or changed by a machine.
  synthetic boolean not null default false,
  -- The part of the tree and the wing whose creators make it; null: every wing.
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  wing smallint references people.wing,
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  sent_at timestamptz,
  approved_at timestamptz,
  retired_at timestamptz,
  check (place_lft < place_rgt),
  check (state <> 'in_review' or sent_at is not null),
  check (state <> 'approved' or approved_at is not null),
  check ((state = 'retired') = (retired_at is not null))
);
create index piece_place on studio.piece (place_lft, place_rgt);
create index piece_changed on studio.piece (changed_at desc, id);
create index piece_made_by on studio.piece (made_by) where made_by is not null;

-- An edit that was carried out: `{ at, was, now }`. Replayed in their order on what was begun, they give the document. Append-only.
create table studio.edit (
  piece_id uuid not null references studio.piece on delete cascade,
  -- From 1; the piece's version after it.
  seq integer not null check (seq > 0),
  edit jsonb not null,
  by_person uuid references people.person on delete set null,
  at timestamptz not null,
  -- The batch with which it came (platform.command).
  command_id uuid not null,
  primary key (piece_id, seq)
);
create index edit_by on studio.edit (by_person, piece_id) where by_person is not null;

-- What else happened to a piece. What stood there then is kept where somebody else was about to read it.
create table studio.happening (
  id uuid primary key,
  -- In which order things happened, also within one moment.
  nth bigint not null generated always as identity,
  piece_id uuid not null references studio.piece on delete cascade,
  what text not null check (what in ('begun', 'sent', 'sent_back', 'signed', 'approved', 'voided', 'retired')),
  version integer not null,
  hash bytea not null,
  document jsonb,
  words text check (char_length(words) between 3 and 500),
  by_person uuid references people.person on delete set null,
  at timestamptz not null
);
create index happening_piece on studio.happening (piece_id, nth);
create index happening_by on studio.happening (by_person) where by_person is not null;

-- One of two signatures under exact bytes. It is never taken away, only void.
create table studio.approval (
  id uuid primary key,
  piece_id uuid not null references studio.piece on delete cascade,
  hash bytea not null check (octet_length(hash) = 32),
  by_person uuid references people.person on delete set null,
  -- What she says she has looked at; all of it, or she does not sign.
  checked text[] not null check (checked @> '{sources,rights,depicted,synthetic,tone}'),
  at timestamptz not null,
  voided_at timestamptz
);
create unique index approval_standing on studio.approval (piece_id, by_person) where voided_at is null;
create index approval_by on studio.approval (by_person) where by_person is not null;

create table studio.comment (
  id uuid primary key,
  piece_id uuid not null references studio.piece on delete cascade,
  -- Of the document; null: the whole piece.
  scene text check (scene ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  words text not null check (char_length(words) between 1 and 1000),
  version integer not null,
  by_person uuid references people.person on delete set null,
  at timestamptz not null,
  resolved_by uuid references people.person on delete set null,
  resolved_at timestamptz,
  check (resolved_by is null or resolved_at is not null)
);
create index comment_piece on studio.comment (piece_id, at);
create index comment_by on studio.comment (by_person) where by_person is not null;
create index comment_resolved_by on studio.comment (resolved_by) where resolved_by is not null;

-- How the organisation looks, by content (engines/scenes, brandKit). What pieces already name stays; the one chosen last is the present one.
create table studio.brand_kit (
  hash bytea primary key check (octet_length(hash) = 32),
  kit jsonb not null,
  chosen_by uuid references people.person on delete set null,
  chosen_at timestamptz not null
);
create index brand_kit_chosen on studio.brand_kit (chosen_at desc);

-- Everybody who ever began or edited a piece, as one person where records were merged: none of them approves it.
create function studio.editors_of(of_piece uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select people.stands_for(who) from (
    select by_person as who from studio.edit where piece_id = of_piece and by_person is not null
    union select made_by from studio.piece where id = of_piece and made_by is not null) as wrote
$$;
-- Signatures that stand under a hash, by different people who have not edited; two records that turned out to be one person are one.
create function studio.signatures_of(of_piece uuid, bytes bytea) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct coalesce(people.stands_for(a.by_person), a.id)) from studio.approval a
  where a.piece_id = of_piece and a.hash = bytes and a.voided_at is null
    and (a.by_person is null or people.stands_for(a.by_person) not in (select studio.editors_of(of_piece)))
$$;

-- Two people (rule 6 of docs/integrity.md). Whoever signs sees the row of the piece held, so no edit comes between her look and her name.
create function studio.sign_rightly() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p studio.piece;
begin
  select * into p from studio.piece where id = new.piece_id for update;
  if p.state <> 'in_review' or p.hash <> new.hash then
    raise exception 'what is approved is what stands there, under review' using errcode = 'integrity_constraint_violation';
  end if;
  if new.by_person is null or people.stands_for(new.by_person) in (select studio.editors_of(new.piece_id)) then
    raise exception 'nobody approves what she edited' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger sign_rightly before insert on studio.approval for each row execute function studio.sign_rightly();

-- A signature is only ever voided, and not by a pen.
create function studio.keep_approval() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.voided_at is null and new.voided_at is not null and (new.id, new.piece_id, new.hash, new.checked, new.at)
    is not distinct from (old.id, old.piece_id, old.hash, old.checked, old.at) then
    return new;
  end if;
  if tg_op = 'UPDATE' and (new.id, new.piece_id, new.hash, new.checked, new.at, new.voided_at)
    is not distinct from (old.id, old.piece_id, old.hash, old.checked, old.at, old.voided_at) then
    return new;
  end if;
  raise exception 'a signature stays as it is' using errcode = 'integrity_constraint_violation';
end $$;
create trigger keep_approval before update on studio.approval for each row execute function studio.keep_approval();

-- Other bytes: a draft again, and every signature void. Approved: only where two stand under these bytes.
create function studio.bind_bytes() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.hash <> old.hash or new.document is distinct from old.document then
    if new.hash = old.hash or new.state <> 'draft' then
      raise exception 'an edit makes a draft of other bytes' using errcode = 'integrity_constraint_violation';
    end if;
  end if;
  -- Nothing that was signed stands while the piece is worked on.
  if new.state = 'draft' and (old.state <> 'draft' or new.hash <> old.hash) then
    update studio.approval set voided_at = new.changed_at where piece_id = new.id and voided_at is null;
  end if;
  if new.state = 'approved' and old.state is distinct from 'approved'
    and (old.state <> 'in_review' or studio.signatures_of(new.id, new.hash) < 2) then
    raise exception 'two people approve a piece' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger bind_bytes before update on studio.piece for each row execute function studio.bind_bytes();
create function studio.begin_as_draft() returns trigger language plpgsql as $$
begin
  if new.state <> 'draft' then raise exception 'a piece begins as a draft' using errcode = 'integrity_constraint_violation'; end if;
  return new;
end $$;
create trigger begin_as_draft before insert on studio.piece for each row execute function studio.begin_as_draft();

-- An edit stands on a draft: the piece has become one in the same transaction, and its signatures void.
create function studio.edit_drafts() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from studio.piece where id = new.piece_id and state = 'draft' and version >= new.seq) then
    raise exception 'what is edited is a draft' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger edit_drafts before insert on studio.edit for each row execute function studio.edit_drafts();

-- The log of edits only grows; whoever left is no longer named.
create function studio.keep_edits() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.piece_id, new.seq, new.edit, new.at, new.command_id)
    is not distinct from (old.piece_id, old.seq, old.edit, old.at, old.command_id) then
    return new;
  end if;
  raise exception 'edits stay as they were made' using errcode = 'integrity_constraint_violation';
end $$;
create trigger keep_edits before update on studio.edit for each row execute function studio.keep_edits();

revoke all on function studio.editors_of(uuid), studio.signatures_of(uuid, bytea) from public;
grant execute on function studio.editors_of(uuid), studio.signatures_of(uuid, bytea) to {serving};

-- Somebody of this organisation, or the house; whose scope holds which piece, the room's policy and lists decide.
do $$
declare made text;
begin
  foreach made in array array['piece', 'edit', 'happening', 'approval', 'comment', 'brand_kit'] loop
    execute format('alter table studio.%I enable row level security', made);
    execute format('alter table studio.%I force row level security', made);
    execute format('create policy somebody on studio.%I to {serving} using ((select access.actor()) is not null or (select access.scope_whole()))', made);
    execute format('create policy owner on studio.%I to %I using (true)', made, current_user);
    execute format('grant select, insert on studio.%I to {serving}', made);
  end loop;
end $$;
grant update (title_hi, title_en, document, hash, version, state, synthetic, changed_at, sent_at, approved_at, retired_at) on studio.piece to {serving};
grant update (resolved_by, resolved_at) on studio.comment to {serving};
grant update (chosen_by, chosen_at) on studio.brand_kit to {serving};

-- Pieces go where their places go.
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on studio.piece
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
create function studio.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update studio.piece w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
end $$;
create function studio.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.place_id, 'pieces', count(*) from studio.piece p where p.place_id = any (places) and p.state <> 'retired' group by 1
$$;
revoke all on function studio.follow_tree(uuid, timestamptz), studio.standing_at(uuid[]) from public;
grant execute on function studio.follow_tree(uuid, timestamptz), studio.standing_at(uuid[]) to {serving};
insert into places.follower (room, follow, standing) values ('studio', 'studio.follow_tree', 'studio.standing_at');
