import { makeCard } from '#modules/people/server/card.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'

/** Makes the card of whoever acts, or a new one in place of hers; for tests of rooms above people. */
export const makeCardFor = (ctx: Context): Promise<void> => makeCard(ctx, { command: uuidv7() })
