import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { scopeHull } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { isCoordinating } from '../domain/appointment.ts'
import { cursorOf, readCursor } from '../domain/peopleQuery.ts'
import { listWaitingSchema, QUEUE_PAGE, QUEUE_PARTS, type ListWaiting } from '../domain/waitingQuery.ts'
import { namesOf } from './namesOfStore.ts'
import { placeOf, type PlaceOf } from './placeOfStore.ts'
import { mayList } from './policy.ts'
import { phonesShared, type PhoneSharing } from './sharingStore.ts'
import {
  callBackLines,
  countWaiting,
  renamedLines,
  waitingLines,
  type CallBackLine,
  type RenamedLine,
  type WaitingCounts,
  type WaitingLine,
} from './waitingStore.ts'

export interface WaitingList {
  readonly rows: readonly (WaitingLine & {
    readonly inviter: string | undefined
    /** How many answer her phone, and whether the reader is one of them. */
    readonly sharing: PhoneSharing | undefined
  })[]
  readonly counts: WaitingCounts
  readonly callBacks: readonly (CallBackLine & { readonly voucher: string | undefined })[]
  /** The place that the filter names, if there is one. */
  readonly place: PlaceOf | undefined
  /** Whose changed name is still to be looked at. */
  readonly renamed: readonly RenamedLine[]
  readonly next: string | undefined
  readonly previous: string | undefined
}

const CALL_BACKS_SHOWN = 10
const RENAMED_SHOWN = 10
const cursorKey = z.tuple([z.int().min(0).max(QUEUE_PARTS.length), z.number(), z.uuid()])

/**
 * Those who wait for the actor's vouch, of a place and a wing if they are named: first who came by the actor's own invitations, then those
 * whom no nearer coordinator is asked for, then the others below; whom to
 * call back, and whose name has changed since the vouch.
 * @throws Refusal forbidden to whoever has authority over nobody
 */
export async function listWaiting(ctx: Context, input: ListWaiting): Promise<WaitingList> {
  const actor = requirePerson(ctx.actor)
  authorise(mayList(actor))
  const { placeId, wing, order, after, before } = parse(listWaitingSchema, input)
  const reader = actor.authorities.filter(({ role }) => isCoordinating(role))
  const [low, high] = scopeHull(actor.scope)
  return ctx.transaction(async (tx) => {
    const place = placeId === undefined ? undefined : await placeOf(tx, placeId)
    const filter = { low: place?.lft ?? low, high: place?.rgt ?? high, wing, order }
    const key = readCursor(cursorKey, before ?? after)
    const back = key !== undefined && before !== undefined
    const found = await waitingLines(tx, reader, filter, key && { key, back }, QUEUE_PAGE + 1)
    const rows = back ? found.slice(-QUEUE_PAGE) : found.slice(0, QUEUE_PAGE)
    const hasMore = found.length > QUEUE_PAGE
    const callBacks = await callBackLines(tx, reader, CALL_BACKS_SHOWN)
    const names = await namesOf(tx, [
      ...rows.map(({ invitedBy }) => invitedBy),
      ...callBacks.map(({ vouchedBy }) => vouchedBy),
    ])
    const sharing = await phonesShared(
      tx,
      rows.map(({ id }) => id),
    )
    const nameOf = (id: string | null) => (id === null ? undefined : names.get(id)?.[ctx.locale])
    return {
      rows: rows.map((row) => ({
        ...row,
        inviter: nameOf(row.invitedBy),
        sharing: sharing.get(row.id),
      })),
      counts: await countWaiting(tx, reader, filter),
      callBacks: callBacks.map((line) => ({ ...line, voucher: nameOf(line.vouchedBy) })),
      place,
      renamed: await renamedLines(tx, reader, { low, high }, RENAMED_SHOWN),
      // Whoever came back from a page has that page before him; whoever went on has one behind him.
      next: back || hasMore ? cursorAt(rows.at(-1)) : undefined,
      previous: (back ? hasMore : key) ? cursorAt(rows[0]) : undefined,
    }
  })
}

const cursorAt = (line: WaitingLine | undefined): string | undefined =>
  line && cursorOf([QUEUE_PARTS.indexOf(line.part), line.turn, line.id])

/** How many wait for the actor himself: the badge beside the queue's link. Nobody's queue counts 0. */
export async function countWaitingForMe(ctx: Context): Promise<number> {
  const { actor } = ctx
  const reader = actor.kind === 'person' ? actor.authorities.filter(({ role }) => isCoordinating(role)) : []
  if (reader.length === 0) return 0
  const [low, high] = scopeHull(actor.scope)
  return ctx.transaction(async (tx) => (await countWaiting(tx, reader, { low, high, wing: undefined })).yours)
}
