import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import { announce } from '#platform/outbox/announce.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import { releaseSchema, type Message, type MessageState, type ReleaseMessage } from '../domain/message.ts'
import { costOf, widest } from '../domain/reach.ts'
import { reachNow } from './gateReach.ts'
import { runMessage } from './jobs.ts'
import { countReleased, lockMessage, saveReleased } from './messageStore.ts'
import { mayRelease } from './policy.ts'
import { readOutreachSettings } from './settings.ts'

/**
 * Lets one's own draft go. To few it is on its way at once; from a number of people on somebody else must agree first. What it reaches and
 * costs is kept as it was in this moment.
 * @param rules those of the edition: its gate explains what it holds
 * @throws Refusal forbidden; changedMeanwhile once it was let go or stopped; badInput when it reaches nobody; tooOften
 */
export async function releaseMessage(
  ctx: Context,
  input: ReleaseMessage,
  rules: readonly ReleaseRule[],
): Promise<{ state: MessageState }> {
  const asked = parse(releaseSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'outreach.releaseMessage', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const message = await lockMessage(tx, asked.messageId)
      if (!message) throw new Refusal('notFound', { reason: 'outreach_unknown' })
      authorise(mayRelease(ctx.actor, message))
      if (message.state !== 'draft') throw new Refusal('changedMeanwhile', { reason: 'outreach_not_a_draft' })
      if (asked.contentHash !== undefined && asked.contentHash !== message.contentHash)
        throw new Refusal('changedMeanwhile', { reason: 'outreach_draft_changed' })
      const settings = await readOutreachSettings(tx.db)
      const today = new Date(`${indianDay(ctx.now)}T00:00:00+05:30`)
      if ((await countReleased(tx, personId, today)) >= settings.perDay)
        throw new Refusal('tooOften', { reason: 'outreach_too_many_today', retryAfterSeconds: 86_400 - (ctx.now.getTime() - today.getTime()) / 1000 }) // prettier-ignore
      const reach = await reachNow(ctx, tx, message, rules)
      const people = widest(reach)
      if (people === 0) throw new Refusal('badInput', { reason: 'outreach_reaches_nobody' })
      const state = people >= settings.secondHandFrom ? 'awaiting' : 'queued'
      await saveReleased(tx, message.id, state, endsAt(ctx.now, settings.hours), reach)
      if (state === 'queued') await setGoing(tx, message)
      record(tx, 'outreach.releaseMessage', `message:${message.id}`, {
        state,
        people,
        paise: costOf(reach),
        contentHash: message.contentHash,
      })
      return { state }
    }),
  )
}

export const endsAt = (now: Date, hours: number): Date => new Date(now.getTime() + hours * 3_600_000)

/** From here on the worker has it. */
export async function setGoing(tx: Transaction, { id }: Pick<Message, 'id'>): Promise<void> {
  await enqueue(tx, runMessage as JobDefinition<{ messageId: string }>, { messageId: id })
  await announce(tx, 'outreach.released', { messageId: id })
}
