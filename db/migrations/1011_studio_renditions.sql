-- What is made from a piece's bytes, by the worker; and what of it is public.
create table studio.rendition (
  id uuid primary key,
  piece_id uuid not null references studio.piece on delete cascade,
  -- The document's content hash: what it was made from.
  hash bytea not null check (octet_length(hash) = 32),
  -- A word of the room's own list (domain/renditions/form.ts).
  form text not null check (form ~ '^[a-z_]{4,20}$'),
  language text not null check (language in ('hi', 'en')),
  -- From 0: which picture of a carousel; of youtube 0 the title, 1 the description.
  position smallint not null default 0 check (position between 0 and 39),
  state text not null default 'queued' check (state in ('queued', 'rendering', 'ready', 'failed')),
  percent smallint not null default 0 check (percent between 0 and 100),
  -- Id of the words that say what went wrong.
  fault text check (fault ~ '^[a-z_]{3,60}$'),
  file bytea references platform.file,
  words text,
  bytes integer,
  media_type text,
  width integer,
  height integer,
  ms integer,
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  unique (piece_id, hash, form, language, position),
  check ((state = 'failed') = (fault is not null)),
  check (state <> 'ready' or ((file is null) <> (words is null) and bytes is not null and media_type is not null))
);
create index rendition_file on studio.rendition (file) where file is not null;

-- The public story and page of an approved piece, from its release until it is withdrawn. The latest of a piece counts.
create table studio.publication (
  piece_id uuid not null references studio.piece on delete cascade,
  hash bytea not null check (octet_length(hash) = 32),
  -- As approved and as it looked then: what is public does not change under its readers.
  document jsonb not null,
  kit jsonb not null,
  -- Address in the document → { file, mediaType } as a phone loads it.
  files jsonb not null,
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_why text check (char_length(withdrawn_why) between 3 and 300),
  primary key (piece_id, hash),
  check ((withdrawn_at is null) = (withdrawn_why is null))
);

-- What the library knows of files, for whoever makes, approves or publishes a piece with them: no names, whoever asks.
create function studio.media_facts(files text[])
  returns table (file text, kind text, synthetic text, is_withdrawn boolean, is_asked boolean, screen text, media_type text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (m.file) encode(m.file, 'hex'), m.kind, m.synthetic,
    -- Brought into several homes: one that was taken out of use takes all of them.
    bool_or(m.withdrawn_at is not null) over (partition by m.file),
    m.shows = 'nobody' or (exists (select from studio.depicted d where d.media_id = m.id)
      and not exists (select from studio.depicted d where d.media_id = m.id and (d.basis = 'unasked' or d.withdrawn_at is not null))),
    encode(m.screen, 'hex'), m.media_type
  from studio.media m where m.file in (select decode(one, 'hex') from unnest(files) as one)
  order by m.file, m.made_at
$$;
-- Pieces that show or let hear a file.
create function studio.files_of(document jsonb) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct file), '{}') from jsonb_each(document -> 'scenes') as scene(id, said),
    lateral (values (said -> 'media' ->> 'file'), (said -> 'narration' -> 'hi' -> 'voice' ->> 'file'), (said -> 'narration' -> 'en' -> 'voice' ->> 'file')) as used(file)
  where file is not null
$$;
create index piece_files on studio.piece using gin (studio.files_of(document));
revoke all on function studio.media_facts(text[]) from public;
grant execute on function studio.media_facts(text[]) to {serving};

-- Ids and files of what was made; whose piece it is, policy asks. What is public anybody reads.
alter table studio.rendition enable row level security;
alter table studio.rendition force row level security;
create policy somebody on studio.rendition to {serving} using ((select access.actor()) is not null or (select access.scope_whole()));
do $$ begin execute format('create policy owner on studio.rendition to %I using (true)', current_user); end $$;
grant select, insert, delete on studio.rendition to {serving};
grant update (state, percent, fault, file, words, bytes, media_type, width, height, ms, changed_at) on studio.rendition to {serving};
grant select, insert, delete on studio.publication to {serving};
grant update (withdrawn_at, withdrawn_why, published_at) on studio.publication to {serving};
