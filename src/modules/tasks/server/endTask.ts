import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { endTaskSchema, type EndTask } from '../domain/task.ts'
import { lockOpenTask } from './openTask.ts'
import { insertTaskChange, saveEnded } from './taskStore.ts'

/**
 * Ends a task, with the words why. What was reported stays and can still be confirmed; nothing new is taken, but for what a phone made
 * before and could not send.
 * @throws Refusal forbidden to whoever could not have given it; changedMeanwhile once it was ended
 */
export async function endTask(ctx: Context, input: EndTask): Promise<void> {
  const { command, taskId, reason } = parse(endTaskSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.endTask', input: { taskId, reason } }, async () => {
      const { personId } = requirePerson(ctx.actor)
      await lockOpenTask(tx, taskId)
      await saveEnded(tx, taskId)
      await insertTaskChange(tx, { taskId, what: 'ended', words: reason, by: personId })
      await announce(tx, 'tasks.ended', { taskId })
      record(tx, 'tasks.endTask', `task:${taskId}`, {})
    }),
  )
}
