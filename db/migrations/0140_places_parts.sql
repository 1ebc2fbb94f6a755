-- Into which parts a restructure split booths: a part that ended later is its heir. Which of them somebody belongs to, places cannot know.
create view places.part with (security_invoker = true) as
  select c.restructure_id, c.other_id as from_id, coalesce(p.heir_id, p.id) as to_id, c.hands_over, c.on_date
  from places.change c join places.place p on p.id = c.place_id
  where c.kind = 'split' and c.restructure_id is not null and p.level = 'booth';
grant select on places.part to {serving};
