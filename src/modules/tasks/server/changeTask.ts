import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { changeTaskSchema, dueDayFault, type ChangeTask } from '../domain/task.ts'
import { lockOpenTask } from './openTask.ts'
import { insertTaskChange, saveTask, type Changeable } from './taskStore.ts'

/**
 * Changes what a task says, until when, and who confirms; what it said before stays in its history. Place, wing and what counts as done
 * stay as they were: people have reported by them.
 * @throws Refusal as giveTask; changedMeanwhile once it was ended
 */
export async function changeTask(ctx: Context, input: ChangeTask): Promise<{ changed: readonly string[] }> {
  const { command, taskId, ...said } = parse(changeTaskSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.changeTask', input: { taskId, ...said } }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const task = await lockOpenTask(tx, taskId)
      const changed = (Object.keys(said) as (keyof Changeable)[]).filter(
        (field) => task[field] !== said[field],
      )
      if (changed.length === 0) return { changed }
      const fault = changed.includes('dueOn') ? dueDayFault(said.dueOn, indianDay(ctx.now)) : undefined
      if (fault) throw new Refusal('badInput', { fields: { dueOn: fault } })
      await saveTask(tx, taskId, said)
      const was = Object.fromEntries(changed.map((field) => [field, task[field]]))
      await insertTaskChange(tx, { taskId, what: 'changed', was, by: personId })
      await announce(tx, 'tasks.changed', { taskId, fields: changed })
      record(tx, 'tasks.changeTask', `task:${taskId}`, { fields: changed })
      return { changed }
    }),
  )
}
