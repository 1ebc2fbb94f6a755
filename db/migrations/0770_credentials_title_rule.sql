-- The title is earned by a rule (credentials/domain/titleRule.ts): so many courses, so many events, by badges that a person holds. The rooms that give
-- those badges need not know of it; the house hears of each badge and gives the title, asks for its refresh, or takes it back.
drop function credentials.issue(integer, uuid[], uuid[], timestamptz, timestamptz, timestamptz);
-- As before (0720), and tells besides whose badge had waited to be refreshed: her title may be good again by it. What was withdrawn for misuse is not given
-- again for the same thing, whatever its holder passes next; a title is earned anew by what comes after (titleStore.ts).
create function credentials.issue(which integer, ids uuid[], persons uuid[], earned timestamptz, expires timestamptz, at timestamptz)
  returns table (id uuid, person_id uuid, fresh boolean, refreshed boolean)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with waited as (
    select badge.person_id from credentials.badge
    where badge.award = which and badge.person_id = any (persons) and badge.revoked_at is null and badge.refresh_due_at is not null),
  given as (
    insert into credentials.badge as held (id, award, person_id, earned_at, issued_at, expires_at)
    select asked.id, which, asked.person, earned, at, expires from unnest(ids, persons) as asked (id, person)
    where not exists (
      select from credentials.badge gone join credentials.award on award.number = gone.award
      where gone.award = which and gone.person_id = asked.person and gone.revoked_why = 'misuse' and award.kind <> 'title')
    on conflict (award, person_id) where revoked_at is null do update set refresh_due_at = null
    returning held.id, held.person_id, held.issued_at)
  select given.id, given.person_id, given.issued_at = at, given.person_id in (select waited.person_id from waited) from given
$$;
revoke all on function credentials.issue(integer, uuid[], uuid[], timestamptz, timestamptz, timestamptz) from public;
grant execute on function credentials.issue(integer, uuid[], uuid[], timestamptz, timestamptz, timestamptz) to {serving};
-- The house alone: by_the_house is the only policy that lets anybody update a badge.
grant update (refresh_due_at) on credentials.badge to {serving};
-- A title ends with a suspension and comes back with its end; what an administrator withdrew does not come back by itself. The two were one word.
alter table credentials.badge drop constraint badge_revoked_why_check;
alter table credentials.badge add constraint badge_revoked_why_check
  check (revoked_why in ('mistake', 'misuse', 'left', 'suspended', 'taken_back'));
