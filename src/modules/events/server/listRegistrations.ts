import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { eventId, inLanguageOf } from '../domain/said.ts'
import { mayNameOrganisers, mayRun } from './policy.ts'
import { PARTS, type Part } from '../domain/seats.ts'
import {
  quotaBars,
  registrationsAt,
  type ListedRegistration,
  type QuotaBar,
} from './registrationListStore.ts'
import { seeEvent } from './runEvent.ts' // prettier-ignore

const optional = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined)
const listSchema = z.object({
  eventId,
  part: optional(z.enum(PARTS)),
  quotaId: optional(z.guid()),
  after: optional(z.guid()),
  /** Rows of one part. */
  limit: z.number().int().min(1).max(100).default(50),
})
export interface ListRegistrations {
  readonly eventId: string
  readonly part?: string | undefined
  readonly quotaId?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number
}
export interface RegistrationList {
  readonly title: string
  readonly mayRun: boolean
  readonly mayName: boolean
  readonly part: Part | undefined
  readonly quotaId: string | undefined
  readonly quotas: readonly QuotaBar[]
  readonly rows: readonly ListedRegistration[]
  readonly next: string | undefined
}
/** Rows of a printed list at most: a sheet holds forty. */
const MOST_PRINTED = 4000

/**
 * Who registered, of those whom the actor sees: an organiser everybody, a coordinator those of her place and wing.
 * @throws Refusal notFound, forbidden
 */
export async function listRegistrations(ctx: Context, input: ListRegistrations): Promise<RegistrationList> {
  requireId(input.eventId, 'events_unknown')
  const asked = parse(listSchema, input)
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const event = await seeEvent(tx, asked.eventId)
    const found = await registrationsAt(tx, event.id, { ...asked, by: 'time', most: asked.limit + 1 })
    const rows = found.slice(0, asked.limit)
    return {
      title: inLanguageOf(event.titleHi, event.titleEn, ctx.locale),
      mayRun: mayRun(ctx.actor, event).allowed,
      mayName: mayNameOrganisers(ctx.actor, event).allowed,
      part: asked.part,
      quotaId: asked.quotaId,
      quotas: await quotaBars(tx, event.id),
      rows,
      next: found.length > asked.limit ? rows.at(-1)!.id : undefined,
    }
  })
}

export interface PrintedList {
  readonly title: string
  readonly startsOn: string
  readonly rows: readonly ListedRegistration[]
  /** More were there than one print takes: print by district. */
  readonly isCut: boolean
}
/**
 * The list for paper, when no phone works at the gate: everybody who comes, by district and name, with code and space to tick. That it was made is
 * noted.
 * @throws Refusal notFound, forbidden
 */
export async function printRegistrations(ctx: Context, input: ListRegistrations): Promise<PrintedList> {
  requireId(input.eventId, 'events_unknown')
  const asked = parse(listSchema, input)
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const event = await seeEvent(tx, asked.eventId)
    authorise(mayRun(ctx.actor, event))
    const { quotaId } = asked
    const rows = await registrationsAt(tx, event.id, { part: 'coming', quotaId, by: 'name', most: MOST_PRINTED + 1 })
    record(tx, 'events.printRegistrations', `event:${event.id}`, { quotaId: quotaId ?? null, rows: rows.length })
    return {
      title: inLanguageOf(event.titleHi, event.titleEn, ctx.locale),
      startsOn: event.startsOn,
      rows: rows.slice(0, MOST_PRINTED),
      isCut: rows.length > MOST_PRINTED,
    }
  })
} // prettier-ignore
