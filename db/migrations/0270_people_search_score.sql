-- A search by name says how well each name fits, so that the best come first and what fits badly stays away. A longer word may stand
-- anywhere in a name; one or two letters must begin a word, or half the state is found.
drop function people.search_people(text, text[], integer, integer, integer);
create function people.search_people(folded text, patterns text[], low integer, high integer, most integer)
  returns table (person_id uuid, score integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with fit as (
    select id, name_folded, ' ' || name_folded || ' ' as padded, word_similarity(folded, name_folded) as likeness,
      name_folded like all (patterns) as holds
    from people.person
    where ((name_folded like patterns[1] and name_folded like all (patterns)) or folded <% name_folded)
      and place_lft between low and high
      and place_lft between (select access.scope_low()) and (select access.scope_high())
      and scope_key <@ (select access.scope())
  ), scored as (
    select id, case
        when padded like all (select '% ' || trim(both '%' from pattern) || ' %' from unnest(patterns) as pattern) then 3000
        when padded like all (select '% ' || trim(leading '%' from pattern) from unnest(patterns) as pattern) then 2000
        when holds and length(folded) >= 3 then 1000
        when likeness >= 0.6 and length(folded) >= 3 then 0
      end + round(likeness * 999)::integer as score
    from fit
  )
  select id, score from scored where score is not null order by score desc, id limit most
$$;
revoke all on function people.search_people(text, text[], integer, integer, integer) from public;
grant execute on function people.search_people(text, text[], integer, integer, integer) to {serving};
