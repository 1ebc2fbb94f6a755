import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { saveElection } from '#modules/elections/server/saveElection.ts'
import { savePhase } from '#modules/elections/server/savePhase.ts'
import type { SaveElection, SavePhase } from '#modules/elections/domain/election.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'

/** An election as somebody with the right would enter it. @returns its id */
export async function arrangeElection(ctx: Context, changes: Partial<SaveElection> = {}): Promise<string> {
  const said: SaveElection = {
    command: uuidv7(),
    kind: 'assembly',
    nameHi: 'कल्पित विधानसभा चुनाव',
    nameEn: 'Made-up assembly election',
    announcedOn: '2026-11-01',
    announcedTime: '17:00',
    ...changes,
  }
  return (await saveElection(ctx, said)).electionId
}

/** A day of poll in some constituencies, from 7 to 6. @returns its id */
export async function arrangePhase(
  ctx: Context,
  electionId: string,
  changes: Partial<SavePhase> = {},
): Promise<string> {
  const said: SavePhase = {
    command: uuidv7(),
    electionId,
    nameHi: 'पहला चरण',
    nameEn: 'Phase 1',
    pollOn: '2026-11-24',
    opens: '07:00',
    closes: '18:00',
    constituencies: '1',
    hours: '',
    ...changes,
  }
  return (await savePhase(ctx, said)).phaseId
}

/** A poll in every constituency and at every booth, with the owner's hand: nobody's record, but of an election the ledger is written. */
export async function plantPoll({ owner }: TestPlatform): Promise<void> {
  await sql`
    with e as (insert into elections.election (id, kind, name_hi, name_en, announced_at, made_at, changed_at)
        values (gen_random_uuid(), 'assembly', 'चुनाव', 'Election', now(), now(), now()) returning id),
      p as (insert into elections.phase (id, election_id, name_hi, name_en, poll_on, opens, closes, changed_at)
        select gen_random_uuid(), id, 'चरण', 'Phase', '2026-12-01', '07:00', '18:00', now() from e returning id)
    insert into elections.polling_area (phase_id, place_id, place_lft, place_rgt)
    select p.id, t.id, t.lft, t.rgt from p, places.tree t where t.level in ('constituency', 'booth')`.execute(
    owner.db,
  )
}

/** A channel of the organisation's own at every constituency and booth: nobody's record, but it goes where its place goes. */
export async function plantChannels({ owner }: TestPlatform): Promise<void> {
  await sql`
    insert into channels.channel (id, platform, name, account_id, address, place_id, place_lft, place_rgt, made_by, made_at)
    select gen_random_uuid(), 'website', 'कल्पित', t.id::text, 'https://example.org', t.id, t.lft, t.rgt, gen_random_uuid(), now()
    from places.tree t where t.level in ('constituency', 'booth')`.execute(owner.db)
}
