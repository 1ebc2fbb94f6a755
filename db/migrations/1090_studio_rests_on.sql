-- What a document rests on: the files that it shows or lets hear, and the recorded consents of those shown. Asked of what stands in a piece now, of what is public
-- and of what was once signed: a consent that is withdrawn ends all three.
create function studio.rests_on(document jsonb) returns text[] language sql immutable parallel safe as $$
  select studio.files_of(document) || coalesce(array_agg(distinct consent), '{}')
  from (
    select said ->> 'consent' as consent from jsonb_each(document -> 'people') as person(id, said)
    union all select document -> 'tribute' ->> 'consent') as named
  where consent is not null
$$;
create index piece_rests_on on studio.piece using gin (studio.rests_on(document));
create index publication_rests_on on studio.publication using gin (studio.rests_on(document)) where withdrawn_at is null;
-- What others read before they signed it stands in the history with its document.
create index happening_rests_on on studio.happening using gin (studio.rests_on(document)) where what = 'sent';
drop index studio.piece_files;

-- Whoever leaves takes along what she shared and was offered, also under records that gave way to hers; that an idea was offered stays counted.
create or replace function campaigns.forget(person uuid) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with hers as (
      select person as id where (select access.actor()) is null and (select access.scope_whole())
      union select gone.person_id from people.merged_with(array[person]) gone where (select access.actor()) is null and (select access.scope_whole())),
    o as (delete from campaigns.offer where person_id in (select id from hers) returning 1),
    c as (delete from campaigns.copy where person_id in (select id from hers) returning 1),
    s as (delete from campaigns.share where person_id in (select id from hers) returning 1)
  select (select count(*) from o) + (select count(*) from c) + (select count(*) from s)
$$;
