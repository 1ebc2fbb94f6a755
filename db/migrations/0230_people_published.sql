-- What other rooms may read of people in their own set-based SQL: where somebody stands and how far, never who it is.

-- How much a person counts for a booth: 4 active, 3 vouched for, 2 on the way (applied, phone proved, booth chosen), 1 was active once,
-- 0 aside (declined, suspended, left). The best of a booth's people is its coverage; a number is compared faster than a word.
alter table people.person add column standing smallint not null generated always as (case state
  when 'active' then 4 when 'vouched' then 3
  when 'placed' then 2 when 'phone_verified' then 2 when 'applied' then 2
  when 'lapsed' then 1 else 0 end) stored;

-- Coverage reads this index alone, row-level security included (scope_key and id are there for its sake).
create index person_coverage on people.person (place_lft) include (standing, scope_key, wing, id) where standing > 0;

-- security_invoker: row-level security of people.person holds for whoever asks. The scope is spelled out once more because the policy's
-- "or it is my own row" keeps the planner from the index, and a coordinator's own row outside her scope is nobody of her booths.
create view people.standing with (security_invoker = true) as
  select place_lft, wing, standing from people.person
  where standing > 0
    and place_lft between (select access.scope_low()) and (select access.scope_high())
    and scope_key <@ (select access.scope());
grant select on people.standing to {serving};
