-- Words that go with many people at once, as when an import is taken back. Whether somebody else bears a word was asked of the whole table, which the planner
-- believes to be read for a moment only; and what the index had not sorted in since the import was read anew for each word. A piece of
-- 817 people, among 25,000, took 4.1 s for its words, and takes 0.08. And a word went although somebody came with it in the same moment.
create or replace function people.keep_name_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  come text[] := '{}';
  gone text[] := '{}';
  -- From so many words on, sorting in what waits pays.
  many constant integer := 50;
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
  if cardinality(gone) >= many then
    perform gin_clean_pending_list('people.person_name_words');
  end if;
  gone := array(select word from unnest(gone) as word
    where not exists (select from people.person where name_words @@ (quote_literal(word))::tsquery));
  if cardinality(gone) > 0 then
    -- Somebody who comes in this moment with the same word found it and left it: she is waited for, and looked for once more.
    lock table people.name_word in share row exclusive mode;
    delete from people.name_word where word = any (gone)
      and not exists (select from people.person where name_words @@ (quote_literal(word))::tsquery);
  end if;
  -- In their order, so that two who bring the same new words never wait for each other in a ring.
  insert into people.name_word select word from unnest(come) as word order by word on conflict do nothing;
  return null;
end $$;
