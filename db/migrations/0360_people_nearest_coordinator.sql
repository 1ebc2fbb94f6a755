-- Whom a person calls. At one place, whoever agreed to be called comes first: a name without a number helps nobody while another would answer.
-- Who has not declared has no office yet (0251). And whoever leads a place herself is told of nobody at or below it: those are hers to lead.
create or replace function people.my_coordinator(at timestamptz)
  returns table (person_id uuid, name_hi text, name_en text, place_id uuid, phone_sealed bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select holder.id, holder.name_devanagari, holder.name_latin, p.id, case when agreed.given is not null then holder.phone_sealed end
  from people.person me
  join people.appointment a on a.role in ('coordinator', 'supervisor') and (a.wing is null or a.wing = me.wing)
    and a.from_at <= at and (a.to_at is null or a.to_at > at)
  join places.tree p on p.id = a.place_id and p.lft <= me.place_lft and me.place_lft <= p.rgt
  join people.person holder on holder.id = a.person_id and holder.id <> me.id
    and holder.state not in ('suspended', 'left', 'declined')
  join people.declaration d on d.person_id = holder.id and d.version = people.declaration_in_force()
  left join lateral (
    select true as given from people.consent c where c.person_id = holder.id and c.purpose = 'call' and c.withdrawn_at is null limit 1
  ) agreed on true
  where me.id = access.actor() and not exists (
    select from people.authority_of(me.id, at) mine
    where mine.role in ('coordinator', 'supervisor', 'admin', 'programme_admin') and mine.lft <= p.lft and p.rgt <= mine.rgt)
  order by p.lft desc, agreed.given nulls last, a.wing nulls last, a.from_at limit 1
$$;
