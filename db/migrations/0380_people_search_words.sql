-- A search by name among half a million people looks a word up, as it does among places (0110): trigrams are compared with some ten
-- thousand different words, not with every name.

alter table people.person add column name_words tsvector not null
  generated always as (array_to_tsvector(array_remove(string_to_array(name_folded, ' '), ''))) stored;
create index person_name_words on people.person using gin (name_words);
drop index people.person_name_folded;

-- Every folded word of those names once, and nothing of whose it is. The functions below read it, and nobody else, not even the house.
create table people.name_word (word text primary key check (word <> ''));
alter table people.name_word enable row level security;
alter table people.name_word force row level security;
do $$ begin execute format('create policy owner on people.name_word to %I using (true)', current_user); end $$;
grant select on people.name_word to {serving};
create index name_word_alike on people.name_word using gin (word gin_trgm_ops);
insert into people.name_word
select distinct word from people.person, unnest(tsvector_to_array(name_words)) as word;

-- A word comes with the first person who bears it, and goes with the last.
create function people.keep_name_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  come text[] := '{}';
  gone text[] := '{}';
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct word) into come from after, unnest(tsvector_to_array(name_words)) as word;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct word) into gone from before, unnest(tsvector_to_array(name_words)) as word;
  else
    select array_agg(distinct word) into come from before join after using (id), unnest(tsvector_to_array(after.name_words)) as word
      where before.name_folded <> after.name_folded;
    select array_agg(distinct word) into gone from before join after using (id), unnest(tsvector_to_array(before.name_words)) as word
      where before.name_folded <> after.name_folded;
  end if;
  delete from people.name_word where word = any (gone)
    and not exists (select from people.person where name_words @@ (quote_literal(word))::tsquery);
  -- In their order, so that two who bring the same new words never wait for each other in a ring.
  insert into people.name_word select word from unnest(come) as word order by word on conflict do nothing;
  return null;
end $$;
create trigger name_words_come after insert on people.person
  referencing new table as after for each statement execute function people.keep_name_words();
create trigger name_words_change after update on people.person
  referencing old table as before new table as after for each statement execute function people.keep_name_words();
create trigger name_words_go after delete on people.person
  referencing old table as before for each statement execute function people.keep_name_words();

-- People whose names hold every word that is asked for: as a whole (3000), at the beginning of a word (2000), inside one (1000) or alike;
-- within each, by likeness. Planned anew for each question, because the best way depends on how common a word and how wide a scope is.
drop function people.search_people(text, text[], integer, integer, integer);
create function people.search_people(folded text, low integer, high integer, most integer)
  returns table (person_id uuid, score integer)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whole tsquery;
  beginning tsquery;
  alike tsquery;
  -- One or two letters must begin a word, or half the state is found.
  tells boolean := length(folded) >= 3;
  patterns text[];
begin
  with asked as (
    select distinct word, quote_literal(word) as lexeme from unnest(string_to_array(folded, ' ')) as word where word <> ''
  ), likely as (
    select word, (select string_agg(quote_literal(known.word), ' | ') from people.name_word known
      where tells and (known.word like '%' || asked.word || '%' or asked.word <% known.word)) as lexemes
    from asked
  )
  select string_agg(lexeme, ' & ')::tsquery, string_agg(lexeme || ':*', ' & ')::tsquery,
    string_agg('(' || concat_ws(' | ', lexeme || ':*', lexemes) || ')', ' & ')::tsquery, array_agg('%' || word || '%')
  into whole, beginning, alike, patterns from asked join likely using (word);
  return query execute $question$
    with fit as (
      (select id, name_folded, 3000 as rank from people.person where name_words @@ $1 and place_lft between $6 and $7 and ($8 or scope_key <@ $9)
       limit $5)
      union all
      (select id, name_folded, 2000 from people.person where name_words @@ $2 and not name_words @@ $1
         and place_lft between $6 and $7 and ($8 or scope_key <@ $9) limit $5)
      union all
      (select id, name_folded, case when name_folded like all ($10) then 1000 else 0 end from people.person
       where name_words @@ $3 and not name_words @@ $2 and place_lft between $6 and $7 and ($8 or scope_key <@ $9) limit $5)
      limit $5
    )
    select id, rank + round(word_similarity($4, name_folded) * 999)::integer as score from fit order by score desc, id$question$
  using whole, beginning, alike, folded, most, greatest(low, access.scope_low()), least(high, access.scope_high()),
    access.scope_whole(), access.scope(), patterns;
end $$;
revoke all on function people.search_people(text, integer, integer, integer) from public;
grant execute on function people.search_people(text, integer, integer, integer) to {serving};

-- Counting by state reads this index alone.
drop index people.person_waiting;
create index person_waiting on people.person (state, place_lft, applied_at) include (wing, scope_key, id, merged_into);

-- What row-level security asks of each row, as one condition that no index could answer: every list brings its own bounds, which the planner
-- knows by their numbers. The bounds of before were unknown to it, so it took half a million people for two thousand and sorted them all.
alter policy own_or_in_scope on people.person using (
  case when (select access.scope_whole()) then place_lft between (select access.scope_low()) and (select access.scope_high())
    else place_lft between (select access.scope_low()) and (select access.scope_high()) and scope_key <@ (select access.scope()) end
  or id = (select access.actor()));
