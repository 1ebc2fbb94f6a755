import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { saveElection } from '#modules/elections/server/saveElection.ts'
import { savePhase } from '#modules/elections/server/savePhase.ts'
import type { SaveElection, SavePhase } from '#modules/elections/domain/election.ts'

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
