-- What a list of booths said beside its plan, what its columns were taken for among it; and plans that take an applied one back.
alter table places.restructure
  add column list jsonb,
  -- The plan that this one takes back: once only.
  add column undoes uuid unique references places.restructure,
  -- What of it was kept because it was changed since, and why: [{ kind, placeId, reason, standing }].
  add column kept jsonb not null default '[]';

-- What was written at places beside what stands there by now (0131): a booth in which a report was sent is no mistake of a list any more.
-- (places uuid[]) returns table (place_id uuid, what text, n bigint), as `standing`; null where a room has no more than that.
alter table places.follower add column written text check (written ~ '^[a-z]+\.[a-z_]+$');
-- Rooms above register theirs by an update of their own row.
create function places.written_at(places uuid[]) returns table (place_id uuid, what text, n bigint) language plpgsql stable as $$
declare each record;
begin
  return query select * from places.standing_at(places);
  for each in select written from places.follower where written is not null order by room loop
    return query execute format('select * from %s($1)', each.written::regproc) using places;
  end loop;
end $$;
