import { z } from 'zod'

const kit = z.object({ kitId: z.guid() })

/** What other programs may hear of kits: that one came out, ended or was recalled; never who shared it. */
export const CAMPAIGN_EVENTS = [
  {
    name: 'campaigns.kitReleased',
    words: 'api_event_campaigns_released',
    payload: kit.extend({ releaseAt: z.string() }),
  },
  { name: 'campaigns.kitExpired', words: 'api_event_campaigns_expired', payload: kit },
  {
    name: 'campaigns.kitRecalled',
    words: 'api_event_campaigns_recalled',
    payload: kit.extend({ pieceId: z.guid(), hash: z.string() }),
  },
] as const
