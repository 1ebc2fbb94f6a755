-- The volunteer card as a signed pass (docs/formats/compact-pass.md): each card has a serial, and people publish what its pass may say and which
-- serials no longer hold. What a stranger may learn stays as it was: first name and constituency (docs/integrity.md, rule 21).

-- An odd factor visits each of 2^32 numbers once, so serials never meet and neighbours in time are far apart: nobody counts cards by them.
create sequence people.card_nth minvalue 0 start 0;
create function people.card_serial() returns bigint language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select (nextval('people.card_nth') * 2654435761 + 1013904223) % 4294967296
$$;
revoke all on function people.card_serial() from public;
grant execute on function people.card_serial() to {serving};
alter table people.card add column serial bigint not null default people.card_serial();
create unique index card_by_serial on people.card (serial);
create index card_revoked on people.card (serial) where revoked_at is not null;

-- A record that is deleted takes its cards along, but not what a stranger must be told of them.
create table people.card_gone (serial bigint primary key, made_at timestamptz not null);
create function people.card_is_gone() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into people.card_gone (serial, made_at) values (old.serial, old.made_at) on conflict do nothing;
  return null;
end $$;
create trigger card_is_gone after delete on people.card for each row execute function people.card_is_gone();

-- Her own card in force, for its pass.
create function people.my_card_pass() returns table (serial bigint, made_at timestamptz, first_name text, place_lft integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select card.serial, card.made_at, split_part(person.name_devanagari, ' ', 1), person.place_lft
  from people.card card join people.person person on person.id = card.person_id
  where person.id = access.actor() and card.revoked_at is null and person.state in ('vouched', 'active', 'lapsed')
  order by card.made_at desc limit 1
$$;
-- Her own name in full, as it stands on a badge that she downloads.
create function people.my_names() returns table (name text, name_latin text, name_devanagari text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select name, name_latin, name_devanagari from people.person where id = access.actor()
$$;
-- For anybody: what a card's pass leads to, the same as its token does (people.check_card), and the serials that do not hold.
create function people.card_of_pass(which bigint)
  returns table (valid boolean, first_name text, first_name_latin text, place_lft integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select card.revoked_at is null and person.state in ('vouched', 'active', 'lapsed'),
    split_part(person.name_devanagari, ' ', 1), split_part(person.name_latin, ' ', 1), person.place_lft
  from people.card card join people.person person on person.id = card.person_id
  where card.serial = which
$$;
create function people.revoked_cards(made_since timestamptz) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select card.serial from people.card card join people.person person on person.id = card.person_id
  where card.made_at >= made_since and (card.revoked_at is not null or person.state not in ('vouched', 'active', 'lapsed'))
  union all select gone.serial from people.card_gone gone where gone.made_at >= made_since
$$;
revoke all on function people.card_is_gone(), people.my_card_pass(), people.my_names(), people.card_of_pass(bigint), people.revoked_cards(timestamptz) from public;
grant execute on function people.my_card_pass(), people.my_names(), people.card_of_pass(bigint), people.revoked_cards(timestamptz) to {serving};
