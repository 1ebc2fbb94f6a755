import { z } from 'zod'

const version = z.object({ versionId: z.guid(), lessonId: z.guid() })
const proof = z.object({ proofId: z.guid(), lessonId: z.guid(), personId: z.guid() })

/** What other programs may hear of learning: what is taught, who passed what; never an answer, a word or a photo. */
export const LEARNING_EVENTS = [
  {
    name: 'learning.released',
    words: 'api_event_learning_released',
    payload: version.extend({ number: z.int() }),
  },
  { name: 'learning.retired', words: 'api_event_learning_retired', payload: version },
  {
    name: 'learning.bulletinReleased',
    words: 'api_event_learning_bulletin',
    payload: z.object({ itemId: z.guid() }),
  },
  {
    name: 'learning.passed',
    words: 'api_event_learning_passed',
    payload: version.extend({ personId: z.guid() }),
  },
  { name: 'learning.proofConfirmed', words: 'api_event_learning_proof_confirmed', payload: proof },
] as const
