-- Every row-level policy asks these functions, so nearly every statement's plan begins with them. A body that PostgreSQL may paste into the
-- statement is read from the catalogue each time anew, two thousand characters of parse tree a function, and half of all planning went there.
-- PL/pgSQL is not pasted: the plan holds the call alone, and since every policy wraps it in a select, it runs once a statement.
create or replace function access.actor() returns uuid
  language plpgsql stable parallel safe as $$
begin
  return nullif(current_setting('karyakarta.actor', true), '')::uuid;
end $$;
create or replace function access.scope() returns int8multirange
  language plpgsql stable parallel safe as $$
begin
  return coalesce(nullif(current_setting('karyakarta.scope', true), ''), '{}')::int8multirange;
end $$;
create or replace function access.scope_low() returns integer
  language plpgsql stable parallel safe as $$
begin
  return coalesce(nullif(current_setting('karyakarta.scope_low', true), ''), '0')::integer;
end $$;
create or replace function access.scope_high() returns integer
  language plpgsql stable parallel safe as $$
begin
  return coalesce(nullif(current_setting('karyakarta.scope_high', true), ''), '-1')::integer;
end $$;
create or replace function access.scope_whole() returns boolean
  language plpgsql stable parallel safe as $$
begin
  return coalesce(nullif(current_setting('karyakarta.scope_whole', true), ''), 'off')::boolean;
end $$;

-- These are asked of every row and must be pasted; as text they are read faster than as a parse tree.
create or replace function access.scope_key(wing smallint, lft integer) returns bigint
  language sql immutable parallel safe as 'select wing::bigint * 16777216 + lft';
create or replace function access.tree_stands() returns boolean
  language sql stable as $$ select current_setting('karyakarta.tree_moves', true) is distinct from 'on' $$;
create or replace function access.number_known() returns boolean
  language sql stable as $$ select current_setting('karyakarta.number_known', true) = 'on' $$;
