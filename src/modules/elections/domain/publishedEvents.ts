import { z } from 'zod'

/** What other programs may hear of the election calendar: that it changed, and of which election; the rest they ask. */
export const ELECTION_EVENTS = [
  {
    name: 'elections.calendarChanged',
    words: 'api_event_elections_calendar',
    payload: z.object({ electionId: z.guid().nullable(), phaseId: z.guid().nullable() }),
  },
] as const
