-- Tracks: who must learn which courses by when, by role, wing and the level of an office. Whom one asks is derived from people each time; nothing is
-- written for each of them.

-- Offices in force with the level of their place, for rooms above. Under row-level security: those whom the asker sees, and her own.
create function people.holding(moment timestamptz) returns table (person_id uuid, role text, level text, wing smallint)
  language sql stable as $$
  select office.person_id, office.role, place.level, office.wing
  from people.appointment office join places.tree place on place.id = office.place_id
  where office.from_at <= moment and (office.to_at is null or office.to_at > moment)
$$;
revoke all on function people.holding(timestamptz) from public;
grant execute on function people.holding(timestamptz) to {serving};

create table learning.track (
  id uuid primary key,
  name_hi text not null check (char_length(name_hi) between 3 and 120),
  name_en text not null check (char_length(name_en) between 3 and 120),
  -- Null: whoever has been vouched for, whatever her role; every wing; every level.
  role text check (role in ('volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator')),
  wing smallint references people.wing,
  level text check (level in ('state', 'district', 'constituency', 'block', 'sector', 'booth')),
  due_on date not null,
  made_by uuid references people.person on delete set null,
  made_at timestamptz not null,
  ended_at timestamptz
);
create table learning.track_course (
  track_id uuid not null references learning.track on delete cascade,
  course_id uuid not null references learning.course on delete cascade,
  primary key (track_id, course_id)
);

do $$
declare taught text;
begin
  foreach taught in array array['track', 'track_course'] loop
    execute format('alter table learning.%I enable row level security', taught);
    execute format('alter table learning.%I force row level security', taught);
    execute format('create policy somebody on learning.%I to {serving} using ((select access.actor()) is not null or (select access.scope_whole()))', taught);
    execute format('create policy owner on learning.%I to %I using (true)', taught, current_user);
    execute format('grant select, insert on learning.%I to {serving}', taught);
  end loop;
end $$;
grant update (ended_at) on learning.track to {serving};

-- Whom a track asks and how far each is: lessons of its courses that are in force, and how many of them she has passed, in whichever version.
-- security_invoker, as every view without `security definer`: row-level security shows whom the asker sees.
create function learning.asked(the_track uuid, moment timestamptz)
  returns table (person_id uuid, place_id uuid, place_lft integer, wing smallint, lessons bigint, passed bigint)
  language sql stable as $$
  with asks as (select * from learning.track where id = the_track),
  lesson as (
    select lesson.id from learning.track_course join learning.lesson on lesson.course_id = track_course.course_id
    where track_course.track_id = the_track
      and exists (select from learning.version where version.lesson_id = lesson.id and version.state = 'released')),
  done as (
    select pass.person_id, count(distinct pass.lesson_id) as passed from learning.pass
    where pass.lesson_id in (select id from lesson) group by 1)
  select who.id, who.place_id, who.place_lft, who.wing, (select count(*) from lesson), coalesce(done.passed, 0)
  from asks join people.named who on who.state in ('vouched', 'active', 'lapsed') and (asks.wing is null or who.wing = asks.wing)
  left join done on done.person_id = who.id
  where (asks.role is null and asks.level is null) or who.id in (
    select held.person_id from people.holding(moment) held
    where (asks.role is null or held.role = asks.role) and (asks.level is null or held.level = asks.level))
$$;
revoke all on function learning.asked(uuid, timestamptz) from public;
grant execute on function learning.asked(uuid, timestamptz) to {serving};
