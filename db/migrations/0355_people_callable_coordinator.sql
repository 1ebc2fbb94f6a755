-- Of several coordinators at the nearest place, she is named who can be called: a name alone helps nobody. Else as in 0343.
create or replace function people.my_coordinator(at timestamptz)
  returns table (person_id uuid, name_hi text, name_en text, place_id uuid, phone_sealed bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select holder.id, holder.name_devanagari, holder.name_latin, p.id, case when callable then holder.phone_sealed end
  from people.person me
  join people.appointment a on a.role in ('coordinator', 'supervisor') and (a.wing is null or a.wing = me.wing)
    and a.from_at <= at and (a.to_at is null or a.to_at > at)
  join places.tree p on p.id = a.place_id and p.lft <= me.place_lft and me.place_lft <= p.rgt
  join people.person holder on holder.id = a.person_id and holder.id <> me.id
    and holder.state not in ('suspended', 'left', 'declined')
  join people.declaration d on d.person_id = holder.id and d.version = people.declaration_in_force()
  cross join lateral (select exists (
    select from people.consent c where c.person_id = holder.id and c.purpose = 'call' and c.withdrawn_at is null) as callable) as agreed
  where me.id = access.actor()
  order by p.lft desc, callable desc, a.wing nulls last, a.from_at limit 1
$$;
