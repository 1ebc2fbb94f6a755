-- Every place as other rooms may read it, whatever its level: an appointment or an invitation may stand at any. Reference data; what only
-- concerns areas or booths reads those narrower views. security_invoker, as with them.
create view places.tree with (security_invoker = true) as
  select id, parent_id, level, lft, rgt, depth, code, name_hi, name_en from places.place;
grant select on places.tree to {serving};
