-- What was written at a place and is no mistake of a list any more: beside activities and booths that somebody missed there, the booth that settled such
-- a report, words given for people of it, who led it, who left from it, and lists of people: those that wait and name it, and those that may still be taken
-- back and put somebody there again. Not an office given by mistake, nor an invitation that is over.
create or replace function people.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.place_id, 'missing_booths', count(*) from (
    select b.place_id, b.id from people.missing_booth b where b.place_id = any (places)
    union select b.booth_id, b.id from people.missing_booth b where b.booth_id = any (places)) m group by 1
  union all
  select a.place_id, 'activities', count(*) from people.activity a where a.place_id = any (places) group by 1
  union all
  select v.place_id, 'vouches', count(*) from people.vouch v where v.place_id = any (places) group by 1
  union all
  select a.place_id, 'appointments', count(*) from people.appointment a
  where a.place_id = any (places) and (a.to_at <= now() or a.to_at <= a.from_at) and a.end_reason is distinct from 'mistake' group by 1
  union all
  select p.place_id, 'people', count(*) from places.tree t join people.person p on p.place_lft = t.lft and p.place_id = t.id
  where t.id = any (places) and p.state = 'left' and p.merged_into is null group by 1
  union all
  select l.place_id, 'lists', count(*) from (
    select i.place_id, i.id from people.import i where i.state in ('columns', 'checking', 'ready', 'running') and i.place_id = any (places)
    union select r.place_id, i.id from people.import i join people.import_row r on r.import_id = i.id
    where i.state in ('checking', 'ready', 'running') and r.place_id = any (places)
    union select r.before_place, i.id from people.import i join people.import_row r on r.import_id = i.id
    where i.state in ('running', 'done', 'stopped', 'undoing') and r.before_place = any (places)) l group by 1
$$;
