-- What other rooms may read of places in their own set-based SQL. Reference data, nothing about people.
-- security_invoker: the views lend nobody the owner's eyes, so that whatever guards the table guards them too.

-- The tree above the booths: a few hundred rows in a state.
create view places.area with (security_invoker = true) as
  select id, parent_id, level, lft, rgt, depth, code, name_hi, name_en, lat, lon
  from places.place where level <> 'booth';

-- A coordinate known to lie elsewhere (a dummy shared by many booths, another constituency) counts as unknown.
create view places.booth with (security_invoker = true) as
  select id, parent_id, lft, code, name_hi, name_en,
    case when coord_quality in ('inside', 'near', 'repaired') then lat end as lat,
    case when coord_quality in ('inside', 'near', 'repaired') then lon end as lon
  from places.place where level = 'booth';

grant select on places.area, places.booth to {serving};
