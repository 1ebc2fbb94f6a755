import { z } from 'zod'

const message = z.object({ messageId: z.guid() })

/** What other programs may hear of messages; never what they say, nor to whom they went. */
export const OUTREACH_EVENTS = [
  { name: 'outreach.released', words: 'api_event_outreach_released', payload: message },
  { name: 'outreach.cancelled', words: 'api_event_outreach_cancelled', payload: message },
] as const
