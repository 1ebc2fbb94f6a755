-- Whom a track asks, as sets: the offices were looked through anew for every person, and the state's list of five thousand took half a minute.

-- Lessons of a track that are in force.
create view learning.track_lesson with (security_invoker = true) as
  select track_course.track_id, lesson.id as lesson_id
  from learning.track_course join learning.lesson on lesson.course_id = track_course.course_id
  where exists (select from learning.version where version.lesson_id = lesson.id and version.state = 'released');
grant select on learning.track_lesson to {serving};

-- For lists: everybody whom one track asks, of those whom the asker sees. What does not depend on the person stands alone, and is read once.
create or replace function learning.asked(the_track uuid, moment timestamptz)
  returns table (person_id uuid, place_id uuid, place_lft integer, wing smallint, lessons bigint, passed bigint)
  language sql stable as $$
  with asks as materialized (select wing, role, level from learning.track where id = the_track),
  lesson as materialized (select lesson_id from learning.track_lesson where track_id = the_track),
  held as materialized (
    select held.person_id from people.holding(moment) held cross join asks
    where (asks.role is not null or asks.level is not null)
      and (asks.role is null or held.role = asks.role) and (asks.level is null or held.level = asks.level)),
  done as materialized (
    select pass.person_id, count(distinct pass.lesson_id) as passed from learning.pass
    where pass.lesson_id in (select lesson_id from lesson) group by 1)
  select who.id, who.place_id, who.place_lft, who.wing, (select count(*) from lesson), coalesce(done.passed, 0)
  from people.named who left join done on done.person_id = who.id
  where who.state in ('vouched', 'active', 'lapsed')
    and exists (select from asks where asks.wing is null or who.wing = asks.wing)
    and (exists (select from asks where asks.role is null and asks.level is null) or who.id in (select held.person_id from held))
$$;

-- For one person's own pages: the tracks in force that ask her. Of everybody else nothing is read.
create function learning.asking(the_person uuid, moment timestamptz)
  returns table (track_id uuid, lessons bigint, passed bigint)
  language sql stable as $$
  select track.id, counted.lessons, counted.passed
  from people.named who join learning.track on track.wing is null or track.wing = who.wing
  cross join lateral (
    select count(*) as lessons,
      count(*) filter (where exists (select from learning.pass where pass.person_id = the_person and pass.lesson_id = lesson.lesson_id)) as passed
    from learning.track_lesson lesson where lesson.track_id = track.id) as counted
  where who.id = the_person and who.state in ('vouched', 'active', 'lapsed') and track.ended_at is null
    and ((track.role is null and track.level is null) or exists (
      select from people.holding(moment) held
      where held.person_id = the_person and (track.role is null or held.role = track.role) and (track.level is null or held.level = track.level)))
$$;
revoke all on function learning.asking(uuid, timestamptz) from public;
grant execute on function learning.asking(uuid, timestamptz) to {serving};
