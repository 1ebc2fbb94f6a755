-- Whom a track still waits for: those whom it asks and who have not passed all of it.
create function learning.awaited(the_track uuid, moment timestamptz) returns table (person_id uuid)
  language sql stable as $$
  select asked.person_id from learning.asked(the_track, moment) as asked
  where asked.passed < asked.lessons and exists (select from learning.track where id = the_track and ended_at is null)
$$;
revoke all on function learning.awaited(uuid, timestamptz) from public;
grant execute on function learning.awaited(uuid, timestamptz) to {serving};
