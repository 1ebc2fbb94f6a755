import type { z } from 'zod'

/** An event that other programs may hear: rooms say which, and which of its fields leave. Ids and states; never names, numbers or words. */
export interface PublishedEvent {
  /** As it is announced (outbox/announce.ts), stable: `people.vouched`. */
  readonly name: string
  /** Id of the message that says what has happened. */
  readonly words: string
  readonly payload: z.ZodType<Record<string, unknown>>
}
