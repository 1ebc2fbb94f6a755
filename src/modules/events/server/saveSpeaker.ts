import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import {
  saveSpeakerSchema,
  withdrawSpeakerSchema,
  type SaveSpeaker,
  type WithdrawSpeaker,
} from '../domain/speaker.ts'
import { insertSpeaker, lockSpeaker, saveSpeakerRow, saveSpeakerWithdrawn } from './programmeStore.ts'
import { lockRun } from './runEvent.ts' // prettier-ignore

/**
 * Writes down a guest expert, or changes what is written. Until it says when and how she agreed to be listed, nobody but those who run the event
 * reads her name.
 * @throws Refusal as lockRun; badInput; changedMeanwhile once she has withdrawn
 */
export async function saveSpeaker(ctx: Context, input: SaveSpeaker): Promise<{ speakerId: string }> {
  const { command, eventId, speakerId, ...said } = parse(saveSpeakerSchema, input)
  return ctx.transaction((tx) =>
    once(
      tx,
      { id: command, verb: 'events.saveSpeaker', input: { eventId, speakerId, ...said } },
      async () => {
        const { personId } = requirePerson(ctx.actor)
        await lockRun(tx, eventId)
        if (said.agreedOn !== null && said.agreedOn > indianDay(ctx.now))
          throw new Refusal('badInput', { fields: { agreedOn: 'events_agreed_future' } })
        const was = speakerId ? await lockSpeaker(tx, eventId, speakerId) : undefined
        if (speakerId && !was) throw new Refusal('notFound', { reason: 'events_speaker_unknown' })
        if (was?.withdrawnAt) throw new Refusal('changedMeanwhile', { reason: 'events_speaker_withdrew' })
        const id = was?.id ?? uuidv7(ctx.now)
        if (was) await saveSpeakerRow(tx, { ...said, id })
        else await insertSpeaker(tx, { ...said, id, eventId }, personId)
        record(tx, 'events.saveSpeaker', `event:${eventId}`, {
          speakerId: id,
          agreed: said.agreedOn !== null,
        })
        return { speakerId: id }
      },
    ),
  )
}

/**
 * A speaker withdraws: her name leaves programme and calendars at once, and whoever had chosen her sessions is told.
 * @throws Refusal as lockRun; notFound
 */
export async function withdrawSpeaker(ctx: Context, input: WithdrawSpeaker): Promise<void> {
  const { command, eventId, speakerId } = parse(withdrawSpeakerSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.withdrawSpeaker', input: { eventId, speakerId } }, async () => {
      requirePerson(ctx.actor)
      await lockRun(tx, eventId)
      const speaker = await lockSpeaker(tx, eventId, speakerId)
      if (!speaker) throw new Refusal('notFound', { reason: 'events_speaker_unknown' })
      if (speaker.withdrawnAt) return
      const sessionIds = await saveSpeakerWithdrawn(tx, speakerId)
      await announce(tx, 'events.speakerWithdrew', { eventId, speakerId, sessionIds })
      record(tx, 'events.withdrawSpeaker', `event:${eventId}`, { speakerId, sessions: sessionIds.length })
    }),
  )
}
