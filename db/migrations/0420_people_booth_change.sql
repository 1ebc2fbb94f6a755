-- What a restructure did to somebody's booth: told to her until she has read it, and asked where a split leaves open which part is hers. She
-- stands where the restructure put her until she answers: a question is never a gap in coverage.
create table people.booth_change (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  restructure_id uuid not null references places.restructure,
  -- The booth as it was, and the one at which the restructure left her.
  from_id uuid not null references places.place,
  to_id uuid not null references places.place,
  asks boolean not null,
  at timestamptz not null,
  settled_at timestamptz,
  -- Who answered: herself, or whoever leads her. Empty where she only read it.
  settled_by uuid references people.person on delete set null,
  chosen_id uuid references places.place,
  unique (person_id, restructure_id)
);
create index booth_change_open on people.booth_change (person_id) where settled_at is null;
create index booth_change_asks on people.booth_change (at, id) where settled_at is null and asks;
alter table people.booth_change enable row level security;
alter table people.booth_change force row level security;
create policy with_person on people.booth_change to {serving} using (exists (select from people.person where id = person_id));
do $$ begin execute format('create policy owner on people.booth_change to %I using (true)', current_user); end $$;
grant select on people.booth_change to {serving};
grant update (settled_at, settled_by, chosen_id) on people.booth_change to {serving};

-- Noted before people follow: where they stood is known only now.
alter function people.follow_tree(uuid, timestamptz) rename to rows_follow_tree;
create function people.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into people.booth_change (id, person_id, restructure_id, from_id, to_id, asks, at)
  select gen_random_uuid(), who.id, restructure, booth.id, now.id, changed.open, at
  from (
    select each.from_id, bool_or(each.split) and not bool_or(each.hands_over) as open
    from (
      select part.from_id, true as split, part.hands_over from places.part part where part.restructure_id = restructure
      union all
      select hand.from_id, false, false from places.handover hand where hand.restructure_id = restructure
    ) each group by each.from_id
  ) changed
  join places.tree booth on booth.id = changed.from_id and booth.level = 'booth'
  join people.person who on who.place_id = booth.id and who.state not in ('left', 'declined') and who.merged_into is null
  join places.now_at(restructure) now on now.was = booth.id;
  -- An older word about a booth says nothing any more.
  update people.booth_change older set settled_at = follow_tree.at
  from people.booth_change newer
  where newer.restructure_id = restructure and newer.person_id = older.person_id and older.restructure_id <> restructure
    and older.settled_at is null;
  perform people.rows_follow_tree(restructure, at);
end $$;
revoke all on function people.follow_tree(uuid, timestamptz), people.rows_follow_tree(uuid, timestamptz) from public;
grant execute on function people.follow_tree(uuid, timestamptz) to {serving};
