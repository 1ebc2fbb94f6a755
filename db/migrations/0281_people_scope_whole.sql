-- A whole scope (0015) spares each row the search for its range; the sub-select is asked once a query.
alter policy own_or_in_scope on people.person using (
  (place_lft between (select access.scope_low()) and (select access.scope_high())
    and ((select access.scope_whole()) or scope_key <@ (select access.scope())))
  or id = (select access.actor()));
