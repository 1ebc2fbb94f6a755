-- The record that stands for one that gave way, through however many merges; itself where it stands. Ids only: a room above that keeps who
-- wrote or gave something compares it with whoever acts now, so that nobody is a second hand to herself.
create function people.stands_for(person uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive way as (
    select who.id, who.merged_into from people.person who where who.id = person
    union
    select who.id, who.merged_into from people.person who join way on who.id = way.merged_into
  )
  select coalesce((select id from way where merged_into is null), person)
$$;
revoke all on function people.stands_for(uuid) from public;
grant execute on function people.stands_for(uuid) to {serving};
