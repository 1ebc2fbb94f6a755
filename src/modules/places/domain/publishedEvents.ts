import { z } from 'zod'

/** What other programs may hear of places. After a restructure they ask anew: an ended place's id answers with its heirs. */
export const PLACE_EVENTS = [
  {
    name: 'places.restructured',
    words: 'api_event_places_restructured',
    // How many places changed, by kind: merge, split, move, rename, new, close.
    payload: z.object({ restructureId: z.guid(), counts: z.record(z.string(), z.int()) }),
  },
  { name: 'places.renamed', words: 'api_event_places_renamed', payload: z.object({ placeId: z.guid() }) },
] as const
