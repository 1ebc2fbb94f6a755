-- An office is seen, and ended, where it is held: by whoever covers its own place and wing, wherever its holder lives; an every-wing one by
-- whoever leads every wing there. It is still given only to somebody whom the giver may see.
drop policy with_person on people.appointment;
do $$
declare
  seen constant text := '(place_lft between (select access.scope_low()) and (select access.scope_high())
    and ((select access.scope_whole())
      or case when wing is null
        then not exists (select from generate_series(0, 30) as stripe
          where not access.scope_key(stripe::smallint, place_lft) <@ (select access.scope()))
        else access.scope_key(wing, place_lft) <@ (select access.scope()) end))
    or exists (select from people.person where id = person_id)';
begin
  execute format('create policy seen_at_place_or_with_person on people.appointment for select to {serving} using (%s)', seen);
  execute format('create policy changed_at_place_or_with_person on people.appointment for update to {serving} using (%s)', seen);
end $$;
create policy given_with_person on people.appointment for insert to {serving}
  with check (exists (select from people.person where id = person_id));
create policy removed_with_person on people.appointment for delete to {serving}
  using (exists (select from people.person where id = person_id));

-- Until now a move left the volunteer's appointment in force though the vouch had fallen. Offices with authority stay until somebody ends
-- them: among their holders may be the only administrator.
update people.appointment a set to_at = greatest(now(), a.from_at), end_reason = 'standing'
from people.person who
where who.id = a.person_id and who.state not in ('vouched', 'active', 'lapsed')
  and a.role in ('volunteer', 'mitra', 'field_volunteer') and (a.to_at is null or a.to_at > now());
