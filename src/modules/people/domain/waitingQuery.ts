import { z } from 'zod'
import { filter } from './peopleQuery.ts'

/** Rows of one page: a sitting's worth of decisions. */
export const QUEUE_PAGE = 25

/** Who comes first within each part of the queue. */
export const QUEUE_ORDERS = ['longest', 'newest'] as const
export type QueueOrder = (typeof QUEUE_ORDERS)[number]

/**
 * The parts of the queue, in this order: who came by one's own invitation (known, and often today), those whom no nearer coordinator is
 * asked for, and those below nearer coordinators.
 */
export const QUEUE_PARTS = ['invited', 'yours', 'below'] as const
export type QueuePart = (typeof QUEUE_PARTS)[number]

export const listWaitingSchema = z.object({
  placeId: filter(z.guid()),
  wing: filter(z.coerce.number().int().min(0).max(30)),
  order: z.enum(QUEUE_ORDERS).catch('longest'),
  /** Where the page before ended, or where the page after began, as the list itself said. */
  after: filter(z.string().max(400)),
  before: filter(z.string().max(400)),
})
/** As an address says it: anything may stand there. */
export type ListWaiting = {
  readonly [Name in keyof z.output<typeof listWaitingSchema>]?: string | undefined
}
