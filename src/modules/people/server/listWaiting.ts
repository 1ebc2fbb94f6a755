import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { scopeHull } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { isCoordinating } from '../domain/appointment.ts'
import { cursorOf, readCursor } from '../domain/peopleQuery.ts'
import { namesOf } from './namesOf.ts'
import { mayList } from './policy.ts'
import {
  callBackLines,
  countWaiting,
  waitingLines,
  type CallBackLine,
  type WaitingCounts,
  type WaitingLine,
} from './waitingStore.ts'

export const listWaitingSchema = z.object({ after: z.string().max(400).optional().catch(undefined) })

export interface WaitingList {
  readonly rows: readonly (WaitingLine & { readonly inviter: string | undefined })[]
  readonly counts: WaitingCounts
  readonly callBacks: readonly (CallBackLine & { readonly voucher: string | undefined })[]
  readonly next: string | undefined
}

/** A sitting's worth of decisions. */
const QUEUE_PAGE = 25
const CALL_BACKS_SHOWN = 10
const cursorKey = z.tuple([z.boolean(), z.iso.datetime(), z.uuid()])

/**
 * Those who wait for the actor's vouch: first those whom no nearer coordinator is asked for, then the others below; and whom to call back.
 * @throws Refusal forbidden to whoever has authority over nobody
 */
export async function listWaiting(
  ctx: Context,
  input: z.input<typeof listWaitingSchema>,
): Promise<WaitingList> {
  const actor = requirePerson(ctx.actor)
  authorise(mayList(actor))
  const { after } = parse(listWaitingSchema, input)
  const reader = actor.authorities.filter(({ role }) => isCoordinating(role))
  const [low, high] = scopeHull(actor.scope)
  return ctx.transaction(async (tx) => {
    const bounds = { low, high }
    const found = await waitingLines(tx, reader, bounds, readCursor(cursorKey, after), QUEUE_PAGE + 1)
    const callBacks = await callBackLines(tx, reader, CALL_BACKS_SHOWN)
    const names = await namesOf(tx, [
      ...found.map(({ invitedBy }) => invitedBy),
      ...callBacks.map(({ vouchedBy }) => vouchedBy),
    ])
    const nameOf = (id: string | null) => (id === null ? undefined : names.get(id)?.[ctx.locale])
    const rows = found.slice(0, QUEUE_PAGE)
    const last = found.length > QUEUE_PAGE ? rows.at(-1) : undefined
    return {
      rows: rows.map((row) => ({ ...row, inviter: nameOf(row.invitedBy) })),
      counts: await countWaiting(tx, reader, bounds),
      callBacks: callBacks.map((line) => ({ ...line, voucher: nameOf(line.vouchedBy) })),
      next: last && cursorOf([last.yours, last.appliedAt.toISOString(), last.id]),
    }
  })
}

/** How many wait for the actor himself: the badge beside the queue's link. Nobody's queue counts 0. */
export async function countWaitingForMe(ctx: Context): Promise<number> {
  const { actor } = ctx
  const reader = actor.kind === 'person' ? actor.authorities.filter(({ role }) => isCoordinating(role)) : []
  if (reader.length === 0) return 0
  const [low, high] = scopeHull(actor.scope)
  return ctx.transaction(async (tx) => (await countWaiting(tx, reader, { low, high })).yours)
}
