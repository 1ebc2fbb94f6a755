-- Lists of appointments, by the same way as lists of people: what a list holds, what its rows say, and which office a row gave.
alter table people.import add column subject text not null default 'people' check (subject in ('people', 'appointments'));
alter table people.import_row
  add column role text,
  -- The first day that the row names, as a moment; null: from when it is written.
  add column from_at timestamptz,
  -- The office that the row gave; no foreign key, since a row outlives what it says.
  add column appointment_id uuid;

-- Whom rows without a phone may mean: people of the actor's scope, within a place, whose names hold all words of the row's name. As with
-- people.behind_phones the words come first and the scope after them.
create function people.named_within(names text[], lows integer[], highs integer[])
  returns table (nth bigint, person_id uuid, name text, name_latin text, name_devanagari text, place_id uuid, place_lft integer, wing smallint,
    state text, phone_proved boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with asked as materialized (
    select given.nth, given.low, given.high, (
        select string_agg(quote_literal(word), ' & ')::tsquery from unnest(string_to_array(given.name, ' ')) as word where word <> '') as words
    from unnest(names, lows, highs) with ordinality as given(name, low, high, nth)),
  found as materialized (
    select asked.nth, p.id, p.name, p.name_latin, p.name_devanagari, p.place_id, p.place_lft, p.wing, p.scope_key, p.state,
      p.phone_verified_at is not null as proved, p.applied_at
    from asked join people.person p on p.name_words @@ asked.words and p.place_lft between asked.low and asked.high
    where p.merged_into is null)
  select nth, id, name, name_latin, name_devanagari, place_id, place_lft, wing, state, proved from found
  where place_lft between access.scope_low() and access.scope_high() and scope_key <@ access.scope()
  order by nth, applied_at, id
$$;
revoke all on function people.named_within(text[], integer[], integer[]) from public;
grant execute on function people.named_within(text[], integer[], integer[]) to {serving};
