import { z } from 'zod'

const payload = z.object({ targetId: z.guid(), channelId: z.guid() })

/** What other programs and rooms above may hear of posts on the organisation's own channels: which, and where; the rest they ask. */
export const CHANNEL_EVENTS = [
  { name: 'channels.postLive', words: 'api_event_channels_live', payload },
  { name: 'channels.postFailed', words: 'api_event_channels_failed', payload },
  { name: 'channels.postAmbiguous', words: 'api_event_channels_ambiguous', payload },
  { name: 'channels.postWithdrawn', words: 'api_event_channels_withdrawn', payload },
] as const
