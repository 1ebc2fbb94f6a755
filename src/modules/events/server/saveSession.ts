import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import {
  atIndianTime,
  cancelSessionSchema,
  saveSessionSchema,
  type CancelSession,
  type SaveSession,
} from '../domain/programme.ts'
import {
  hallsOf,
  insertSessions,
  saveSessionRow,
  saveSessionSpeakers,
  saveSessionState,
  sessionById,
} from './programmeStore.ts'
import { lockRun } from './runEvent.ts' // prettier-ignore

/**
 * Adds a session to a programme, or changes one. That a hall or a speaker is taken at that time is no refusal: the programme shows the conflict
 * until somebody solves it. Whoever had chosen it is told when its time or hall changes.
 * @throws Refusal as lockRun; badInput outside the event's days; changedMeanwhile when another changed it since the form was made
 */
export async function saveSession(ctx: Context, input: SaveSession): Promise<{ sessionId: string }> {
  const { command, eventId, sessionId, basedOn, ...said } = parse(saveSessionSchema, input)
  const asked = { eventId, sessionId, ...said }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.saveSession', input: asked }, async () => {
      requirePerson(ctx.actor)
      const event = await lockRun(tx, eventId)
      if (said.day < event.startsOn || said.day > event.endsOn)
        throw new Refusal('badInput', { fields: { day: 'events_day_outside' } })
      if (!(await hallsOf(tx, [eventId])).some(({ id }) => id === said.hallId))
        throw new Refusal('badInput', { fields: { hallId: 'events_hall_unknown' } })
      const was = sessionId ? await sessionById(tx, sessionId) : undefined
      if (sessionId && was?.eventId !== eventId)
        throw new Refusal('notFound', { reason: 'events_session_unknown' })
      if (was?.state === 'cancelled') throw new Refusal('changedMeanwhile', { reason: 'events_session_cancelled' })
      if (was && basedOn !== undefined && basedOn !== was.sequence)
        throw new Refusal('changedMeanwhile', { reason: 'events_changed_meanwhile' })
      const { day, from, until, speakerIds, ...words } = said
      const session = { ...words, id: was?.id ?? uuidv7(ctx.now), startsAt: atIndianTime(day, from), endsAt: atIndianTime(day, until) }
      if (was) await saveSessionRow(tx, session)
      else await insertSessions(tx, [{ ...session, eventId }])
      await saveSessionSpeakers(tx, eventId, session.id, speakerIds)
      const moved = was !== undefined && (was.startsAt.getTime() !== session.startsAt.getTime() || was.endsAt.getTime() !== session.endsAt.getTime() || was.hallId !== session.hallId)
      if (moved) await announce(tx, 'events.sessionMoved', { eventId, sessionId: session.id })
      record(tx, 'events.saveSession', `event:${eventId}`, { sessionId: session.id, moved })
      return { sessionId: session.id }
    }),
  )
} // prettier-ignore

/** Cancels a session: it stays in the programme, struck out, and whoever had chosen it is told. @throws Refusal as lockRun */
export async function cancelSession(ctx: Context, input: CancelSession): Promise<void> {
  const { command, eventId, sessionId } = parse(cancelSessionSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.cancelSession', input: { eventId, sessionId } }, async () => {
      requirePerson(ctx.actor)
      await lockRun(tx, eventId)
      const was = await sessionById(tx, sessionId)
      if (was?.eventId !== eventId) throw new Refusal('notFound', { reason: 'events_session_unknown' })
      if (was.state === 'cancelled') return
      await saveSessionState(tx, sessionId, 'cancelled')
      await announce(tx, 'events.sessionCancelled', { eventId, sessionId })
      record(tx, 'events.cancelSession', `event:${eventId}`, { sessionId })
    }),
  )
}
