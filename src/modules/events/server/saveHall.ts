import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { removeHallSchema, saveHallSchema, type RemoveHall, type SaveHall } from '../domain/programme.ts'
import { deleteHall, hallsOf, insertHalls, saveHallRow } from './programmeStore.ts'
import { lockRun } from './runEvent.ts'

/** Adds a hall to an event, or changes one. @throws Refusal as lockRun; badInput */
export async function saveHall(ctx: Context, input: SaveHall): Promise<{ hallId: string }> {
  const { command, eventId, hallId, ...said } = parse(saveHallSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.saveHall', input: { eventId, hallId, ...said } }, async () => {
      requirePerson(ctx.actor)
      await lockRun(tx, eventId)
      const halls = await hallsOf(tx, [eventId])
      const id = hallId ?? uuidv7(ctx.now)
      if (!hallId) await insertHalls(tx, [{ ...said, id, eventId, position: halls.length }])
      else if (halls.some((hall) => hall.id === hallId)) await saveHallRow(tx, { ...said, id })
      else throw new Refusal('notFound', { reason: 'events_hall_unknown' })
      record(tx, 'events.saveHall', `event:${eventId}`, { hallId: id, capacity: said.capacity })
      return { hallId: id }
    }),
  )
}

/** Takes away a hall in which nothing is planned. @throws Refusal as lockRun; changedMeanwhile while it is used */
export async function removeHall(ctx: Context, input: RemoveHall): Promise<void> {
  const { command, eventId, hallId } = parse(removeHallSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.removeHall', input: { eventId, hallId } }, async () => {
      requirePerson(ctx.actor)
      await lockRun(tx, eventId)
      if (!(await deleteHall(tx, eventId, hallId)))
        throw new Refusal('changedMeanwhile', { reason: 'events_hall_in_use' })
      record(tx, 'events.removeHall', `event:${eventId}`, { hallId })
    }),
  )
}
