import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { WHICH_EVENTS } from '../domain/event.ts'
import { inLanguageOf } from '../domain/said.ts'
import { eventsMet, type ListedEvent } from './eventStore.ts'
import { coordinating, mayList, mayRun, seeing } from './policy.ts'

const schema = z.object({
  which: z.enum(WHICH_EVENTS).catch('ahead'),
  after: z.guid().optional().catch(undefined),
  /** Rows of one part. */
  limit: z.number().int().min(1).max(100).default(20),
})
export interface ListEvents {
  readonly which?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number
}
export interface EventLine extends ListedEvent {
  readonly title: string
}
export interface EventList {
  readonly which: (typeof WHICH_EVENTS)[number]
  readonly rows: readonly EventLine[]
  /** Where the next part begins. */
  readonly next: string | undefined
}
/**
 * The events that invite people whom the actor sees, those above her place too, and those that she organises; drafts only where she runs them.
 * @throws Refusal notSignedIn
 */
export async function listEvents(ctx: Context, input: ListEvents): Promise<EventList> {
  requirePerson(ctx.actor)
  authorise(mayList(ctx.actor))
  const { which, after, limit } = parse(schema, input)
  return ctx.transaction(async (tx) => {
    const found = await eventsMet(tx, seeing(ctx.actor), which, indianDay(ctx.now), after, limit + 1)
    const rows = found.slice(0, limit)
    return {
      which,
      rows: rows
        .filter((row) => row.state !== 'draft' || mayRun(ctx.actor, row).allowed)
        .map((row) => ({ ...row, title: inLanguageOf(row.titleHi, row.titleEn, ctx.locale) })),
      next: found.length > limit ? rows.at(-1)!.id : undefined,
    }
  })
}

/** Whether events are in the menu of whoever acts, and whether she makes any. */
export const myEventDesk = (ctx: Context): { readonly makes: boolean } => ({
  makes: coordinating(ctx.actor).length > 0,
})
