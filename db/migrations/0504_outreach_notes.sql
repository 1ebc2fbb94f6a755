-- What the house itself tells one person (noteStore.ts) is hers: it stands in the tree where she stands, and whoever leads her there has no
-- business with it. The house itself, which writes it, sees it.
alter table outreach.message add column is_note boolean not null default false;
drop policy met on outreach.message;
create policy met on outreach.message for select to {serving} using (
  made_by = (select access.actor())
  or ((not is_note or (select access.actor()) is null) and place_lft >= (select access.scope_low()) and place_rgt <= (select access.scope_high())
    and int8range(access.scope_key(coalesce(wing, 0::smallint), place_lft), access.scope_key(coalesce(wing, 0::smallint), place_rgt), '[]') <@ (select access.scope())
    and int8range(access.scope_key(coalesce(wing, 30::smallint), place_lft), access.scope_key(coalesce(wing, 30::smallint), place_rgt), '[]') <@ (select access.scope()))
  or id in (select message_id from outreach.delivery where person_id = (select access.actor())));
